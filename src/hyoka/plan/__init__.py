"""総合計画と組織 — the plan tree, divisions and their succession, and the reform items."""

from hyoka.plan.division import Department, Division
from hyoka.plan.outline import OutlineItem, ReformOutline, YearlyPlan
from hyoka.plan.plan import Level, Node, Plan
from hyoka.plan.reform import (
    ReformItem,
    find_reform_item,
    is_same_item,
    item_number,
    parse_mark,
    reform_paragraphs,
)
from hyoka.plan.renewal import Became, Renewal, follow, unmapped
from hyoka.plan.succession import (
    Ended,
    Merged,
    Reassigned,
    Renamed,
    Split,
    Succession,
    find_transfers,
    lineage,
)
from hyoka.plan.target import PlanIndicator, PlanTarget
from hyoka.plan.validity import Lasting

__all__ = [
    "Became", "Department", "Division", "Ended", "Lasting", "Level", "Merged", "Node", "OutlineItem", "Plan", "PlanIndicator", "PlanTarget", "Reassigned",
    "ReformItem", "ReformOutline", "Renamed", "Renewal", "Split", "Succession", "YearlyPlan", "find_reform_item", "find_transfers", "follow", "is_same_item", "item_number",
    "lineage", "parse_mark", "reform_paragraphs", "unmapped",
]  # fmt: skip
