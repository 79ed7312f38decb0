"""職員ひとり — add, change, close and open again, a new first password, the second factor taken off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from hyoka.actions.people.add_person import add_person
from hyoka.actions.people.change_person import change_person
from hyoka.actions.people.disable import disable, enable
from hyoka.actions.people.reset_access import reset_password, reset_second_factor
from hyoka.actions.refusal import Refusal
from hyoka.store.actors import is_valid
from hyoka.store.models import DivisionRecord, Person
from hyoka.web.policy import screen
from hyoka.web.words import say
from hyoka.workflow import Action, Role

_FACTS = ("name", "email", "since", "until")


@screen(Action.STAFF, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    typed = {name: request.POST.get(name, "") for name in ("login", *_FACTS)}
    if request.method != "POST":
        return render(request, "staff/new.html", {"typed": typed, "with_password": True})
    with_password = "with_password" in request.POST
    try:
        added = add_person(**typed, with_password=with_password, by=request.actor, at=request.now)
    except Refusal as refusal:
        shown = {"typed": typed, "with_password": with_password, "problem": refusal.message}
        return render(request, "staff/new.html", shown, status=422)
    if not added.password:
        messages.success(
            request, say("職員を加えました。次に役割を付けてください。", "Added. Now give a role.")
        )
        return redirect(f"/staff/{added.person.pk}/")
    return _show_password(request, added.person, added.password)


@screen(Action.STAFF, methods=("GET", "POST"))
def page(request: HttpRequest, number: int) -> HttpResponseBase:
    person = get_object_or_404(Person, pk=number)
    if request.method != "POST":
        return show(request, person)
    typed = {name: request.POST.get(name, "") for name in _FACTS}
    try:
        change_person(number=number, **typed, by=request.actor, at=request.now)
    except Refusal as refusal:
        return show(request, person, problem=refusal.message, typed=typed)
    messages.success(request, say("記載を変えました。", "Saved."))
    return redirect(f"/staff/{number}/")


@screen(Action.STAFF, methods=("POST",))
def close(request: HttpRequest, number: int) -> HttpResponseBase:
    return _do(request, number, lambda: disable(number=number, by=request.actor, at=request.now), "このアカウントを止めました。サインインは終わりました。", "Account closed. Its sessions have ended.")  # fmt: skip


@screen(Action.STAFF, methods=("POST",))
def open_again(request: HttpRequest, number: int) -> HttpResponseBase:
    return _do(request, number, lambda: enable(number=number, by=request.actor, at=request.now), "このアカウントを使えるようにしました。", "Account opened again.")  # fmt: skip


@screen(Action.STAFF, methods=("POST",))
def second_factor(request: HttpRequest, number: int) -> HttpResponseBase:
    return _do(request, number, lambda: reset_second_factor(number=number, by=request.actor, at=request.now), "二要素を外しました。次のサインインで設定し直せます。", "Second factor taken off.")  # fmt: skip


@screen(Action.STAFF, methods=("POST",))
def password(request: HttpRequest, number: int) -> HttpResponseBase:
    person = get_object_or_404(Person, pk=number)
    try:
        made = reset_password(number=number, by=request.actor, at=request.now)
    except Refusal as refusal:
        return show(request, person, problem=refusal.message)
    return _show_password(request, person, made)


def show(
    request: HttpRequest, person: Person, *, problem: str = "", typed: dict[str, str] | None = None,
    post: dict[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """The person's page; with what was typed, when it was refused."""
    today = localdate(request.now)
    posts = list(
        person.appointments.select_related("division").order_by("-valid_until", "valid_from", "role")
    )
    for held in posts:
        held.holds = is_valid(held, today)
        held.is_over = held.valid_until is not None and held.valid_until < today
    facts = {
        "name": person.name,
        "email": person.email,
        "since": str(person.valid_from or ""),
        "until": str(person.valid_until or ""),
    }
    shown = {
        "person": person,
        "is_self": person.pk == request.actor.person,
        "is_open": person.is_active and is_valid(person, today),
        "has_password": person.has_usable_password(),
        "posts": posts,
        "typed": typed or facts,
        "post": post or {},
        "problem": problem,
        "all_roles": list(Role),
        "divisions": DivisionRecord.objects.all(),
        "departments": DivisionRecord.objects.order_by("department")
        .values_list("department", flat=True)
        .distinct(),
    }
    return render(request, "staff/person.html", shown, status=422 if problem else 200)


def _do(request: HttpRequest, number: int, act: object, japanese: str, english: str) -> HttpResponseBase:
    person = get_object_or_404(Person, pk=number)
    try:
        act()  # type: ignore[operator]
    except Refusal as refusal:
        return show(request, person, problem=refusal.message)
    messages.success(request, say(japanese, english))
    return redirect(f"/staff/{number}/")


def _show_password(request: HttpRequest, person: Person, made: str) -> HttpResponse:
    return render(request, "staff/password.html", {"person": person, "password": made})
