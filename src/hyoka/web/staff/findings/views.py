"""指摘の一覧 — findings of all the sheets one may work with, by check, weight, division; with a link to the cell."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hyoka.checks import Severity, titles
from hyoka.store.finding_sheets import Choice, choices_for
from hyoka.store.listing_findings import EXPLAINED, REACHES, SORTS, FindingFilter, find_findings
from hyoka.store.models import FindingRecord
from hyoka.store.reach import options
from hyoka.values import FiscalYear
from hyoka.web.asking import Asked, Field, ask, fields_of
from hyoka.web.listing import Column, Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.words import say, term
from hyoka.workflow import Action, may
from hyoka.writers.list_file import Cell

PAGE = 50
_NOT_HERE = ("findings",)  # a filter of sheets that says nothing on a list of findings


@screen(Action.LIST)
def findings(request: HttpRequest) -> HttpResponse:
    choice, asked, found = _asked(request)
    page = Paginator(found, PAGE).get_page(asked.page)
    told = {
        "breadcrumb": [
            {"label": say("評価表", "Sheets"), "url": "/sheets/"},
            {"label": say("指摘の一覧", "Findings")},
        ],
        "asked": asked,
        "fields": _fields(asked, choice),
        "columns": columns(),
        "page": page,
        "rows": [(finding, titles().get(finding.check_name, finding.check_name)) for finding in page],
        "may_see_city": may(request.actor, Action.CITY_CHECK, None, options()),
    }
    return render(request, "findings/page.html", told)


@screen(Action.LIST)
def findings_file(request: HttpRequest, format: str) -> HttpResponse:
    _, asked, found = _asked(request)
    headings = [column.label for column in columns()]
    rows = [_row(finding) for finding in found]
    return as_file(
        request, Listed("findings", say("指摘の一覧", "Findings"), headings, rows, asked.known), format
    )


def columns() -> list[Column]:
    return [
        Column("measure", say("評価表", "Sheet")),
        Column("year", say("年度", "Year")),
        Column("division", say("課", "Division")),
        Column("severity", say("重さ", "Severity")),
        Column("message", say("指摘の内容", "Finding")),
        Column("where", say("場所", "Place")),
        Column("check", say("点検", "Check")),
        Column("explained", say("理由", "Reason")),
    ]


def _asked(request: HttpRequest) -> tuple[Choice, Asked, QuerySet[FindingRecord]]:
    choice = choices_for(request.actor)
    own = {
        "check": titles(),
        "severity": [each.value for each in Severity],
        "explained": EXPLAINED,
        "reach": REACHES,
    }
    asked = ask(request.GET, choice, SORTS, own)
    return choice, asked, find_findings(request.actor, asked.sheets, FindingFilter(**asked.own), asked.sort)


def _fields(asked: Asked, choice: Choice) -> list[Field]:
    explained = (("no", say("まだない", "Not given")), ("yes", say("ある", "Given")))
    reach = (
        ("sheet", say("評価表の中", "Within the sheet")),
        ("years", say("前の年度との間", "Against the years before")),
        ("city", say("全市", "The whole city")),
    )
    own = [
        Field("reach", say("点検の範囲", "Reach"), "select", asked.own["reach"], reach),
        Field("severity", say("重さ", "Severity"), "select", asked.own["severity"], _severities()),
        Field("check", say("点検", "Check"), "select", asked.own["check"], tuple(titles().items())),
        Field("explained", say("直さない理由", "Reason given"), "select", asked.own["explained"], explained),
    ]
    return [*own, *(field for field in fields_of(asked, choice) if field.name not in _NOT_HERE)]


def _severities() -> tuple[tuple[str, str], ...]:
    return tuple((severity.value, term(severity.value)) for severity in Severity)


def _row(finding: FindingRecord) -> list[Cell]:
    return [
        f"{finding.sheet.measure_no} {finding.sheet_name}",
        FiscalYear(finding.sheet.fiscal_year).wareki,
        finding.sheet.division.name,
        term(finding.severity),
        finding.words,
        finding.where,
        titles().get(finding.check_name, finding.check_name),
        say("あり", "given") if finding.is_explained else "",
    ]
