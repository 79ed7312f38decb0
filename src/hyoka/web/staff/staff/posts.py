"""職員の職 — give one, change its days, take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from hyoka.actions.people.appoint import appoint, change_post, take_back
from hyoka.actions.refusal import Refusal
from hyoka.store.models import Person
from hyoka.web.policy import screen
from hyoka.web.staff.staff.person import show
from hyoka.web.words import say
from hyoka.workflow import Action

_WHERE = ("role", "division", "department", "since", "until")


@screen(Action.STAFF, methods=("POST",))
def add(request: HttpRequest, number: int) -> HttpResponseBase:
    person = get_object_or_404(Person, pk=number)
    typed = {name: request.POST.get(name, "") for name in _WHERE}
    try:
        appoint(number=number, **typed, is_deputy=_is_deputy(request), by=request.actor, at=request.now)
    except Refusal as refusal:
        post = {**typed, "deputy": "1" if _is_deputy(request) else ""}
        return show(request, person, problem=refusal.message, post=post)
    messages.success(request, say("職を付けました。", "Post given."))
    return redirect(f"/staff/{number}/")


@screen(Action.STAFF, methods=("POST",))
def change(request: HttpRequest, number: int, post: int) -> HttpResponseBase:
    person = get_object_or_404(Person, pk=number)
    try:
        change_post(
            number=number,
            post=post,
            since=request.POST.get("since", ""),
            until=request.POST.get("until", ""),
            is_deputy=_is_deputy(request),
            by=request.actor,
            at=request.now,
        )
    except Refusal as refusal:
        return show(request, person, problem=refusal.message)
    messages.success(request, say("職の期間を変えました。", "Post changed."))
    return redirect(f"/staff/{number}/")


@screen(Action.STAFF, methods=("POST",))
def remove(request: HttpRequest, number: int, post: int) -> HttpResponseBase:
    person = get_object_or_404(Person, pk=number)
    try:
        take_back(number=number, post=post, by=request.actor, at=request.now)
    except Refusal as refusal:
        return show(request, person, problem=refusal.message)
    messages.success(request, say("職を取り消しました。", "Post taken back."))
    return redirect(f"/staff/{number}/")


def _is_deputy(request: HttpRequest) -> bool:
    return request.POST.get("deputy", "") == "1"
