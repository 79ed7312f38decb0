"""課の一覧 — add and change divisions, with the days on which they begin and end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.timezone import localdate

from hyoka.actions.people.keep_division import keep_division
from hyoka.actions.refusal import Refusal
from hyoka.store.actors import is_valid
from hyoka.store.models import DivisionRecord
from hyoka.web.listing import Column, Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.words import say
from hyoka.workflow import Action

_SORTS: dict[str, Callable[[Any], Any]] = {
    "name": lambda one: one.name,
    "department": lambda one: (one.department, one.order),
    "days": lambda one: (str(one.valid_from or ""), str(one.valid_until or "")),
    "people": lambda one: one.people,
    "order": lambda one: (one.order, one.name),
}
_FACTS = ("name", "department", "order", "since", "until")


@screen(Action.STAFF)
def page(request: HttpRequest) -> HttpResponse:
    today, sort = localdate(request.now), _sort(request)
    found = _found(sort)
    for division in found:
        division.holds = is_valid(division, today)
    shown = {
        "divisions": found,
        "columns": _columns(),
        "sort": sort,
        "ordered": urlencode({"sort": sort} if sort else {}),
    }
    return render(request, "staff/divisions.html", shown)


@screen(Action.STAFF)
def table(request: HttpRequest, format: str) -> HttpResponse:
    """The same list as a file."""
    headings = [say("課", "Division"), say("部", "Department"), say("始まり", "From"), say("終わり", "Until"), say("職員", "People"), say("並び順", "Order")]  # fmt: skip
    rows = [
        (one.name, one.department, str(one.valid_from or ""), str(one.valid_until or ""), one.people, one.order)
        for one in _found(_sort(request))
    ]  # fmt: skip
    listed = Listed("divisions", say("課", "Divisions"), headings, rows, {}, Action.STAFF)
    return as_file(request, listed, format)


def _sort(request: HttpRequest) -> str:
    wanted = request.GET.get("sort", "")
    return wanted if wanted.removeprefix("-") in _SORTS else ""


def _found(sort: str) -> list[Any]:
    """All divisions, each with how many people it has or had."""
    found = list(DivisionRecord.objects.annotate(people=Count("appointments__person", distinct=True)))
    if sort:
        found.sort(key=_SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))
    return found


def _columns() -> list[Column]:
    return [
        Column("name", say("課", "Division")),
        Column("department", say("部", "Department")),
        Column("days", say("期間", "Days")),
        Column("people", say("職員", "People"), number=True),
        Column("order", say("並び順", "Order"), number=True),
    ]


@screen(Action.STAFF, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    return _keep(request, None)


@screen(Action.STAFF, methods=("GET", "POST"))
def one(request: HttpRequest, key: str) -> HttpResponseBase:
    return _keep(request, get_object_or_404(DivisionRecord, key=key))


def _keep(request: HttpRequest, held: DivisionRecord | None) -> HttpResponseBase:
    if request.method != "POST":
        return _form(request, held, _facts(held))
    typed = {name: request.POST.get(name, "") for name in _FACTS}
    try:
        keep_division(key=held.key if held else "", **typed, by=request.actor, at=request.now)
    except Refusal as refusal:
        return _form(request, held, typed, problem=refusal.message)
    messages.success(request, say("課を保存しました。", "Division saved."))
    return redirect("/staff/divisions/")


def _facts(held: DivisionRecord | None) -> dict[str, str]:
    if held is None:
        return dict.fromkeys(_FACTS, "")
    return {
        "name": held.name,
        "department": held.department,
        "order": str(held.order),
        "since": str(held.valid_from or ""),
        "until": str(held.valid_until or ""),
    }


def _form(
    request: HttpRequest, held: DivisionRecord | None, typed: dict[str, str], *, problem: str = ""
) -> HttpResponse:
    names = DivisionRecord.objects.order_by("department").values_list("department", flat=True).distinct()
    shown = {"held": held, "typed": typed, "problem": problem, "departments": names}
    return render(request, "staff/division.html", shown, status=422 if problem else 200)
