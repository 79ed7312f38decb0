"""セッション — begins with a new number at each sign-in, ends as a whole; people see their own."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, login
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from hyoka.store.models import Person
from hyoka.web.staff.sign_in.origin import address_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
WAITING = ("waiting", "waiting_since", "waiting_hash")  # for the one-time code


def begin(request: HttpRequest, person: Person, *, way: str = "") -> None:
    """Sign the person in: new session number, new CSRF token, both clocks at zero."""
    for name in WAITING:
        request.session.pop(name, None)
    login(request, person, backend=BACKEND)
    now = int(request.now.timestamp())
    request.session.update(
        {
            "began": now,
            "seen": now,
            "way": way,
            "browser": browser_of(request.headers.get("User-Agent", "")),
            "address": address_of(request),
        }
    )
    Session.objects.filter(expire_date__lt=request.now).delete()


def wait_for_code(request: HttpRequest, person: Person) -> None:
    """Between the password and the code nobody is signed in; the wait ends after five minutes."""
    request.session.cycle_key()
    values = (person.pk, int(request.now.timestamp()), person.get_session_auth_hash())
    request.session.update(dict(zip(WAITING, values, strict=True)))


def waiting(request: HttpRequest) -> Person | None:
    """Who has given the password and still owes the code."""
    number, since, hashed = (request.session.get(name) for name in WAITING)
    if number is None or int(request.now.timestamp()) - since > 300:
        return None
    person = Person.objects.filter(pk=number, is_active=True).first()
    if person is None or not constant_time_compare(person.get_session_auth_hash(), hashed):
        return None
    return person


def longest_left(request: HttpRequest) -> int:
    """Seconds until the session ends whatever the person does."""
    if not request.user.is_authenticated:
        return 0
    passed = int(request.now.timestamp()) - int(request.session["began"])
    return max(settings.HYOKA_ABSOLUTE_HOURS * 3600 - passed, 0)


def seconds_left(request: HttpRequest) -> int:
    """Seconds until the session ends if the person does nothing more."""
    if not request.user.is_authenticated:
        return 0
    passed = int(request.now.timestamp()) - int(request.session["seen"])
    return min(max(settings.HYOKA_IDLE_MINUTES * 60 - passed, 0), longest_left(request))


def next_of(text: str) -> str:
    """Where to go after signing in: a page of our own, else home.

    >>> next_of("/sheets/abc/?k=v#p"), next_of("//evil.example/"), next_of("https://evil.example/"), next_of("/sign-out")
    ('/sheets/abc/?k=v#p', '/', '/', '/')
    """
    is_own = text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
    return text if is_own and not text.startswith("/sign-") else "/"


class Seat(NamedTuple):
    """One session, for the person's own eyes."""

    browser: str
    address: str
    began: datetime
    seen: datetime
    is_this: bool


def seats_of(request: HttpRequest) -> list[Seat]:
    """The person's sessions that still hold, the latest first."""
    return sorted(_seats(request), key=lambda seat: seat.seen, reverse=True)


def _seats(request: HttpRequest) -> Iterator[Seat]:
    person = request.user
    now = int(request.now.timestamp())
    for session in Session.objects.filter(expire_date__gt=request.now).iterator():
        held = session.get_decoded()
        if held.get(SESSION_KEY) != str(person.pk) or held.get(BACKEND_SESSION_KEY) != BACKEND:
            continue
        if not constant_time_compare(held.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()):
            continue
        began, seen = held.get("began", now), held.get("seen", now)
        if (
            now - seen > settings.HYOKA_IDLE_MINUTES * 60
            or now - began > settings.HYOKA_ABSOLUTE_HOURS * 3600
        ):
            continue
        yield Seat(
            held.get("browser", ""),
            held.get("address", ""),
            datetime.fromtimestamp(began, UTC),
            datetime.fromtimestamp(seen, UTC),
            session.session_key == request.session.session_key,
        )


def browser_of(agent: str) -> str:
    """A browser's own long name, in two words.

    >>> browser_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML) Chrome/126.0 Safari/537.36 Edg/126.0")
    'Edge / Windows'
    >>> browser_of("curl/8")
    ''
    """
    names = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
    systems = (
        ("Windows", "Windows"),
        ("Android", "Android"),
        (r"iPhone|iPad", "iOS"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    )
    found = [next((name for sign, name in table if re.search(sign, agent)), "") for table in (names, systems)]
    return " / ".join(word for word in found if word)
