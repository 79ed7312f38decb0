"""担当を決める — clerks who are to write a sheet, external evaluators who are to comment on it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from hyoka.actions.editing import lock
from hyoka.actions.events import append
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
    done = 0
    for key in sorted(set(keys)):
        record = _held(key, by)
        _refuse(record, who)
        if not Assignment.objects.filter(sheet=record, person=chosen).exists():
            Assignment.objects.create(sheet=record, person=chosen)
            _tell(record, chosen, True, by, at)
            done += 1
    return done


@transaction.atomic
def unassign(*, keys: Sequence[str], person: int, by: Actor, at: datetime) -> int:
    """外す — what the person wrote stays. How many sheets were his or hers.

    Raises NotAllowed, NotFound, Refusal.
    """
    chosen = _chosen(keys, person)
    done = 0
    for key in sorted(set(keys)):
        record = _held(key, by)
        if Assignment.objects.filter(sheet=record, person=chosen).delete()[0]:
            _tell(record, chosen, False, by, at)
            done += 1
    return done


def _chosen(keys: Sequence[str], person: int) -> Person:
    if not keys:
        raise Refusal("E-NOTHING", "評価表が選ばれていません。左端の欄で選んでから、もう一度押してください。")
    chosen = Person.objects.filter(pk=person).first()
    if chosen is None:
        raise Refusal("E-NOBODY", "人が選ばれていません。割り当てる人を選んでから、もう一度押してください。")
    return chosen


def _held(key: str, by: Actor) -> SheetRecord:
    record = lock(key, by)
    if not may(by, Action.ASSIGN, subject_of(record), options()):
        raise NotAllowed
    return record


def _refuse(record: SheetRecord, who: Actor) -> None:
    """A sheet is written by its own division; anybody else would see it by the assignment and could do nothing."""
    if Role.EVALUATOR in who.roles:
        return
    if not any(post.role in DIVISION_ROLES and post.division == record.division.key for post in who.posts):
        raise Refusal(
            "E-POST",
            f"{who.name} は {record.division.name} の職員でも外部評価委員でもないため、"
            f"施策{record.measure_no} {record.measure} に割り当てられません。だれも割り当てていません。",
        )


def _tell(record: SheetRecord, person: Person, is_on: bool, by: Actor, at: datetime) -> None:
    append(record, Kind.ASSIGN, by, at, {"person": person.pk, "assigned": is_on})
    record.save()
