"""行う人 — a person of the database as the policy sees one, as of a day."""

from datetime import date

from hyoka.store.models import Person
from hyoka.workflow import Actor, Post, Role

# The program itself, for what nobody in particular does: taking in the example, the nightly work.
SYSTEM = Actor(0, "システム")


def is_valid(held: object, today: date) -> bool:
    """Whether a person or a post holds today. Both ends are days that count."""
    since, until = held.valid_from, held.valid_until  # type: ignore[attr-defined]
    return (since is None or since <= today) and (until is None or today <= until)


def actor_of(person: Person, today: date) -> Actor:
    """The person with the posts that hold today; 人事異動 on 1 April takes effect with that day's first request."""
    if not person.is_active or not is_valid(person, today):
        return Actor(person.pk, person.name)
    posts = [
        Post(
            Role(held.role),
            held.division.key if held.division else "",
            held.department,
            held.is_deputy,
        )
        for held in person.appointments.select_related("division")
        if is_valid(held, today)
    ]
    return Actor(
        person.pk,
        person.name,
        tuple(posts),
        frozenset(person.assignments.values_list("sheet__key", flat=True)),
    )
