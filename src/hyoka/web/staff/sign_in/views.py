"""サインインの画面 — name and password, then the code; out; the language."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from hyoka.actions.people.choose_language import LANGUAGES, choose_language
from hyoka.actions.people.sign_in import enter_code, sign_in
from hyoka.actions.people.sign_out import sign_out
from hyoka.actions.people.tries import CannotSignIn
from hyoka.store.models import Person
from hyoka.web.policy import screen
from hyoka.web.staff.sign_in.origin import origin_of, remember
from hyoka.web.staff.sign_in.session import begin, next_of, wait_for_code, waiting
from hyoka.web.words import say
from hyoka.workflow import Action

LANGUAGE_DAYS = 400


@screen(Action.SIGN_IN, methods=("GET", "POST"))
def page(request: HttpRequest) -> HttpResponseBase:
    target = next_of(request.POST.get("next", "") or request.GET.get("next", ""))
    if request.method != "POST":
        return redirect(target) if request.user.is_authenticated else _form(request, target)
    login = request.POST.get("login", "")
    try:
        done = sign_in(
            login=login,
            password=request.POST.get("password", ""),
            origin=origin_of(request, login),
            at=request.now,
        )
    except CannotSignIn:
        return _form(request, target, login=login, failed=True)
    if done.needs_code:
        wait_for_code(request, done.person)
        return redirect(f"/sign-in/code?{urlencode({'next': target})}")
    return _let_in(request, done.person, target)


@screen(Action.SIGN_IN, methods=("GET", "POST"))
def code_page(request: HttpRequest) -> HttpResponseBase:
    target = next_of(request.POST.get("next", "") or request.GET.get("next", ""))
    person = waiting(request)
    if person is None:  # nobody is waiting for a code, or no longer: from the beginning
        return redirect(target) if request.user.is_authenticated else _form(request, target)
    if request.method != "POST":
        return _code_form(request, target)
    try:
        done = enter_code(
            person=person,
            code=request.POST.get("code", ""),
            origin=origin_of(request, person.login),
            at=request.now,
        )
    except CannotSignIn:
        return _code_form(request, target, failed=True)
    return _let_in(request, done.person, target)


@screen(Action.SIGN_IN, methods=("POST",))
def leave(request: HttpRequest) -> HttpResponseBase:
    if request.user.is_authenticated:
        sign_out(by=request.actor, at=request.now)
    return signed_out(request)


def signed_out(request: HttpRequest) -> HttpResponse:
    """The session ends here; the answer is a stranger's page, with the form to come in again."""
    logout(request)
    request.__dict__.pop("actor", None)
    return _form(request, "/", left=True)


@screen(Action.SIGN_IN, methods=("POST",))
def language(request: HttpRequest) -> HttpResponseBase:
    """The page one came from, in the other language. A password page sends no words of its own along."""
    chosen = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    is_own = next_of(target) == target or target.partition("?")[0] in ("/sign-in", "/sign-in/code")
    response = redirect(target if is_own else "/")
    if chosen in LANGUAGES:
        speak(response, chosen)
        if request.user.is_authenticated:
            choose_language(language=chosen, by=request.actor)
    return response


def speak(response: HttpResponseBase, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=LANGUAGE_DAYS * 86_400, httponly=True,
        samesite="Lax", secure=settings.HYOKA_HTTPS,
    )  # fmt: skip


def _let_in(request: HttpRequest, person: Person, target: str) -> HttpResponseBase:
    begin(request, person)
    response = redirect(target)
    remember(request, response, person.login)
    speak(response, person.language)
    return response


def _form(
    request: HttpRequest, target: str, *, login: str = "", failed: bool = False, left: bool = False
) -> HttpResponse:
    shown = {
        "next": target,
        "login": login,
        "failed": failed,
        "left": left,
        "idle_minutes": settings.HYOKA_IDLE_MINUTES,
        "provider": bool(settings.HYOKA_OIDC_ISSUER),
        "provider_failed": request.GET.get("provider") == "failed",
        "message": _message(),
    }
    return render(request, "sign_in/page.html", shown, status=403 if failed else 200)


def _code_form(request: HttpRequest, target: str, *, failed: bool = False) -> HttpResponse:
    shown = {"next": target, "failed": failed, "message": _message()}
    return render(request, "sign_in/code.html", shown, status=403 if failed else 200)


def _message() -> str:
    return say(
        CannotSignIn().message,
        "Sign-in failed. Check your login, your password and your one-time code. After 10 failures in a row,"
        " no try is taken until 15 minutes have passed since the last one that was counted.",
    )
