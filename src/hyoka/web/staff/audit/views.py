"""操作の記録 — filter, read, take away, and check the chain."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.timezone import localtime

from hyoka.actions.check_chains import Head, check_chains, head_of_city
from hyoka.actions.people.typed import Wrong, parse_day
from hyoka.store.finding_events import LATEST, SORTS, Wanted, find_events
from hyoka.store.models import CITY, Event, Kind, Person, SheetRecord
from hyoka.web.asking import clean
from hyoka.web.listing import Column, Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.staff.audit.sentence import sentence
from hyoka.web.words import say
from hyoka.workflow import Action

PER_PAGE = 100
MOST_ROWS = 100_000  # of a file
_NAMES = ("person", "kind", "since", "until", "sheet")


@screen(Action.AUDIT)
def page(request: HttpRequest) -> HttpResponse:
    asked, wanted, problem = _asked(request.GET)
    number, sort = request.GET.get("page", "1"), _sort(request.GET)
    found = Paginator(find_events(wanted, sort), PER_PAGE).get_page(
        number if number.isascii() and number.isdecimal() else 1
    )
    known = {name: value for name, value in asked.items() if value}
    shown = {
        **_frame(asked, problem),
        "page": found,
        "rows": list(_rows(found.object_list)),
        "columns": _columns(),
        "sort": sort,
        "query": urlencode(known),
        "ordered": urlencode({**known, "sort": sort}),
        "most": MOST_ROWS,
    }
    return render(request, "audit/page.html", shown)


@screen(Action.AUDIT, methods=("POST",))
def export(request: HttpRequest) -> HttpResponse:
    asked, wanted, _ = _asked(request.POST)
    headings = [say("時刻", "Time"), say("人", "Person"), say("職員番号", "Number"), say("種類", "Kind"), say("対象", "About"), say("内容", "What"), say("番号", "Seq"), say("ハッシュ", "Hash")]  # fmt: skip
    events = find_events(wanted, _sort(request.POST))[:MOST_ROWS]
    rows = [
        (
            f"{localtime(row['event'].at):%Y-%m-%d %H:%M:%S}", row["who"], row["login"], row["kind"], row["about"],
            row["what"], row["event"].seq, row["event"].hash,
        )
        for row in _rows(events)
    ]  # fmt: skip
    told = {name: value for name, value in asked.items() if value}
    listed = Listed("audit", say("操作の記録", "Audit"), headings, rows, told, Action.AUDIT)
    return as_file(request, listed, "xlsx" if request.POST.get("format") == "xlsx" else "csv")


@screen(Action.AUDIT, methods=("GET", "POST"))
def check(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "audit/check.html", {"head": head_of_city()})
    seq, hashed = clean(request.POST.get("seq", "")), clean(request.POST.get("hash", "")).lower()
    noted, problem = None, ""
    if seq or hashed:
        if seq.isascii() and seq.isdecimal() and len(seq) < 18 and re.fullmatch("[0-9a-f]{64}", hashed):
            noted = Head(int(seq), hashed)
        else:
            problem = say(
                "控えは、番号と 64 桁のハッシュの両方を入れてください。",
                "Give both the number and the hash of 64 signs.",
            )
    if problem:
        shown = {"head": head_of_city(), "problem": problem, "seq": seq, "hash": hashed}
        return render(request, "audit/check.html", shown, status=422)
    done = check_chains(by=request.actor, noted=noted)
    return render(request, "audit/check.html", {"head": done.head, "done": done, "noted": noted})


def _sort(params: QueryDict) -> str:
    wanted = params.get("sort", "")
    return wanted if wanted.removeprefix("-") in SORTS else LATEST


def _columns() -> list[Column]:
    return [
        Column("at", say("時刻", "Time")),
        Column("person", say("人", "Person")),
        Column("kind", say("種類", "Kind")),
    ]


def _asked(params: QueryDict) -> tuple[dict[str, str], Wanted, str]:
    """What is looked for, and what of it could not be understood."""
    asked = {name: clean(params.get(name, ""))[:60] for name in _NAMES}
    problem = ""
    days: dict[str, Any] = {"since": None, "until": None}
    for name, label in (
        ("since", say("期間の始まり", "first day")),
        ("until", say("期間の終わり", "last day")),
    ):
        try:
            days[name] = parse_day(asked[name], label)
        except Wrong as wrong:
            problem, asked[name] = str(wrong), ""
    number = asked["person"]
    person = int(number) if number.isascii() and number.isdecimal() and len(number) < 18 else None
    if person is None:
        asked["person"] = ""
    if asked["kind"] not in set(Kind.values):
        asked["kind"] = ""
    if asked["sheet"] and not SheetRecord.objects.filter(key=asked["sheet"]).exists():
        # Whatever is typed in the address could be somebody's name, and the history tells what was asked.
        asked["sheet"] = ""
        problem = problem or say(
            "その評価表はないので、条件から外しました。", "There is no such sheet; it was left out."
        )
    return asked, Wanted(person, asked["kind"], days["since"], days["until"], asked["sheet"]), problem


def _frame(asked: dict[str, str], problem: str) -> dict[str, Any]:
    return {
        "asked": asked,
        "problem": problem,
        "people": Person.objects.order_by("login").values("pk", "login", "name"),
        "kinds": [(kind, kind_word(kind)) for kind in Kind.values],
        "sheets": SheetRecord.objects.select_related("division").only(
            "key", "fiscal_year", "measure_no", "measure", "division__name"
        ),
    }


def _rows(events: Iterable[Event]) -> Iterable[dict[str, Any]]:
    held = list(events)
    names = {
        pk: f"{name}（{login}）" for pk, name, login in Person.objects.values_list("pk", "name", "login")
    }
    scopes = {event.scope for event in held} - {CITY}
    titles = {
        key: f"{year} {number} {title}"
        for key, year, number, title in SheetRecord.objects.filter(key__in=scopes).values_list(
            "key", "fiscal_year", "measure_no", "measure"
        )
    }
    for event in held:
        yield {
            "event": event,
            "who": event.person.name if event.person else "",
            "login": event.person.login if event.person else "",
            "kind": kind_word(event.kind),
            "about": titles.get(event.scope, "" if event.scope == CITY else event.scope),
            "key": event.scope if event.scope in titles else "",
            "what": sentence(event, names),
        }


def kind_word(kind: str) -> str:
    english = kind.replace("_", " ").capitalize()
    return say(str(dict(Kind.choices).get(kind, kind)), english)
