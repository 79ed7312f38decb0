"""課の始まりと終わり — divisions are held, begun and ended, and their people's posts go on."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from hyoka.actions.editing import NotFound
from hyoka.actions.refusal import Refusal
from hyoka.actions.reorganising.asked import Plan
from hyoka.store.models import Appointment, DivisionRecord, SuccessionRecord

LONGEST_NAME = 80


def hold_divisions(keys: Iterable[str]) -> list[DivisionRecord]:
    """Raises NotFound."""
    held = {one.key: one for one in DivisionRecord.objects.select_for_update().filter(key__in=list(keys))}
    missing = [key for key in keys if key not in held]
    if missing:
        raise NotFound(missing[0])
    return [held[key] for key in keys]


class Heirs:
    """The divisions after, each found by its key or made under its name."""

    def __init__(self, plan: Plan, before: Sequence[DivisionRecord]) -> None:
        self._plan, self._before = plan, before
        self._found: dict[str, DivisionRecord] = {}
        self.begun: list[str] = []

    def of(self, name: str) -> DivisionRecord:
        """Raises Refusal."""
        if name not in self._found:
            held = DivisionRecord.objects.filter(key=name).first()
            self._found[name] = held or self._begin(name.strip())
        return self._found[name]

    def _begin(self, name: str) -> DivisionRecord:
        if not name or len(name) > LONGEST_NAME:
            raise Refusal("E-VALUE", f"新しい課の名前は 1 字から {LONGEST_NAME} 字です。")
        department = self._plan.department.strip() or self._before[0].department
        same = DivisionRecord.objects.filter(name=name, department=department)
        if any(one.valid_until is None or one.valid_until >= self._plan.on for one in same):
            raise Refusal(
                "E-EXISTS",
                f"{department} {name} はもうあります。新しい名前でなく、ある課として選んでください。",
            )
        self.begun.append(name)
        return DivisionRecord.objects.create(
            key=secrets.token_hex(5), name=name, department=department, order=self._before[0].order,
            valid_from=self._plan.on,
        )  # fmt: skip


def end_divisions(before: Sequence[DivisionRecord], made: SuccessionRecord) -> list[DivisionRecord]:
    """Those that end. One that goes on under its own name (吸収) does not. Raises Refusal."""
    last, ended = made.on - timedelta(days=1), []
    for division in before:
        if division.key in made.after:
            continue
        if division.valid_until is not None and division.valid_until < last:
            raise Refusal("E-DIVISION", f"{division.name}は {division.valid_until} に終わっています。")
        division.valid_until = last
        division.save(update_fields=["valid_until"])
        ended.append(division)
    return ended


def move_posts(before: Sequence[DivisionRecord], heir: DivisionRecord, on: date, *, keeps_old: bool) -> int:
    """The posts that hold on that day go on in the division that succeeds; how many.

    `keeps_old`: they hold in the old one as well, because its people finish the year's evaluation.
    """
    last, many = on - timedelta(days=1), 0
    for post in Appointment.objects.select_for_update().filter(division__in=before).exclude(division=heir):
        if post.valid_until is not None and post.valid_until < on:
            continue
        until = post.valid_until
        if post.valid_from is not None and post.valid_from >= on:
            post.division = heir
            post.save(update_fields=["division"])
        else:
            if not keeps_old:
                post.valid_until = last
                post.save(update_fields=["valid_until"])
            Appointment.objects.create(
                person=post.person, role=post.role, division=heir, department=post.department,
                is_deputy=post.is_deputy, valid_from=on, valid_until=until,
            )  # fmt: skip
        many += 1
    return many
