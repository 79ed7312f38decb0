"""二要素の設定 — a QR picture for the authenticator, the first code, the recovery codes shown once."""

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe

from hyoka.actions.people import second_factor
from hyoka.actions.refusal import Refusal
from hyoka.web.policy import screen
from hyoka.web.staff.sign_in.origin import origin_of
from hyoka.web.words import say
from hyoka.workflow import Action

_NEW = "new_second_factor"


@screen(Action.ACCOUNT, methods=("GET", "POST"))
def page(request: HttpRequest) -> HttpResponseBase:
    """A second factor in place is replaced only by switching it off first."""
    if request.user.totp_secret:
        return redirect("/account")
    if request.method != "POST":
        return _form(request)
    secret = request.session.get(_NEW)
    if secret is None:
        return redirect("/account/second-factor")
    try:
        codes = second_factor.set_up(
            secret=secret, code=request.POST.get("code", ""), by=request.actor, at=request.now
        )
    except Refusal as refusal:
        return _form(request, problem=refusal.message)
    del request.session[_NEW]
    return render(request, "account/recovery_codes.html", {"codes": codes})


@screen(Action.ACCOUNT, methods=("POST",))
def off(request: HttpRequest) -> HttpResponseBase:
    second_factor.switch_off(
        password=request.POST.get("password", ""),
        origin=origin_of(request, request.user.login),
        by=request.actor,
        at=request.now,
    )
    messages.success(request, say("二要素をやめました。", "The second factor is off."))
    return redirect("/account")


def _form(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    secret = request.session.setdefault(_NEW, second_factor.new_secret())
    address = second_factor.setup_address(secret=secret, login=request.user.login, city=settings.HYOKA_CITY)
    shown = {
        "problem": problem,
        "picture": _picture(address),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "demanded": second_factor.is_demanded(request.actor),
    }
    return render(request, "account/second_factor.html", shown, status=422 if problem else 200)


def _picture(address: str) -> SafeString:
    """SVG in the page, attributes only: the CSP allows no style. segno writes nothing of the address but squares."""
    words = say("認証アプリで読む QR コード", "QR code for your authenticator")
    drawn = segno.make(address, error="m").svg_inline(
        scale=5,
        border=4,
        dark="#000",
        light="#fff",
        svgclass=None,
        lineclass=None,
        title=words,
        omitsize=True,
    )
    return mark_safe(drawn.replace("<svg ", '<svg role="img" width="280" height="280" ', 1))
