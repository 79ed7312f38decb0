"""自分の設定 — what I am, where I am signed in, my password."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from hyoka.actions.people import names, passwords
from hyoka.actions.people.change_password import change_password
from hyoka.actions.people.second_factor import is_demanded
from hyoka.actions.people.sign_out import sign_out_everywhere
from hyoka.actions.refusal import Refusal
from hyoka.store.actors import is_valid
from hyoka.web.policy import screen
from hyoka.web.staff.sign_in.origin import origin_of, remember
from hyoka.web.staff.sign_in.session import begin, seats_of
from hyoka.web.staff.sign_in.views import signed_out
from hyoka.web.words import say
from hyoka.workflow import Action


@screen(Action.ACCOUNT)
def page(request: HttpRequest) -> HttpResponse:
    today = localdate(request.now)
    posts = [
        {"post": post, "holds": is_valid(post, today)}
        for post in request.user.appointments.select_related("division")
        if post.valid_until is None or post.valid_until >= today
    ]
    shown = {
        "posts": posts,
        "seats": seats_of(request),
        "has_password": request.user.has_usable_password(),
        "second_factor": bool(request.user.totp_secret),
        "recovery_left": len(request.user.recovery_codes),
        "demanded": is_demanded(request.actor),
        "idle_minutes": settings.HYOKA_IDLE_MINUTES,
        "absolute_hours": settings.HYOKA_ABSOLUTE_HOURS,
    }
    return render(request, "account/page.html", shown)


@screen(Action.ACCOUNT, methods=("GET", "POST"))
def password(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return _password_form(request)
    typed = {name: request.POST.get(name, "") for name in ("old", "new", "again")}
    try:
        person = change_password(
            **typed, origin=origin_of(request, request.user.login), by=request.actor, at=request.now
        )
    except Refusal as refusal:
        return _password_form(request, problem=refusal.message)
    begin(request, person)
    messages.success(request, say("パスワードを変えました。ほかの端末のサインインは終わりました。", "Password changed. Your other sessions have ended."))  # fmt: skip
    response = redirect("/account")
    remember(request, response, person.login)
    return response


@screen(Action.ACCOUNT, methods=("POST",))
def leave_everywhere(request: HttpRequest) -> HttpResponseBase:
    sign_out_everywhere(by=request.actor, at=request.now)
    return signed_out(request)


def _password_form(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    shown = {
        "problem": problem,
        "must": request.user.must_change_password,
        "shortest": passwords.SHORTEST,
        "advised": passwords.ADVISED,
        "longest": names.MAX_PASSWORD,
    }
    return render(request, "account/password.html", shown, status=422 if problem else 200)
