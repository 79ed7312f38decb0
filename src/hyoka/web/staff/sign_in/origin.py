"""どこから — the network address of a request, and whether this browser has signed in to an account before."""

import secrets

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponseBase

from hyoka.actions.people.names import hash_of_login, parse_login
from hyoka.actions.people.tries import Origin

COOKIE_DAYS = 180
ACCOUNTS = 8  # that one browser remembers: an office's PC is shared
_SALT = "hyoka.known-browser"


def cookie_name() -> str:
    return "__Host-hyoka-known" if settings.HYOKA_HTTPS else "hyoka-known"


def origin_of(request: HttpRequest, login: str) -> Origin:
    return Origin(address_of(request), _known(request).get(_mark(login), ""))


def address_of(request: HttpRequest) -> str:
    """Behind a proxy that is to be believed (HYOKA_PROXY), the address that the proxy itself saw."""
    told = request.headers.get("X-Forwarded-For", "") if settings.HYOKA_PROXY else ""
    return told.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def remember(request: HttpRequest, response: HttpResponseBase, login: str) -> None:
    """Let this browser count its failures by itself from now on. The cookie opens nothing."""
    known = _known(request)
    number = known.pop(_mark(login), "") or secrets.token_hex(12)
    kept = [*known.items()][-(ACCOUNTS - 1) :]
    value = ".".join(f"{mark}-{browser}" for mark, browser in [*kept, (_mark(login), number)])
    response.set_signed_cookie(
        cookie_name(), value, salt=_SALT, max_age=COOKIE_DAYS * 86_400, httponly=True, samesite="Lax",
        secure=settings.HYOKA_HTTPS,
    )  # fmt: skip


def _mark(login: str) -> str:
    return hash_of_login(parse_login(login))[:16]


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        value = request.get_signed_cookie(cookie_name(), salt=_SALT, max_age=COOKIE_DAYS * 86_400)
    except (KeyError, BadSignature):
        return {}
    pairs = (pair.partition("-") for pair in value.split("."))
    return {mark: browser for mark, _, browser in pairs}
