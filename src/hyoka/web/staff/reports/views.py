"""集計 — the list of reports, one report as a page, as a file, on paper."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.timezone import localtime

from hyoka.actions.print_report import print_report
from hyoka.reports import REPORTS, Cell, Column, Report, Row, format_value
from hyoka.store.reporting import Material
from hyoka.web.listing import Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.staff.reports.asking import Made, about, documents, fields, make, warnings
from hyoka.web.staff.reports.english import told
from hyoka.web.templatetags.words import anchor, jst
from hyoka.web.words import say
from hyoka.workflow import Action

PAGE = 100


@screen(Action.REPORT)
def index(request: HttpRequest) -> HttpResponse:
    shown = [(maker.name, told(maker.title), told(maker.purpose)) for maker in REPORTS.values()]
    return render(request, "reports/index.html", {"reports": shown})


@screen(Action.REPORT)
def page(request: HttpRequest, report: str) -> HttpResponse:
    made = make(request, report)
    rows = [row for row in made.report.rows if not row.is_total]
    shown = Paginator(rows, PAGE).get_page(made.asked.page)
    context = {
        **head(made),
        "fields": fields(made),
        "columns": [_heading(column) for column in made.report.columns],
        "page": shown,
        "rows": [_shown(row, made) for row in shown],
        "totals": [_shown(row, made) for row in made.report.rows if row.is_total],
    }
    return render(request, "reports/page.html", context)


@screen(Action.REPORT)
def table(request: HttpRequest, report: str, format: str) -> HttpResponse:
    """The whole report, sorted as on the screen, as CSV or Excel."""
    made = make(request, report)
    if made.material is None:
        return redirect("report", report)
    headings = [told(column.title) for column in made.report.columns]
    rows = [[cell.value for cell in row.cells] for row in made.report.rows]
    listed = Listed(f"report-{made.maker.name}", told(made.maker.title), headings, rows, made.asked.known, Action.REPORT)  # fmt: skip
    return as_file(request, listed, format)


@screen(Action.REPORT)
def printed(request: HttpRequest, report: str) -> HttpResponse:
    """The same on paper."""
    made = make(request, report)
    if made.material is None:
        return redirect("report", report)
    data = print_report(
        report=_in_words(made),
        what=f"report-{made.maker.name}",
        heads=[about(made), _stand(made.material, request)],
        asked=made.asked.known,
        by=request.actor,
        at=request.now,
    )
    name = f"report-{made.maker.name}-{localtime(request.now):%Y%m%d-%H%M}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def head(made: Made) -> dict[str, Any]:
    """What the page of a report and the page behind a number share."""
    return {
        "report": made.report,
        "title": told(made.maker.title),
        "name": made.maker.name,
        "purpose": told(made.maker.purpose),
        "about": about(made) if made.material else "",
        "documents": documents(made.material) if made.material else "",
        "notices": [*made.notices, *(warnings(made.material) if made.material else [])],
        "asked": made.asked,
        "query": made.query,
        "unsorted": made.unsorted,
    }


def _in_words(made: Made) -> Report:
    """The report with its words in the person's language."""
    columns = tuple(column._replace(title=told(column.title)) for column in made.report.columns)
    return made.report._replace(title=told(made.report.title), columns=columns)


def _stand(material: Material, request: HttpRequest) -> str:
    city = f"{settings.HYOKA_CITY}　" if settings.HYOKA_CITY else ""
    return f"{city}{jst(request.now)} {say('現在', '')}　{documents(material)}".strip()


def _heading(column: Column) -> dict[str, Any]:
    return {"key": column.name, "label": told(column.title), "number": column.kind.is_number}


def _shown(row: Row, made: Made) -> list[dict[str, Any]]:
    return [
        _cell(cell, column, row, made) for cell, column in zip(row.cells, made.report.columns, strict=True)
    ]


def _cell(cell: Cell, column: Column, row: Row, made: Made) -> dict[str, Any]:
    """A number leads to the figures behind it, words that stand in a sheet lead there."""
    is_number = not isinstance(cell.value, str)
    url = ""
    if is_number and cell.parts:
        asked = {**made.asked.known, "row": row.key, "column": column.name}
        url = f"/reports/{made.maker.name}/behind?{urlencode(asked)}"
    elif cell.value and cell.parts:
        url = f"/sheets/{cell.parts[0].sheet}/{anchor(cell.parts[0].place)}"
    words = format_value(column.kind, cell.value)
    return {
        "words": told(words),
        "url": url,
        "number": is_number,
        "is_words": len(words) > 4,
        "is_long": len(words) > 60,
    }
