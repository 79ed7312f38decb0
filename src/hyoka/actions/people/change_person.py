"""職員の記載を変える — name, address and validity. The login stays: history speaks of it."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from hyoka.actions.events import append_city, digest
from hyoka.actions.people.administering import check_right, hold, keep_an_administrator
from hyoka.actions.people.typed import Wrong, parse_email, parse_name, parse_span, refuse
from hyoka.store.actors import is_valid
from hyoka.store.models import Kind, Person
from hyoka.workflow import Actor


@transaction.atomic
def change_person(
    *, number: int, name: str, email: str, since: str, until: str, by: Actor, at: datetime
) -> Person:
    """Raises NotAllowed, NotFound, Refusal. Sent twice, the second changes nothing."""
    check_right(by)
    person = hold(number)
    before = (person.name, person.email, person.valid_from, person.valid_until)
    try:
        span = parse_span(since, until)
        after = (parse_name(name, "氏名"), parse_email(email), *span)
    except Wrong as wrong:
        raise refuse(wrong) from wrong
    if before == after:
        return person
    person.name, person.email, person.valid_from, person.valid_until = after
    if not is_valid(person, localdate(at)):
        person.epoch += 1
    person.save(update_fields=["name", "email", "valid_from", "valid_until", "epoch"])
    keep_an_administrator(at)
    append_city(
        Kind.STAFF, by, at,
        {
            "what": "changed", "of": person.pk, "name": digest(person.name), "email": digest(person.email),
            "from": str(person.valid_from or ""), "until": str(person.valid_until or ""),
        },
    )  # fmt: skip
    return person
