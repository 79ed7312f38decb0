"""内訳 — the sheets behind a number of a report, with the figures that it is made of, and whether they give it."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from hyoka.reports import Cell, Column, Kind, Part, format_value
from hyoka.reports.grouping import in_number_order
from hyoka.store.reporting import Named, named
from hyoka.values import FiscalYear
from hyoka.web.listing import Column as Heading
from hyoka.web.listing import Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.staff.reports.asking import Made, make
from hyoka.web.staff.reports.english import told
from hyoka.web.staff.reports.views import head
from hyoka.web.words import say
from hyoka.workflow import Action

PAGE = 100
_OWN = ("row", "column")
_SORTS = ("sheet", "year", "division", "what", "side", "figure")


class Line(NamedTuple):
    """One figure behind the number."""

    sheet: Named
    part: Part
    side: str  # of a rate: above or below its line; "" for a sum


@screen(Action.REPORT)
def page(request: HttpRequest, report: str) -> HttpResponse:
    made = make(request, report, _OWN, _SORTS)
    number = _number(made, request)
    if number is None:
        return _gone(request, made)
    cell, column, group = number
    lines = _sorted(_lines(request, cell), made.asked.sort)
    shown = Paginator(lines, PAGE).get_page(made.asked.page)
    context = {
        **head(made),
        "breadcrumb": [
            {"label": say("集計", "Reports"), "url": "/reports/"},
            {"label": told(made.maker.title), "url": f"/reports/{report}/?{_back(made)}"},
            {"label": say("内訳", "Behind the number")},
        ],
        "column": told(column.title),
        "columns": _columns(cell),
        "group": group,
        "value": format_value(column.kind, cell.value),
        "page": shown,
        "lines": [(line, _figure(line.part, column, cell)) for line in shown],
        "sheets": len({line.sheet.key for line in lines}),
        "total": format_value(_kind(column, cell), cell.total),
        "whole": format_value(_kind(column, cell), cell.whole) if cell.over else "",
        "exact": f"{Decimal(100) * cell.total / cell.whole:,.3f}" if cell.over else "",
        "adds_up": cell.adds_up and len(lines) == len(cell.parts) + len(cell.over),
        "behind": made.asked.query,
    }
    return render(request, "reports/behind.html", context)


@screen(Action.REPORT)
def table(request: HttpRequest, report: str, format: str) -> HttpResponse:
    made = make(request, report, _OWN, _SORTS)
    number = _number(made, request)
    if number is None:
        return _gone(request, made)
    cell, column, group = number
    headings = [each.label for each in _columns(cell)]
    headings.insert(-1, say("場所", "Place"))
    rows = [
        [
            line.sheet.measure, FiscalYear(line.sheet.fiscal_year).wareki, line.sheet.division, line.part.words,
            *([line.side] if cell.over else []), line.part.place, line.part.figure,
        ]
        for line in _sorted(_lines(request, cell), made.asked.sort)
    ]  # fmt: skip
    title = f"{told(made.maker.title)} {group} {told(column.title)}"
    listed = Listed(f"report-{made.maker.name}-behind", title, headings, rows, made.asked.known, Action.REPORT)  # fmt: skip
    return as_file(request, listed, format)


def _columns(cell: Cell) -> list[Heading]:
    side = [Heading("side", say("分子・分母", "Above or below"))] if cell.over else []
    return [
        Heading("sheet", say("評価表", "Sheet")),
        Heading("year", say("年度", "Year")),
        Heading("division", say("課", "Division")),
        Heading("what", say("内容", "What")),
        *side,
        Heading("figure", say("数", "Figure"), number=True),
    ]


def _sorted(lines: Iterator[Line], sort: str) -> list[Line]:
    """As the report counted them, or by a column."""
    by: dict[str, Callable[[Line], Any]] = {
        "sheet": lambda line: in_number_order(line.sheet.measure),
        "year": lambda line: line.sheet.fiscal_year,
        "division": lambda line: line.sheet.division,
        "what": lambda line: line.part.words,
        "side": lambda line: line.side,
        "figure": lambda line: line.part.figure,
    }
    name = sort.removeprefix("-")
    return sorted(lines, key=by[name], reverse=sort.startswith("-")) if name else list(lines)


class Number(NamedTuple):
    """The cell that an address names, its column, and what its row is about."""

    cell: Cell
    column: Column
    group: str


def _number(made: Made, request: HttpRequest) -> Number | None:
    """None: there is no such number, or none any more."""
    row, column = (request.GET.get(name, "") for name in _OWN)
    cell = made.report.find(row, column)
    if cell is None or not cell.parts:
        return None
    its_row = next(each for each in made.report.rows if each.key == row)
    its_column = next(each for each in made.report.columns if each.name == column)
    heads = [
        each.value
        for each, head in zip(its_row.cells, made.report.columns, strict=True)
        if head.kind is Kind.TEXT and isinstance(each.value, str) and each.value
    ]
    return Number(cell, its_column, "　".join(told(words) for words in heads[:2]))


def _gone(request: HttpRequest, made: Made) -> HttpResponse:
    """A sheet has changed since the number was shown: back to the report as it is now."""
    words = say(
        "その数は、いまの集計にはありません（評価表が変わりました）。集計し直したものを見てください。",
        "That number is not in the report any more: a sheet has changed. This is the report as it is now.",
    )
    messages.info(request, words)
    return redirect(f"/reports/{made.maker.name}/?{_back(made)}")


def _lines(request: HttpRequest, cell: Cell) -> Iterator[Line]:
    sheets = named(request.actor, [part.sheet for part in (*cell.parts, *cell.over)])
    above, below = (say("分子", "above"), say("分母", "below")) if cell.over else ("", "")
    for parts, side in ((cell.parts, above), (cell.over, below)):
        for part in parts:
            if part.sheet in sheets:
                yield Line(sheets[part.sheet], part, side)


def _kind(column: Column, cell: Cell) -> Kind:
    """A share is made of what is counted or paid, not of percentages."""
    return Kind.COUNT if cell.over or column.kind is Kind.TEXT else column.kind


def _figure(part: Part, column: Column, cell: Cell) -> str:
    return format_value(_kind(column, cell), part.figure)


def _back(made: Made) -> str:
    return urlencode({name: value for name, value in made.asked.known.items() if name not in _OWN})
