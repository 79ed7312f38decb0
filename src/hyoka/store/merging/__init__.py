"""合わせる — what a file would change in a sheet that is there: compared, judged item by item, nothing done yet."""

from hyoka.store.merging.item import Item, Verdict
from hyoka.store.merging.plan import Plan, plan_of

__all__ = ["Item", "Plan", "Verdict", "plan_of"]
