"""サインインする — check who it is: password, then the one-time code if one is set up. The chain tells of it."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth import authenticate
from django.db import transaction
from django.utils.timezone import localdate

from hyoka.actions.events import append_city
from hyoka.actions.people.change_password import is_too_old
from hyoka.actions.people.names import MAX_PASSWORD, hash_of_login, parse_login, parse_password
from hyoka.actions.people.second_factor import use_code
from hyoka.actions.people.tell_failures import tell_failure
from hyoka.actions.people.tries import CannotSignIn, Origin, count, failures_of, succeed
from hyoka.store.actors import is_valid
from hyoka.store.models import Kind, Person, SignInTry
from hyoka.workflow import Actor


class SignIn(NamedTuple):
    person: Person
    needs_code: bool = False  # the password is right; the one-time code is still wanted


def sign_in(*, login: str, password: str, code: str = "", origin: Origin, at: datetime) -> SignIn:
    """Who this is. Raises CannotSignIn, in the same words and the same time whatever the reason."""
    login = parse_login(login)
    tried = count(login=login, origin=origin, at=at)
    person = _person_of(login, password, at)
    if person is None:
        tell_failure(login=login, step="password", at=at)
        raise CannotSignIn
    if person.totp_secret and not code.strip():
        succeed(tried)
        return SignIn(person, needs_code=True)
    return _second(person, code, tried, at)


def enter_code(*, person: Person, code: str, origin: Origin, at: datetime) -> SignIn:
    """The second step, after `sign_in` has said `needs_code`. Raises CannotSignIn."""
    return _second(person, code, count(login=person.login, origin=origin, at=at), at)


def _person_of(login: str, password: str, at: datetime) -> Person | None:
    """Whoever the password belongs to, if the account holds today. Nobody costs as much time as somebody."""
    secret = parse_password(password)
    found = authenticate(None, username=login, password=secret[:MAX_PASSWORD])
    if not isinstance(found, Person) or len(secret) > MAX_PASSWORD or not login:
        return None
    return found if is_valid(found, localdate(at)) else None


def _second(person: Person, code: str, tried: SignInTry, at: datetime) -> SignIn:
    if not person.totp_secret:
        return _succeed(person, "password", tried, at)
    way = use_code(person=person, code=code, at=at)
    if not way:
        tell_failure(login=person.login, step="code", at=at)
        raise CannotSignIn
    return _succeed(person, way, tried, at)


@transaction.atomic
def _succeed(person: Person, way: str, tried: SignInTry | None, at: datetime) -> SignIn:
    if tried is not None:
        succeed(tried)
    if way in ("password", "code") and is_too_old(person, at):
        Person.objects.filter(pk=person.pk).update(must_change_password=True)
        person.must_change_password = True
    failed = failures_of(hash_of_login(person.login), at)
    before = {"after_failures": failed} if failed else {}
    append_city(Kind.SIGN_IN, Actor(person.pk, person.name), at, {"way": way, **before})
    return SignIn(person)
