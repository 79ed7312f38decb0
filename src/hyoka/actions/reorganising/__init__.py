"""組織改編と事務移管 — divisions are renamed, merged, split, ended, or pass work on: one act, with its day and reason.

History belongs to its year: nothing is re-attributed. The sheets that are there stay with the division that made them;
who goes on with what is not finished is decided with the act (the successor, unless told otherwise), and the right
moves with it. What the next year's sheets become follows from the act when they are carried forward.
"""

import secrets
from datetime import datetime

from django.db import transaction

from hyoka.actions.events import append_city
from hyoka.actions.refusal import NotAllowed
from hyoka.actions.reorganising.asked import Outcome, Passed, Plan, check
from hyoka.actions.reorganising.divisions import Heirs, end_divisions, hold_divisions, move_posts
from hyoka.actions.reorganising.sheets import Sheets
from hyoka.store.models import Kind, Step, SuccessionRecord, Transfer
from hyoka.store.reach import options
from hyoka.workflow import Action, Actor, may


class _DryRun(Exception):
    """Takes back what a dry run has done."""


def preview(plan: Plan, *, by: Actor, at: datetime) -> Outcome:
    """下見 — what the act would do; nothing is done. Raises NotAllowed, NotFound, Refusal."""
    outcome = Outcome()
    try:
        with transaction.atomic():
            _reorganise(plan, by=by, at=at, op_id=secrets.token_hex(16), outcome=outcome)
            raise _DryRun
    except _DryRun:
        return outcome


def reorganise(plan: Plan, *, by: Actor, at: datetime, op_id: str) -> Outcome:
    """行う — all of it or nothing; sent twice, it is done once. Raises NotAllowed, NotFound, Refusal."""
    outcome = Outcome()
    with transaction.atomic():
        _reorganise(plan, by=by, at=at, op_id=op_id, outcome=outcome)
    return outcome


def _reorganise(plan: Plan, *, by: Actor, at: datetime, op_id: str, outcome: Outcome) -> None:
    if not may(by, Action.REORGANISE, None, options()):
        raise NotAllowed
    if SuccessionRecord.objects.filter(op_id=op_id).exists():
        return
    check(plan)
    before = hold_divisions(plan.before)
    after = Heirs(plan, before)
    takers = {passed.taker: after.of(passed.taker) for passed in plan.passes}
    made = SuccessionRecord.objects.create(
        op_id=op_id, kind=plan.kind.value, on=plan.on, reason=plan.reason.strip(),
        before=[one.key for one in before], after=[after.of(name).key for name in plan.after],
        is_evaluated_by_successor=plan.is_evaluated_by_successor, by_id=by.person or None, at=at,
    )  # fmt: skip
    outcome.begun = after.begun
    Transfer.objects.bulk_create(
        Transfer(
            succession=made, giver=before[0], taker=takers[passed.taker], measure_no=passed.measure_no,
            row=passed.row, name=passed.name[:255],
        )
        for passed in plan.passes
    )  # fmt: skip
    if plan.kind is not Step.REASSIGNED:
        outcome.ended = end_divisions(before, made)
    Sheets(plan, made, before, after, takers, by, at, outcome).follow()
    if plan.moves_posts and plan.kind in (Step.RENAMED, Step.MERGED):
        outcome.posts = move_posts(
            before, after.of(plan.after[0]), plan.on, keeps_old=not plan.is_evaluated_by_successor
        )
    append_city(
        Kind.REORGANISE, by, at,
        {
            "what": made.kind, "act": made.pk, "on": str(made.on), "before": made.before,
            "after": made.after, "passes": len(plan.passes), "posts": outcome.posts,
            "successor": made.is_evaluated_by_successor,
        },
    )  # fmt: skip


__all__ = ["Outcome", "Passed", "Plan", "check", "preview", "reorganise"]
