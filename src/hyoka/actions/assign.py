"""担当を決める — clerks who are to write a sheet, external evaluators who are to comment on it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from hyoka.actions.editing import lock_each
from hyoka.actions.events import append_each
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.store.actors import actor_of
from hyoka.store.models import Assignment, Kind, Person, SheetRecord
from hyoka.store.reach import options, subject_of
from hyoka.workflow import DIVISION_ROLES, Action, Actor, Role, may

JAPAN = ZoneInfo("Asia/Tokyo")


@transaction.atomic
def assign(*, keys: Sequence[str], person: int, by: Actor, at: datetime) -> int:
    """割り当てる — all of the sheets or none; how many were not his or hers before.

    Raises NotAllowed, NotFound, Refusal.
    """
    chosen = _chosen(keys, person)
    who = actor_of(chosen, at.astimezone(JAPAN).date())
    records = _held(keys, by)
    for record in records:
        _refuse(record, who)
    before = _assigned(records, chosen)
    new = [record for record in records if record.pk not in before]
    Assignment.objects.bulk_create(Assignment(sheet=record, person=chosen) for record in new)
    append_each(new, Kind.ASSIGN, by, at, {"person": chosen.pk, "assigned": True})
    return len(new)


@transaction.atomic
def unassign(*, keys: Sequence[str], person: int, by: Actor, at: datetime) -> int:
    """外す — what the person wrote stays. How many sheets were his or hers.

    Raises NotAllowed, NotFound, Refusal.
    """
    chosen = _chosen(keys, person)
    records = _held(keys, by)
    his = _assigned(records, chosen)
    gone = [record for record in records if record.pk in his]
    Assignment.objects.filter(sheet__in=gone, person=chosen).delete()
    append_each(gone, Kind.ASSIGN, by, at, {"person": chosen.pk, "assigned": False})
    return len(gone)


def _chosen(keys: Sequence[str], person: int) -> Person:
    if not keys:
        raise Refusal("E-NOTHING", "評価表が選ばれていません。左端の欄で選んでから、もう一度押してください。")
    chosen = Person.objects.filter(pk=person).first()
    if chosen is None:
        raise Refusal("E-NOBODY", "人が選ばれていません。割り当てる人を選んでから、もう一度押してください。")
    return chosen


def _held(keys: Sequence[str], by: Actor) -> list[SheetRecord]:
    """A thousand sheets in well under a second: nobody waits longer to save."""
    records = lock_each(keys, by)
    for record in records:
        if not may(by, Action.ASSIGN, subject_of(record, round_is_open=False), options()):
            raise NotAllowed
    return records


def _assigned(records: Sequence[SheetRecord], person: Person) -> set[int]:
    return set(Assignment.objects.filter(sheet__in=records, person=person).values_list("sheet_id", flat=True))


def _refuse(record: SheetRecord, who: Actor) -> None:
    """A sheet is written by its own division; anybody else would see it by the assignment and could do nothing."""
    if Role.EVALUATOR in who.roles:
        return
    if not any(post.role in DIVISION_ROLES and post.division == record.holder.key for post in who.posts):
        raise Refusal(
            "E-POST",
            f"{who.name} は {record.holder.name} の職員でも外部評価委員でもないため、"
            f"施策{record.measure_no} {record.measure} に割り当てられません。だれも割り当てていません。",
        )
