"""職員を取り込む — after a look at the plan, exactly that, all or nothing."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.timezone import localdate

from hyoka.actions.events import append_city, digest
from hyoka.actions.people.add_person import tell_added
from hyoka.actions.people.administering import keep_an_administrator
from hyoka.actions.people.import_plan import Intent, plan_import
from hyoka.actions.people.passwords import make_password_once
from hyoka.actions.people.posts import Spec, end_sessions_if_less, spec_of, write_spec
from hyoka.actions.people.typed import Span
from hyoka.actions.refusal import Refusal
from hyoka.store.actors import actor_of
from hyoka.store.models import Appointment, Kind, Person
from hyoka.workflow import Actor


class Imported(NamedTuple):
    people: int
    posts: int
    passwords: tuple[tuple[Person, str], ...]  # of those who are new: shown once


def import_staff(
    *, text: str, ends_others: bool, with_passwords: bool, seen: str, by: Actor, at: datetime
) -> Imported:
    """Do what the plan of mark `seen` says. Raises NotAllowed, Refusal (E-CHANGED: something has changed since)."""
    news = [
        one for one in plan_import(text=text, ends_others=ends_others, by=by, at=at).changes if not one.person
    ]
    first = {one.login: make_password_once() for one in news} if with_passwords else {}
    hashes = {login: make_password(password) for login, password in first.items()}  # slow, so outside
    with transaction.atomic():
        plan = plan_import(text=text, ends_others=ends_others, by=by, at=at)
        if plan.problems:
            raise Refusal("E-FILE", f"直すところが {len(plan.problems)} 行あるので、取り込めません。")
        if plan.mark != seen:
            raise Refusal(
                "E-CHANGED", "見たあとで職員の記録が変わりました。もう一度、変わるところを確かめてください。"
            )
        made = [person for one in plan.changes if (person := _do(one, hashes, by, at))]
        keep_an_administrator(at)
    return Imported(
        people=len(plan.changes),
        posts=sum(len(one.added) + len(one.changed) + len(one.ended) for one in plan.changes),
        passwords=tuple((person, first[person.login]) for person in made if person.login in first),
    )


def _do(intent: Intent, hashes: dict[str, str], by: Actor, at: datetime) -> Person | None:
    """One person's part. The person, if new."""
    today = localdate(at)
    is_new = intent.person is None
    if intent.person is None:
        hashed = hashes.get(intent.login, "")
        person = Person.objects.create(
            login=intent.login, name=intent.name, email=intent.email, password=hashed or make_password(None),
            must_change_password=bool(hashed),
        )  # fmt: skip
        tell_added(person, by, at, way="file")
    else:
        person = Person.objects.select_for_update().get(pk=intent.person.pk)
    had = actor_of(person, today).posts
    if not is_new and (intent.is_renamed or intent.is_readdressed):
        person.name, person.email = intent.name or person.name, intent.email or person.email
        append_city(
            Kind.STAFF, by, at,
            {"what": "changed", "of": person.pk, "way": "file", "name": digest(person.name), "email": digest(person.email)},
        )  # fmt: skip
    for what, post, spec in _posts(intent):
        post.person = person
        write_spec(post, spec)
        post.save()
        append_city(
            Kind.STAFF, by, at, {"what": what, "of": person.pk, "way": "file", "post": post.pk, **spec.facts}
        )
    end_sessions_if_less(person, had, today)
    person.save(update_fields=["name", "email", "epoch"])
    return person if is_new else None


def _posts(intent: Intent) -> Iterator[tuple[str, Appointment, Spec]]:
    for spec in intent.added:
        yield "appointed", Appointment(), spec
    for post, spec in intent.changed:
        yield "post changed", post, spec
    for post, day in intent.ended:
        yield "post changed", post, spec_of(post)._replace(span=Span(post.valid_from, day))
