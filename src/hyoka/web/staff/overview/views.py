"""市の見渡し — one page: what works, what it costs, what is behind and why, and where evaluation led to a change."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hyoka.reports.overview import EARLIER, NOW, Line, Overview, Standing, overview
from hyoka.store.finding_sheets import SheetFilter
from hyoka.store.reach import visible
from hyoka.store.reporting import material_for, named, year_to_report
from hyoka.web.policy import screen
from hyoka.web.staff.overview.scatter import Dot, scatter
from hyoka.web.templatetags.words import era
from hyoka.web.words import say
from hyoka.workflow import Action

YEARS = 5
MOST = 6  # lines of a list on the page
_STEPS = (100, 80, 60, 40)  # of the heat map: the word in the cell says the same


@screen(Action.REPORT)
def page(request: HttpRequest) -> HttpResponse:
    years = sorted(set(visible(request.actor).order_by().values_list("fiscal_year", flat=True)), reverse=True)
    asked = request.GET.get("year", "")
    year = (
        int(asked)
        if asked.isascii() and asked.isdigit() and int(asked) in years
        else year_to_report(request.actor)
    )
    if year is None:
        return render(request, "overview/page.html", {"years": [], "year": None})
    wanted = [one for one in years if year - YEARS < one <= year]
    materials = [
        material_for(request.actor, SheetFilter(year=one), NOW if one == year else EARLIER) for one in wanted
    ]
    found = overview([material.city for material in materials])
    return render(
        request, "overview/page.html", _shown(request, found, materials[0].behind) | {"all_years": years}
    )


def _shown(request: HttpRequest, found: Overview, waiting: int) -> dict[str, Any]:
    year = found.fiscal_year
    now = found.total[year]
    keys = [one.sheet for one in found.behind[:MOST]]
    names = named(request.actor, keys)
    dots = [
        Dot(line.no, line.name, standing.cost, standing.share)
        for line in found.lines
        if (standing := line.years.get(year)) and standing.cost and standing.share is not None
    ]
    return {
        "year": year,
        "years": list(found.years),
        "is_by_policy": found.is_by_policy,
        "now": now,
        "thousand": now.cost // 1000 if now.cost is not None else None,
        "scatter": scatter(
            dots, title=say(f"{era(year)}の費用と達成", f"FY{year}: cost and achievement"),
            across=say("決算額（なければ予算額）", "Settlement, else budget"), up=say("達成した指標の割合（%）", "Indicators met (%)"),
        ),
        "lines": [_line(line, found.years) for line in found.lines],
        "biggest": [_change(*one) for one in found.biggest(MOST)],
        "behind": [{"one": one, "division": names[one.sheet].division if one.sheet in names else ""} for one in found.behind[:MOST]],
        "behind_total": len(found.behind),
        "led": found.led[:MOST],
        "led_total": len(found.led),
        "findings": found.findings,
        "unexplained": found.unexplained,
        "waiting": waiting,
        "sheets": len(now.sheets),
    }  # fmt: skip


def _line(line: Line, years: tuple[int, ...]) -> dict[str, Any]:
    return {
        "no": line.no,
        "name": line.name,
        "cells": [_cell(line.years.get(year), year, line.no) for year in years],
    }


def _cell(standing: Standing | None, year: int, no: str) -> dict[str, Any]:
    share = standing.share if standing else None
    step = next((at for at, least in enumerate(_STEPS) if share is not None and share >= least), len(_STEPS))
    return {
        "year": year,
        "share": share,
        "words": f"{standing.met}/{standing.judged}" if standing and standing.judged else "—",
        "step": step if share is not None else "none",
        "cost": standing.cost // 1000 if standing and standing.cost is not None else None,
        "is_settled": bool(standing and standing.is_settled),
    }


def _change(line: Line, points: int | None, cost: int | None) -> dict[str, Any]:
    return {"line": line, "points": points, "cost": cost // 1000 if cost is not None else None}
