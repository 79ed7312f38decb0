"""職員を加える — an account with a first password that works once and is shown once."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from hyoka.actions.events import append_city, digest
from hyoka.actions.people.administering import check_right
from hyoka.actions.people.passwords import make_password_once
from hyoka.actions.people.typed import Wrong, parse_email, parse_name, parse_new_login, parse_span, refuse
from hyoka.actions.refusal import Refusal
from hyoka.store.models import Kind, Person
from hyoka.workflow import Actor


class Added(NamedTuple):
    person: Person
    password: str  # "": the city's provider keeps it


def add_person(
    *, login: str, name: str, email: str = "", since: str = "", until: str = "", with_password: bool = True,
    by: Actor, at: datetime,
) -> Added:  # fmt: skip
    """Raises NotAllowed, Refusal."""
    check_right(by)
    try:
        span = parse_span(since, until)
        made = Person(
            login=parse_new_login(login),
            name=parse_name(name, "氏名"),
            email=parse_email(email),
            valid_from=span.since,
            valid_until=span.until,
        )
    except Wrong as wrong:
        raise refuse(wrong) from wrong
    password = make_password_once() if with_password else ""
    made.password = make_password(password or None)
    made.must_change_password = bool(password)
    with transaction.atomic():
        if Person.objects.filter(login__iexact=made.login).exists():
            raise _taken(made.login)
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError as error:  # a second click was faster
            raise _taken(made.login) from error
        tell_added(made, by, at)
    return Added(made, password)


def tell_added(made: Person, by: Actor, at: datetime, *, way: str = "screen") -> None:
    append_city(
        Kind.STAFF, by, at,
        {
            "what": "added", "of": made.pk, "way": way, "login": digest(made.login), "name": digest(made.name),
            "from": str(made.valid_from or ""), "until": str(made.valid_until or ""),
        },
    )  # fmt: skip


def _taken(login: str) -> Refusal:
    return Refusal("E-EXISTS", f"職員番号 {login} の人はもういます。職員の一覧で探してください。")
