"""画面と方針 — every view names the action it is for; one without is refused, and fails the build."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator  # noqa: F401  (views of libraries are declared with it)
from django.utils.http import urlencode

from hyoka.store.reach import options
from hyoka.web.errors import typed
from hyoka.web.words import say
from hyoka.workflow import Action, may

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
# What anybody may call without being signed in.
OPEN = frozenset({Action.SIGN_IN})


def screen(action: Action, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare what a view is for, and the methods it takes. HEAD goes with GET.

    Rights over one sheet are asked by the view, which finds the sheet only through `reach.visible`, and by the action.
    """
    allowed = [*methods, *(["HEAD"] if "GET" in methods else [])]

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in allowed:
                return view(request, *args, **kwargs)
            refused = typed(request, "E-METHOD")
            refused["Allow"] = ", ".join(allowed)
            return refused

        guarded.hyoka_action = action  # type: ignore[attr-defined]
        guarded.hyoka_methods = tuple(allowed)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare


def action_of(view: object) -> Action | None:
    return getattr(view, "hyoka_action", None)


class PolicyMiddleware:
    """Default deny: no declared action, no entry; no right to the kind of thing at all, no entry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        action = action_of(view)
        if action is None:
            raise PermissionDenied
        if action in OPEN:
            return None
        if not request.user.is_authenticated:
            return signed_out(request)
        if not _may_at_all(request.actor, action):
            raise PermissionDenied
        return None


def _may_at_all(actor: Any, action: Action) -> bool:
    """Whether some rule could allow this person the action on some sheet; which sheet, the view and the action ask."""
    from hyoka.workflow.policy import rules_for

    if may(actor, action, None, options()):
        return True
    return any(rule.roles & actor.roles for rule in rules_for(action, options()))


def wants_json(request: HttpRequest) -> bool:
    return request.content_type == "application/json" or "application/json" in request.headers.get(
        "Accept", ""
    )


def signed_out(request: HttpRequest) -> HttpResponseBase:
    """A program is told 401; a person comes back to the same page after signing in."""
    if wants_json(request):
        message = say(
            "サインインの期限が切れました。書いた文はこの画面に残っています。",
            "Your session has ended. What you typed is still on this page.",
        )
        return JsonResponse({"code": "E-SIGNED-OUT", "message": message}, status=401)
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return redirect(f"/sign-in?{urlencode({'next': back})}")
