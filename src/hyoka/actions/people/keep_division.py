"""課を設ける・改める — name, department, order and validity. The key never changes: sheets and history hang on it."""

import secrets
from datetime import datetime

from django.db import transaction

from hyoka.actions.editing import NotFound
from hyoka.actions.events import append_city
from hyoka.actions.people.administering import check_right
from hyoka.actions.people.typed import Wrong, parse_name, parse_span, refuse
from hyoka.actions.refusal import Refusal
from hyoka.store.models import Appointment, DivisionRecord, Kind
from hyoka.workflow import Actor


@transaction.atomic
def keep_division(
    *, key: str = "", name: str, department: str, order: str = "0", since: str = "", until: str = "",
    by: Actor, at: datetime,
) -> DivisionRecord:  # fmt: skip
    """A new division, or the one of that key changed. Raises NotAllowed, NotFound, Refusal."""
    check_right(by)
    if key:
        held = DivisionRecord.objects.select_for_update().filter(key=key).first()
        if held is None:
            raise NotFound(key)
    else:
        held = DivisionRecord(key=secrets.token_hex(5))
    old_department = held.department
    try:
        held.name = parse_name(name, "課の名前")
        held.department = parse_name(department, "部の名前")
        held.valid_from, held.valid_until = parse_span(since, until)
        held.order = _number(order)
    except Wrong as wrong:
        raise refuse(wrong) from wrong
    twin = DivisionRecord.objects.filter(name=held.name, department=held.department).exclude(pk=held.pk)
    if any(_overlap(held, other) for other in twin):
        raise Refusal("E-EXISTS", f"{held.department} {held.name} は同じ期間にもうあります。")
    held.save()
    _move_directors(old_department, held)
    append_city(
        Kind.STAFF, by, at,
        {
            "what": "division changed" if key else "division added", "division": held.key, "name": held.name,
            "department": held.department, "from": str(held.valid_from or ""), "until": str(held.valid_until or ""),
        },
    )  # fmt: skip
    return held


def _move_directors(old: str, held: DivisionRecord) -> None:
    """A department that is renamed as a whole keeps its director."""
    if old and old != held.department and not DivisionRecord.objects.filter(department=old).exists():
        Appointment.objects.filter(department=old).update(department=held.department)


def _number(text: str) -> int:
    digits = text.strip() or "0"
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 6):
        raise Wrong(f"並び順は 0 から 999999 までの数です: 「{text[:20]}」")
    return int(digits)


def _overlap(one: DivisionRecord, other: DivisionRecord) -> bool:
    before = (
        one.valid_until is not None and other.valid_from is not None and one.valid_until < other.valid_from
    )
    after = (
        other.valid_until is not None and one.valid_from is not None and other.valid_until < one.valid_from
    )
    return not (before or after)
