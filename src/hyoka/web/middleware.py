"""あいだ — what every request goes through: the person with today's posts, limits of the session, headers, typed errors."""

import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.db import DatabaseError, DataError, IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, RawPostDataException

from hyoka.actions.editing import NotFound
from hyoka.actions.refusal import Refusal
from hyoka.store.actors import actor_of, is_valid
from hyoka.web.errors import answer, bad_request, broken, typed

JAPAN = ZoneInfo("Asia/Tokyo")
Next = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("hyoka.web")


class TypedErrors:
    """Nothing a visitor sends gives a traceback: what can be named is named, the rest gets an incident number."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = datetime.now(UTC)
        if not _is_utf8(request):  # read in another charset, words would be others than were typed
            request.encoding = "utf-8"
            return typed(request, "E-REQUEST")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refusal):
            status = 403 if error.code == "E-RIGHT" else 409 if error.code == "E-CHANGED" else 422
            return answer(request, status, error.code, error.message, kept=error.kept)
        if isinstance(error, NotFound):
            raise Http404 from error
        if isinstance(error, RequestDataTooBig | TooManyFieldsSent):
            return bad_request(request, error)
        if isinstance(error, SuspiciousOperation | BadRequest | UnicodeError | RawPostDataException):
            return typed(request, "E-REQUEST")
        if isinstance(
            error, DataError | OverflowError
        ):  # what no column holds: NUL in PostgreSQL, a number too large
            return typed(request, "E-REQUEST")
        if isinstance(error, IntegrityError):  # two did the same at once; asked again, the first one is known
            return typed(request, "E-BUSY")
        if isinstance(error, OperationalError) and "locked" in str(error):
            return typed(request, "E-BUSY")
        if isinstance(error, DatabaseError | OSError) and _is_full(error):
            return typed(request, "E-DISK")
        if isinstance(error, ValueError) and "\x00" in str(getattr(error, "args", "")):
            return typed(request, "E-REQUEST")
        return None


def _is_utf8(request: HttpRequest) -> bool:
    return (request.encoding or "utf-8").lower() in ("utf-8", "utf8", "us-ascii", "ascii")


def _is_full(error: Exception) -> bool:
    words = str(error).lower()
    return getattr(error, "errno", None) in (28, 122, 5) or any(
        word in words for word in ("disk is full", "no space left", "disk i/o error")
    )


class Headers:
    """Every answer, errors too: nothing of the office is kept by a cache, nothing is framed or sniffed."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class SessionLimits:
    """Idle and absolute limits. A page that only asks for news does not keep a session alive."""

    EVERY = 60  # seconds between writes of the session for the idle clock

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._check(request)
        return self.get_response(request)

    def _check(self, request: HttpRequest) -> None:
        now = int(request.now.timestamp())
        began = request.session.get("began", now)
        seen = request.session.get("seen", now)
        today = request.now.astimezone(JAPAN).date()
        over = (
            now - began > settings.HYOKA_ABSOLUTE_HOURS * 3600
            or now - seen > settings.HYOKA_IDLE_MINUTES * 60
            or not request.user.is_active
            or not is_valid(request.user, today)
        )
        if over:
            logout(request)
            return
        request.session.setdefault("began", now)
        is_polling = request.headers.get("X-Hyoka-Poll") == "1"
        if (not is_polling and now - seen >= self.EVERY) or "seen" not in request.session:
            request.session["seen"] = now


class TheActor:
    """`request.actor`: the person with the posts that hold today, asked anew for each request."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.actor = actor_of(request.user, request.now.astimezone(JAPAN).date())
        return self.get_response(request)


def incident() -> str:
    """A number by which a person and the log speak of the same failure."""
    return secrets.token_hex(4)


__all__ = ["Headers", "SessionLimits", "TheActor", "TypedErrors", "broken", "incident"]
