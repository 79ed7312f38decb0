"""その場でのサインイン — the dialog over a page with unsaved words: JSON in, JSON out, a fresh CSRF token."""

import json
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token

from hyoka.actions.people.sign_in import sign_in
from hyoka.actions.people.tries import CannotSignIn
from hyoka.web.policy import screen
from hyoka.web.staff.sign_in.origin import origin_of, remember
from hyoka.web.staff.sign_in.session import begin, longest_left, seconds_left
from hyoka.web.words import say
from hyoka.workflow import Action


@screen(Action.SIGN_IN, methods=("GET", "POST"))
def again(request: HttpRequest) -> HttpResponseBase:
    """GET: who is signed in now, for how long, and the token to use (another tab may have signed in). POST {name, password, code}."""
    if request.method != "POST":
        person = request.user.pk if request.user.is_authenticated else None
        told = {"ok": person is not None, "csrf": get_token(request), "person": person}
        return JsonResponse({**told, "left": seconds_left(request), "longest": longest_left(request)})
    typed = _typed(request)
    try:
        done = sign_in(
            login=typed["name"],
            password=typed["password"],
            code=typed["code"],
            origin=origin_of(request, typed["name"]),
            at=request.now,
        )
    except CannotSignIn as refusal:
        return JsonResponse(
            {
                "ok": False,
                "code": refusal.code,
                "needs_code": bool(typed["code"]),
                "message": say(refusal.message, "Sign-in failed. Check your login, password and code, or wait a little."),
                "csrf": get_token(request),
            },
            status=403,
        )  # fmt: skip
    if done.needs_code:
        message = say("確認コードを入れてください。", "Enter your one-time code.")
        told = {
            "ok": False,
            "code": "E-CODE",
            "needs_code": True,
            "message": message,
            "csrf": get_token(request),
        }
        return JsonResponse(told, status=403)
    begin(request, done.person)
    response = JsonResponse(
        {"ok": True, "csrf": get_token(request), "person": done.person.pk, "name": done.person.name}
    )
    remember(request, response, done.person.login)
    return response


def _typed(request: HttpRequest) -> dict[str, str]:
    """Raises BadRequest: not an object of texts."""
    try:
        held: Any = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("no JSON") from error
    if not isinstance(held, dict):
        raise BadRequest("no object")
    found = {name: held.get(name, "") for name in ("name", "password", "code")}
    if not all(isinstance(value, str) for value in found.values()):
        raise BadRequest("no texts")
    return found
