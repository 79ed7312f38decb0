"""全市での点検の一覧 — where the sheets of a year contradict each other; for the bureau and the finance section."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hyoka.checks import titles
from hyoka.store.finding_sheets import SheetFilter
from hyoka.store.listing_findings import FindingFilter, find_findings
from hyoka.store.models import CityCheck, FindingRecord
from hyoka.store.reach import visible
from hyoka.store.reporting import year_to_report
from hyoka.web.listing import Column, Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.words import say, term
from hyoka.workflow import Action

_SORTS = ("measure", "division", "severity", "check")


@screen(Action.CITY_CHECK)
def city(request: HttpRequest) -> HttpResponse:
    years, year, sort, found = _asked(request)
    shown = {
        "years": years,
        "year": year,
        "sort": sort,
        "query": f"year={year}" if year else "",
        "ordered": f"year={year}&sort={sort}" if sort else f"year={year}",
        "columns": [
            Column("measure", say("評価表", "Sheet")), Column("division", say("課", "Division")),
            Column("severity", say("重さ", "Severity")), Column("check", say("点検", "Check")),
        ],
        "rows": [(one, titles().get(one.check_name, one.check_name)) for one in found],
        "checked": CityCheck.objects.filter(fiscal_year=year).values_list("checked_at", flat=True).first(),
        "breadcrumb": [
            {"label": say("指摘の一覧", "Findings"), "url": "/findings/"}, {"label": say("全市での点検", "The whole city"), "url": ""},
        ],
    }  # fmt: skip
    return render(request, "findings/city.html", shown)


@screen(Action.CITY_CHECK)
def city_file(request: HttpRequest, format: str) -> HttpResponse:
    _, year, _, found = _asked(request)
    headings = [say("施策", "No."), say("施策名", "Measure"), say("課", "Division"), say("重さ", "Severity"), say("指摘の内容", "Finding"), say("場所", "Place"), say("点検", "Check")]  # fmt: skip
    rows = [
        (
            one.sheet.measure_no, one.sheet.measure, one.sheet.division.name, term(one.severity),
            one.words, one.where, one.check_name,
        )
        for one in found
    ]  # fmt: skip
    listed = Listed("city-findings", say("全市での点検", "The whole city"), headings, rows, {"year": str(year or "")}, Action.CITY_CHECK)  # fmt: skip
    return as_file(request, listed, format)


def _asked(request: HttpRequest) -> tuple[list[int], int | None, str, list[FindingRecord]]:
    years = sorted(set(visible(request.actor).order_by().values_list("fiscal_year", flat=True)), reverse=True)
    asked = request.GET.get("year", "")
    year = (
        int(asked)
        if asked.isascii() and asked.isdigit() and int(asked) in years
        else year_to_report(request.actor)
    )
    sort = request.GET.get("sort", "")
    if sort.removeprefix("-") not in _SORTS:
        sort = ""
    if year is None:
        return years, None, sort, []
    found = find_findings(request.actor, SheetFilter(year=year), FindingFilter(reach="city"), sort)
    return years, year, sort, list(found)
