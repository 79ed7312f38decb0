"""職の形 — which posts there can be: a role of a division, a department or the city, and what changing them ends."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from hyoka.actions.people.typed import Span, Wrong
from hyoka.store.actors import actor_of, is_valid
from hyoka.store.models import Appointment, DivisionRecord, Person
from hyoka.workflow import DIVISION_ROLES, Post, Role


class Spec(NamedTuple):
    """A post as it is asked for."""

    role: Role
    division: DivisionRecord | None = None
    department: str = ""
    is_deputy: bool = False
    span: Span = Span()

    @property
    def place(self) -> tuple[str, int | None, str]:
        """What makes it the same post as another, whatever its dates."""
        return (self.role.value, self.division.pk if self.division else None, self.department)

    @property
    def facts(self) -> dict[str, object]:
        """For the chain: nothing personal."""
        return {
            "role": self.role.value,
            "division": self.division.key if self.division else "",
            "department": self.department,
            "deputy": self.is_deputy,
            "from": str(self.span.since or ""),
            "until": str(self.span.until or ""),
        }


def make_spec(
    *, role: str, division: DivisionRecord | None, department: str, is_deputy: bool, span: Span
) -> Spec:
    """Raises Wrong: there is no such post."""
    try:
        wanted = Role(role)
    except ValueError as error:
        known = "、".join(one.value for one in Role)
        raise Wrong(f"役割がありません: 「{role[:20]}」（使えるもの: {known}）") from error
    if wanted in DIVISION_ROLES:
        if division is None:
            raise Wrong(f"{wanted}には所属課が要ります。")
        return Spec(wanted, division, "", is_deputy, span)
    if wanted is Role.DIRECTOR:
        named = department or (division.department if division else "")
        if not named:
            raise Wrong("部長には所属部が要ります。")
        if not DivisionRecord.objects.filter(department=named).exists():
            raise Wrong(f"この部の課がありません: 「{named[:40]}」")
        return Spec(wanted, None, named, is_deputy, span)
    if is_deputy:
        raise Wrong(f"{wanted}に代決はありません（代決は課や部の職に付けます）。")
    return Spec(wanted, None, "", False, span)


def spec_of(post: Appointment) -> Spec:
    return Spec(
        Role(post.role),
        post.division,
        post.department,
        post.is_deputy,
        Span(post.valid_from, post.valid_until),
    )


def write_spec(post: Appointment, spec: Spec) -> None:
    post.role, post.division, post.department = spec.role.value, spec.division, spec.department
    post.is_deputy = spec.is_deputy
    post.valid_from, post.valid_until = spec.span


def overlap(one: Spec, other: Spec) -> bool:
    """The same post, with days in common."""
    if one.place != other.place or one.is_deputy != other.is_deputy:
        return False
    ends_first = one.span.until and other.span.since and one.span.until < other.span.since
    starts_after = other.span.until and one.span.since and other.span.until < one.span.since
    return not (ends_first or starts_after)


def holding(specs: Iterable[Spec], today: date) -> frozenset[tuple[object, ...]]:
    """What may be done by these posts on a day."""
    return frozenset(
        (*spec.place, spec.is_deputy)
        for spec in specs
        if (spec.span.since is None or spec.span.since <= today)
        and (spec.span.until is None or today <= spec.span.until)
    )


def end_sessions_if_less(person: Person, had: Iterable[Post], today: date) -> bool:
    """Whether the person may do less today than before: then all sessions end. The caller saves the person."""
    has = set(actor_of(person, today).posts)
    lost = any(post not in has for post in had)
    if lost:
        person.epoch += 1
    return lost


def administrators(today: date, *, but: int = 0) -> int:
    """How many people could administer today, leaving one out of account."""
    posts = Appointment.objects.filter(role=Role.ADMIN.value, person__is_active=True).select_related("person")
    able = {post.person_id for post in posts if is_valid(post, today) and is_valid(post.person, today)}
    return len(able - {but})
