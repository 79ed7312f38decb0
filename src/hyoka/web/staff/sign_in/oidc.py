"""市の認証 — OpenID Connect through mozilla-django-oidc: who the provider vouches for, if that person is known here.

No account is made by itself. The claim of HYOKA_OIDC_CLAIM names the login; at the first sign-in the provider's own
number of the person (`sub`) is kept, and from then on nobody else can come under that login.
"""

import logging
import time
from typing import Any

import jwt
import requests
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.utils import import_from_settings
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from hyoka.actions.people.meet import meet
from hyoka.actions.people.tries import CannotSignIn
from hyoka.web.duties import PROVIDER
from hyoka.web.policy import screen
from hyoka.web.staff.sign_in.origin import remember
from hyoka.web.staff.sign_in.session import begin, next_of
from hyoka.workflow import Action

log = logging.getLogger("hyoka.people")
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
TIMEOUT = 10  # seconds
_KEPT = 3600  # seconds that the provider's own description is believed
_described: dict[str, tuple[float, dict[str, Any]]] = {}
# What a provider can do wrong: off the net, no JSON, no such key, a token that is false or too old.
_FAULTS = (SuspiciousOperation, requests.RequestException, jwt.PyJWTError, KeyError, TypeError, ValueError)


def described() -> dict[str, Any]:
    """The provider's description of itself (discovery)."""
    issuer = settings.HYOKA_OIDC_ISSUER
    kept = _described.get(issuer)
    if kept and time.monotonic() - kept[0] < _KEPT:
        return kept[1]
    answer = requests.get(
        f"{issuer}/.well-known/openid-configuration", timeout=TIMEOUT, allow_redirects=False
    )
    answer.raise_for_status()
    held: dict[str, Any] = answer.json()
    if str(held["issuer"]).rstrip("/") != issuer:
        raise SuspiciousOperation("the provider's description names another issuer")
    _described[issuer] = (time.monotonic(), held)
    return held


def oidc_setting(name: str, *default: Any) -> Any:
    """The library's settings, made of ours and of what the provider says."""
    endpoints = {
        "OIDC_OP_AUTHORIZATION_ENDPOINT": "authorization_endpoint",
        "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
        "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
        "OIDC_OP_JWKS_ENDPOINT": "jwks_uri",
    }
    if name in endpoints:
        return described()[endpoints[name]]
    own = {
        "OIDC_RP_CLIENT_ID": settings.HYOKA_OIDC_CLIENT_ID,
        "OIDC_RP_CLIENT_SECRET": settings.HYOKA_OIDC_CLIENT_SECRET,
        "OIDC_RP_SIGN_ALGO": "RS256",
        "OIDC_RP_SCOPES": "openid profile email",
        "OIDC_AUTHENTICATION_CALLBACK_URL": "sign_in_provider_back",
        "OIDC_USE_PKCE": True,
        "OIDC_CREATE_USER": False,
        "OIDC_TIMEOUT": TIMEOUT,
    }
    return own[name] if name in own else import_from_settings(name, *default)


class Provider(OIDCAuthenticationBackend):  # type: ignore[misc]
    """In AUTHENTICATION_BACKENDS where a provider is set; a sign-in by password passes it by, unasked."""

    get_settings = staticmethod(oidc_setting)

    def __init__(self) -> None:
        self.UserModel = get_user_model()  # the provider is described when somebody comes from it, not before

    def authenticate(self, request: HttpRequest, nonce: str, code_verifier: str | None = None) -> Any:
        super().__init__()
        return super().authenticate(request, nonce=nonce, code_verifier=code_verifier)

    def retrieve_matching_jwk(self, token: str) -> Any:
        """The one key of theirs that the token names; a provider with a single key need not name it."""
        answer = requests.get(described()["jwks_uri"], timeout=TIMEOUT, allow_redirects=False)
        answer.raise_for_status()
        header = jwt.get_unverified_header(token)
        fits = [
            key
            for key in answer.json()["keys"]
            if header.get("kid") in (None, key.get("kid")) or "kid" not in key
            if key.get("alg", header["alg"]) == header["alg"] and key.get("use", "sig") == "sig"
        ]
        if len(fits) != 1 or header["alg"] not in SIGNATURES:
            raise SuspiciousOperation("no key of the provider fits the token")
        return jwt.PyJWK(fits[0], header["alg"])

    def _verify_jws(self, payload: Any, key: Any) -> dict[str, Any]:
        """The token is for us, from our provider, signed with a key of theirs, and of now. The library asks less."""
        held: dict[str, Any] = jwt.decode(
            payload, key, algorithms=list(SIGNATURES), audience=settings.HYOKA_OIDC_CLIENT_ID,
            issuer=[described()["issuer"]], leeway=60, options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )  # fmt: skip
        return held

    def get_or_create_user(self, access_token: str, id_token: str, payload: dict[str, Any]) -> Any:
        claims = dict(payload)
        if settings.HYOKA_OIDC_CLAIM not in claims:
            told = self.get_userinfo(access_token, id_token, payload)
            if told.get("sub") != payload["sub"]:
                raise SuspiciousOperation("userinfo speaks of somebody else")
            claims.update(told)
        return meet(
            login=str(claims[settings.HYOKA_OIDC_CLAIM]),
            subject=f"{settings.HYOKA_OIDC_ISSUER} {payload['sub']}",
            at=self.request.now,
        )


class Ask(OIDCAuthenticationRequestView):  # type: ignore[misc]
    get_settings = staticmethod(oidc_setting)


class Back(OIDCAuthenticationCallbackView):  # type: ignore[misc]
    get_settings = staticmethod(oidc_setting)

    def login_success(self) -> HttpResponseBase:
        target = next_of(self.request.session.get("oidc_login_next") or "/")
        begin(self.request, self.user, way=PROVIDER)
        response = redirect(target)
        remember(self.request, response, self.user.login)
        return response

    def login_failure(self) -> HttpResponseBase:
        return _failed()


@screen(Action.SIGN_IN)
def ask(request: HttpRequest) -> HttpResponseBase:
    try:
        answer: HttpResponseBase = Ask.as_view()(request)
    except _FAULTS as error:
        return _failed(error)
    return answer


@screen(Action.SIGN_IN)
def back(request: HttpRequest) -> HttpResponseBase:
    try:
        answer: HttpResponseBase = Back.as_view()(request)
    except (CannotSignIn, *_FAULTS) as error:
        return _failed(error)
    return answer


def _failed(error: Exception | None = None) -> HttpResponseBase:
    """Why is in the log (by kind; a provider's words may hold names) and in the history, not on the page."""
    log.warning("市の認証から入れませんでした: %s", type(error).__name__ if error else "取消し")
    return redirect("/sign-in?provider=failed")
