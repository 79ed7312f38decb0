"""先にすること — a first password to change, a second factor to set up: until then only the account's pages open."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect

from hyoka.actions.people.second_factor import is_demanded
from hyoka.web.policy import action_of, wants_json
from hyoka.web.words import say
from hyoka.workflow import Action

PROVIDER = "provider"  # `way` of a session that the city's provider has vouched for: its second factor counts
_FREE = frozenset({Action.SIGN_IN, Action.ACCOUNT})


def duty_of(request: HttpRequest) -> str:
    """The page where the person must go first; "": nowhere."""
    if request.session.get("way") == PROVIDER:
        return ""
    if request.user.must_change_password:
        return "/account/password"
    if is_demanded(request.actor) and not request.user.totp_secret:
        return "/account/second-factor"
    return ""


class Duties:
    """After the policy: whoever is refused there has no duty here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        if action_of(view) in _FREE or not request.user.is_authenticated:
            return None
        page = duty_of(request)
        if not page:
            return None
        if wants_json(request):
            message = say(
                "先にパスワードか二要素の設定をしてください。", "Set your password or second factor first."
            )
            return JsonResponse({"code": "E-DUTY", "message": message, "page": page}, status=403)
        return redirect(page)
