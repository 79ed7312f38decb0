"""職員を取り込む — after a look at the plan, exactly that, all or nothing."""

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.timezone import localdate

from hyoka.actions.events import append_city, digest
from hyoka.actions.people.add_person import tell_added
from hyoka.actions.people.administering import keep_an_administrator
from hyoka.actions.people.import_plan import Intent, Plan, plan_import
from hyoka.actions.people.passwords import make_password_once
from hyoka.actions.people.posts import Spec, holding, spec_of, write_spec
from hyoka.actions.people.typed import Span
from hyoka.actions.refusal import Refusal
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
        people = _people(plan, hashes)
        _do(plan, people, by, at)
        keep_an_administrator(at)
    return Imported(
        people=len(plan.changes),
        posts=sum(len(one.added) + len(one.changed) + len(one.ended) for one in plan.changes),
        passwords=tuple((people[login], password) for login, password in first.items()),
    )


def _people(plan: Plan, hashes: dict[str, str]) -> dict[str, Person]:
    """Everybody whom the plan changes, by login: held for change, or added."""
    known = [one.person.pk for one in plan.changes if one.person]
    found = {one.login: one for one in Person.objects.select_for_update().filter(pk__in=known)}
    added = Person.objects.bulk_create(
        Person(
            login=one.login,
            name=one.name,
            email=one.email,
            password=hashes.get(one.login) or make_password(None),
            must_change_password=one.login in hashes,
        )
        for one in plan.changes
        if one.person is None
    )
    return {**found, **{one.login: one for one in added}}


def _do(plan: Plan, people: dict[str, Person], by: Actor, at: datetime) -> None:
    """All at once: while this lasts, nobody can save."""
    today = localdate(at)
    added: list[Appointment] = []
    changed: list[Appointment] = []
    for intent in plan.changes:
        person = people[intent.login]
        person.name, person.email = intent.name or person.name, intent.email or person.email
        after = {post.pk: spec for post, spec in _other_posts(intent)}
        specs = {post.pk: spec_of(post) for post in intent.held}
        if holding(specs.values(), today) - holding([*intent.added, *{**specs, **after}.values()], today):
            person.epoch += 1
        for post, spec in _other_posts(intent):
            write_spec(post, spec)
            changed.append(post)
        for spec in intent.added:
            made = Appointment(person=person)
            write_spec(made, spec)
            added.append(made)
        _tell(intent, person, after, by, at)
    Person.objects.bulk_update(people.values(), ["name", "email", "epoch"], batch_size=200)
    Appointment.objects.bulk_create(added, batch_size=200)
    fields = ["role", "division", "department", "is_deputy", "valid_from", "valid_until"]
    Appointment.objects.bulk_update(changed, fields, batch_size=100)


def _other_posts(intent: Intent) -> list[tuple[Appointment, Spec]]:
    """Posts that stay with other days."""
    ended = [(post, spec_of(post)._replace(span=Span(post.valid_from, day))) for post, day in intent.ended]
    return [*intent.changed, *ended]


def _tell(intent: Intent, person: Person, after: dict[int, Spec], by: Actor, at: datetime) -> None:
    """One event for each person, with every post."""
    if intent.person is None:
        tell_added(person, by, at, way="file")
    body: dict[str, Any] = {"what": "imported", "of": person.pk, "way": "file"}
    if intent.is_renamed or intent.is_readdressed:
        body |= {"name": digest(person.name), "email": digest(person.email)}
    posts = [spec.facts for spec in intent.added] + [{"post": pk, **spec.facts} for pk, spec in after.items()]
    append_city(Kind.STAFF, by, at, {**body, "posts": posts})
