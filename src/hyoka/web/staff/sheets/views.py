"""評価表の一覧 — filtered, sorted, page by page; the address holds all of it, a file takes exactly what it shows."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hyoka.store.finding_sheets import SORTS, choices_for, find_sheets
from hyoka.store.models import SheetRecord
from hyoka.values import FiscalYear
from hyoka.web.asking import ask, fields_of
from hyoka.web.listing import Column, Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.templatetags.words import TOKYO
from hyoka.web.words import say, term
from hyoka.workflow import Action
from hyoka.writers.list_file import Cell

PAGE = 50


@screen(Action.LIST)
def sheets(request: HttpRequest) -> HttpResponse:
    choice = choices_for(request.actor)
    asked = ask(request.GET, choice, SORTS)
    found = find_sheets(request.actor, asked.sheets, asked.sort)
    told = {
        "asked": asked,
        "fields": fields_of(asked, choice, name=True),
        "columns": columns(),
        "page": Paginator(found, PAGE).get_page(asked.page),
        "is_any": bool(choice.years),
    }
    return render(request, "sheets/page.html", told)


@screen(Action.LIST)
def sheets_file(request: HttpRequest, format: str) -> HttpResponse:
    asked = ask(request.GET, choices_for(request.actor), SORTS)
    rows = [_row(record) for record in find_sheets(request.actor, asked.sheets, asked.sort)]
    return as_file(
        request, Listed("sheets", say("評価表の一覧", "Sheets"), _headings(), rows, asked.known), format
    )


def columns() -> list[Column]:
    return [
        Column("name", say("施策名", "Measure")),
        Column("measure", say("番号", "No.")),
        Column("year", say("年度", "Year")),
        Column("division", say("課", "Division")),
        Column("department", say("部", "Department")),
        Column("season", say("時期", "Season")),
        Column("stage", say("段階", "Stage")),
        Column("late", say("期限", "Deadline")),
        Column("findings", say("指摘", "Findings")),
        Column("touched", say("最後の変更", "Last change")),
    ]


def _headings() -> list[str]:
    return [
        *(column.label for column in columns()[:8]),
        say("要修正", "To mend"),
        say("理由のない要修正", "To mend, no reason given"),
        say("要確認", "To check"),
        say("最後の変更", "Last change"),
    ]


def _row(record: SheetRecord) -> list[Cell]:
    return [
        record.seen_name,
        record.measure_no,
        FiscalYear(record.fiscal_year).wareki,
        record.division.name,
        record.division.department,
        term(record.seen_season),
        term(record.seen_stage),
        term("期限後") if record.seen_late else "",
        record.seen_errors,
        record.seen_unexplained,
        record.seen_warnings,
        f"{record.seen_at.astimezone(TOKYO):%Y-%m-%d %H:%M}",
    ]
