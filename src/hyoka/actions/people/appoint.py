"""任用する — give a post, change its days, take it back. Who may do less from today on is signed out everywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from hyoka.actions.editing import NotFound
from hyoka.actions.events import append_city
from hyoka.actions.people.administering import check_right, hold, keep_an_administrator
from hyoka.actions.people.posts import (
    Spec,
    end_sessions_if_less,
    make_spec,
    overlap,
    spec_of,
    write_spec,
)
from hyoka.actions.people.typed import Wrong, parse_span, refuse
from hyoka.actions.refusal import Refusal
from hyoka.store.actors import actor_of
from hyoka.store.models import Appointment, DivisionRecord, Kind, Person
from hyoka.workflow import Actor


def appoint(
    *, number: int, role: str, division: str, department: str, is_deputy: bool, since: str, until: str,
    by: Actor, at: datetime,
) -> Appointment:  # fmt: skip
    """Raises NotAllowed, NotFound, Refusal."""
    check_right(by)
    with transaction.atomic(), _changing(number, at) as person:
        spec = _spec(role, division, department, is_deputy, since, until)
        for post in person.appointments.select_related("division"):
            if spec == spec_of(post):
                return post  # a second click
            if overlap(spec, spec_of(post)):
                raise Refusal(
                    "E-EXISTS", "同じ職が、重なる期間にもうあります。その職の期間を変えてください。"
                )
        made = Appointment(person=person)
        write_spec(made, spec)
        made.save()
        append_city(Kind.STAFF, by, at, {"what": "appointed", "of": person.pk, "post": made.pk, **spec.facts})
    return made


def change_post(
    *, number: int, post: int, since: str, until: str, is_deputy: bool, by: Actor, at: datetime
) -> None:
    """Other days, or 代決 or not; another role or place is another post. Raises NotAllowed, NotFound, Refusal."""
    check_right(by)
    with transaction.atomic(), _changing(number, at) as person:
        held = _post(person, post)
        old = spec_of(held)
        try:
            spec = make_spec(
                role=held.role, division=held.division, department=held.department, is_deputy=is_deputy,
                span=parse_span(since, until),
            )  # fmt: skip
        except Wrong as wrong:
            raise refuse(wrong) from wrong
        if spec == old:
            return
        write_spec(held, spec)
        held.save()
        append_city(
            Kind.STAFF, by, at, {"what": "post changed", "of": person.pk, "post": held.pk, **spec.facts}
        )


def take_back(*, number: int, post: int, by: Actor, at: datetime) -> None:
    """A post that should never have been; one that ends gets its last day instead. Raises NotAllowed, NotFound, Refusal."""
    check_right(by)
    with transaction.atomic(), _changing(number, at) as person:
        held = _post(person, post)
        facts = {"what": "post taken back", "of": person.pk, "post": held.pk, **spec_of(held).facts}
        held.delete()
        append_city(Kind.STAFF, by, at, facts)


@contextmanager
def _changing(number: int, at: datetime) -> Iterator[Person]:
    """A person whose posts change: the last administrator stays, and lost rights end the sessions."""
    person, today = hold(number), localdate(at)
    had = actor_of(person, today).posts
    yield person
    keep_an_administrator(at)
    if end_sessions_if_less(person, had, today):
        person.save(update_fields=["epoch"])


def _post(person: Person, number: int) -> Appointment:
    found: Appointment | None = person.appointments.filter(pk=number).first()
    if found is None:
        raise NotFound(str(number))
    return found


def _spec(role: str, division: str, department: str, is_deputy: bool, since: str, until: str) -> Spec:
    found = DivisionRecord.objects.filter(key=division).first() if division else None
    try:
        return make_spec(
            role=role,
            division=found,
            department=department,
            is_deputy=is_deputy,
            span=parse_span(since, until),
        )
    except Wrong as wrong:
        raise refuse(wrong) from wrong
