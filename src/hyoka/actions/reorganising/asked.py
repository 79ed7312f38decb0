"""頼まれた改編 — an act as it is asked for, what does not fit in it, and what it does or would do."""

from dataclasses import dataclass, field
from datetime import date

from hyoka.actions.refusal import Refusal
from hyoka.store.models import DivisionRecord, SheetRecord, Step

LONGEST_REASON = 1_000


@dataclass(frozen=True)
class Passed:
    """What passes to whom: all work of a measure, or one row of its sheets."""

    measure_no: str
    row: str  # key of a direction, project, budget line or outcome indicator; "": all of the measure
    name: str
    taker: str  # a division's key, or the name of a new one


@dataclass(frozen=True)
class Plan:
    """An act as it is asked for. Divisions before are keys; after are keys, or names of new divisions."""

    kind: Step
    on: date
    before: tuple[str, ...]
    after: tuple[str, ...]
    department: str = ""  # of new divisions; "": that of the first before
    reason: str = ""
    passes: tuple[Passed, ...] = ()
    is_evaluated_by_successor: bool = True
    moves_posts: bool = True


@dataclass
class Outcome:
    """What an act does, or would do."""

    ended: list[DivisionRecord] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)  # names
    kept: list[tuple[SheetRecord, str]] = field(default_factory=list)  # who goes on with the sheet
    lent: list[tuple[SheetRecord, str, tuple[str, ...]]] = field(default_factory=list)  # rows' names
    rehomed: list[tuple[SheetRecord, str]] = field(default_factory=list)  # next year's sheets, already made
    posts: int = 0


def check(plan: Plan) -> None:
    """Raises Refusal: what does not fit together."""
    needs = {
        Step.RENAMED: (1, 1, "改称は、前と後を一つずつ選んでください。"),
        Step.MERGED: (2, 1, "統合は、前の課を二つ以上、後の課を一つ選んでください。"),
        Step.SPLIT: (1, 2, "分割は、前の課を一つ、後の課を二つ以上選んでください。"),
        Step.REASSIGNED: (1, 1, "事務移管は、渡す課と受ける課を一つずつ選んでください。"),
        Step.ENDED: (1, 0, "廃止は、廃止する課を一つ選び、後の課は選ばないでください。"),
    }
    many_before, many_after, words = needs[plan.kind]
    is_many_before, is_many_after = plan.kind is Step.MERGED, plan.kind is Step.SPLIT
    fits_before = len(plan.before) >= many_before if is_many_before else len(plan.before) == many_before
    fits_after = len(plan.after) >= many_after if is_many_after else len(plan.after) == many_after
    if not (fits_before and fits_after):
        raise Refusal("E-VALUE", words)
    if len(set(plan.before)) < len(plan.before) or len(set(plan.after)) < len(plan.after):
        raise Refusal("E-VALUE", "同じ課が二度選ばれています。一度だけ選んでください。")
    if plan.kind is not Step.MERGED and set(plan.before) & set(plan.after):
        raise Refusal("E-VALUE", "前の課と後の課が同じです。別の課を選んでください。")
    if plan.kind is Step.REASSIGNED and not plan.passes:
        raise Refusal("E-VALUE", "移管する施策か事業を、一つ以上選んでください。")
    if not plan.reason.strip():
        raise Refusal("E-VALUE", "理由を書いてください（例: 組織改編（令和8年度）による）。")
    if len(plan.reason) > LONGEST_REASON:
        raise Refusal("E-VALUE", f"理由は {LONGEST_REASON:,} 字までです（いま {len(plan.reason):,} 字）。")
