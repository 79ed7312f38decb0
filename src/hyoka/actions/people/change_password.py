"""パスワードを変える — one's own, after giving the old one. All other sessions of the person end."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from hyoka.actions.events import append_city
from hyoka.actions.people.confirm import confirm_password
from hyoka.actions.people.names import parse_password
from hyoka.actions.people.passwords import check_password_rules
from hyoka.actions.people.tries import Origin
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.store.models import Event, Kind, Person
from hyoka.workflow import Action, Actor, may

CHANGED = "changed"


def change_password(*, old: str, new: str, again: str, origin: Origin, by: Actor, at: datetime) -> Person:
    """Raises NotAllowed, CannotSignIn (too many wrong old ones), Refusal."""
    if not may(by, Action.ACCOUNT):
        raise NotAllowed
    person = Person.objects.get(pk=by.person)
    confirm_password(person, old, origin=origin, at=at)
    old, new, again = parse_password(old), parse_password(new), parse_password(again)
    if new != again:
        raise Refusal("E-PASSWORD", "新しいパスワードの 2 回の入力が違います。もう一度入れてください。")
    if new == old:
        raise Refusal("E-PASSWORD", "いまと違うパスワードにしてください。")
    check_password_rules(new, login=person.login, name=person.name, city=settings.HYOKA_CITY)
    hashed = make_password(new)  # slow on purpose, so before the transaction
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=by.person)
        person.password = hashed
        person.must_change_password = False
        person.epoch += 1
        person.save(update_fields=["password", "must_change_password", "epoch"])
        append_city(Kind.PASSWORD, by, at, {"what": CHANGED, "of": person.pk})
    return person


def is_too_old(person: Person, at: datetime) -> bool:
    """Whether the city's rule (HYOKA_PASSWORD_DAYS, 0 by default: none) asks for a new password."""
    days: int = settings.HYOKA_PASSWORD_DAYS
    if not days or not person.has_usable_password():
        return False
    since = at - timedelta(days=days)
    return not Event.objects.filter(
        kind=Kind.PASSWORD, person_id=person.pk, at__gt=since, body__what=CHANGED
    ).exists()
