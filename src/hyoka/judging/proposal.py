"""判定案 — what a rule proposes for one year of an indicator, with all that is needed to follow it later."""

from hyoka.layouts import Compare
from hyoka.sheet import Better
from hyoka.values import Document, FiscalYear


class Proposal(Document):
    """A proposed word, or why there is none. The rule's name, its version and its inputs stay with it."""

    fiscal_year: FiscalYear
    status: str | None = None  # None: nothing to judge, or not to be told by a rule
    certain: bool = False  # whether the figures leave no room for another word of the rule
    rule: str = ""
    version: int = 0
    compare: Compare | None = None
    target: str | None = None  # as written
    actual: str | None = None
    better: Better | None = None  # which way was taken to be better
    better_is_known: bool = False  # stated, written in the target, or borne out by another year
    arithmetic: str = ""  # 実績 3,245件 ÷ 目標 3,800件 = 85.4%（100%以上で達成）
    reason: str = ""  # why nothing is proposed, or why it is not certain
    points: int | None = None  # where the rule gives points
