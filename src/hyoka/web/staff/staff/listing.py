"""職員の一覧 — search, filter, sort, take away as CSV."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.timezone import localdate

from hyoka.actions.export import Format
from hyoka.actions.people.export_staff import export_staff
from hyoka.store.actors import is_valid
from hyoka.store.finding_staff import SORTS, STATES, find_staff
from hyoka.store.models import DivisionRecord, Person
from hyoka.web.asking import clean
from hyoka.web.listing import file_answer
from hyoka.web.policy import screen
from hyoka.web.words import say
from hyoka.workflow import Action, Role

PER_PAGE = 50
_NAMES = ("text", "role", "division", "state")


@screen(Action.STAFF)
def page(request: HttpRequest) -> HttpResponse:
    asked, today = _asked(request.GET), localdate(request.now)
    people = _found(request, asked)
    number = request.GET.get("page", "1")
    found = Paginator(people, PER_PAGE).get_page(number if number.isascii() and number.isdecimal() else 1)
    for person in found:
        person.is_open = person.is_active and is_valid(person, today)
        for post in person.posts:
            post.holds = is_valid(post, today)
    shown = {
        "page": found,
        "asked": asked,
        "query": urlencode({name: asked[name] for name in _NAMES if asked[name]}),
        "ordered": urlencode({name: value for name, value in asked.items() if value}),
        "sort": asked["sort"],
        "columns": _columns(),
        "all_roles": list(Role),
        "divisions": DivisionRecord.objects.all(),
        "states": [(state, state_word(state)) for state in STATES],
    }
    return render(request, "staff/page.html", shown)


@screen(Action.STAFF, methods=("POST",))
def export(request: HttpRequest) -> HttpResponse:
    format = Format.XLSX if request.POST.get("format") == "xlsx" else Format.CSV
    people = _found(request, _asked(request.POST))
    made = export_staff(people=people, by=request.actor, at=request.now, format=format)
    return file_answer(made, "staff", format, request.now)


def state_word(state: str) -> str:
    return {
        "active": say("使える", "Active"),
        "closed": say("止めている・期間外", "Closed or out of term"),
        "first_password": say("はじめのパスワードのまま", "Still with a first password"),
        "no_post": say("役割がない", "Without a role"),
    }[state]


def _asked(params: QueryDict) -> dict[str, str]:
    """What the address asks for; what it cannot mean is left out."""
    asked = {name: clean(params.get(name, ""))[:80] for name in (*_NAMES, "sort")}
    if asked["state"] not in STATES:
        asked["state"] = ""
    if asked["role"] not in set(Role):
        asked["role"] = ""
    if asked["sort"].removeprefix("-") not in SORTS:
        asked["sort"] = ""
    return asked


def _found(request: HttpRequest, asked: dict[str, str]) -> QuerySet[Person]:
    return find_staff(today=localdate(request.now), **{**asked, "sort": asked["sort"] or "login"})


def _columns() -> list[dict[str, Any]]:
    words = (
        ("login", "職員番号", "Number"),
        ("name", "氏名", "Name"),
        ("last_login", "最後のサインイン", "Last sign-in"),
    )
    return [{"key": key, "label": say(japanese, english)} for key, japanese, english in words]
