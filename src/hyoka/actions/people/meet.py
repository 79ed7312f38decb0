"""市の認証から来た人を迎える — somebody whom the city's OpenID provider vouches for. Accounts are not made here."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from hyoka.actions.events import append_city
from hyoka.actions.people.names import parse_login
from hyoka.actions.people.tell_failures import tell_failure
from hyoka.actions.people.tries import CannotSignIn
from hyoka.store.actors import is_valid
from hyoka.store.models import Kind, Person
from hyoka.workflow import Actor


def meet(*, login: str, subject: str, at: datetime) -> Person:
    """The person of this login. The first time, the provider's number for the person is kept; from then on it counts.

    Raises CannotSignIn: nobody here, closed, or the login belongs to somebody else there now.
    """
    login = parse_login(login)
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(login=login).first() if login else None
        if person is not None and _is_welcome(person, subject, at):
            if not person.subject:
                person.subject = subject
                person.save(update_fields=["subject"])
            append_city(Kind.SIGN_IN, Actor(person.pk, person.name), at, {"way": "provider"})
            return person
    tell_failure(login=login, step="provider", at=at)
    raise CannotSignIn


def _is_welcome(person: Person, subject: str, at: datetime) -> bool:
    is_same = person.subject in ("", subject) and len(subject) <= 255
    return is_same and person.is_active and is_valid(person, localdate(at))
