"""年度更新 — first what would happen to every sheet, then the sheets in parcels, with how far it has come."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from hyoka.actions.carry import Line, State, carry, prepare
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.layouts import layout_names, load_layout
from hyoka.store.models import SheetRecord
from hyoka.web.policy import screen
from hyoka.web.templatetags.words import era
from hyoka.web.words import say
from hyoka.workflow import Action

PARCEL = 15  # sheets of one request: a second or two


@screen(Action.SEASONS, methods=("GET", "POST"))
def page(request: HttpRequest, year: int) -> HttpResponseBase:
    """GET: what will happen. POST: the next parcel; the page comes back until nothing is left."""
    if not SheetRecord.objects.filter(fiscal_year=year).exists():
        raise Http404
    layout = request.POST.get("layout") or request.GET.get("layout", "")
    if layout not in layout_names() or not load_layout(layout).years.holds(year + 1):
        layout = ""
    lines = prepare(year, layout)
    if request.method == "POST":
        refused = _carry(request, [line for line in lines if line.state is State.READY][:PARCEL], layout)
        for problem in refused:
            messages.error(request, problem)
        running = "" if refused else "&running=1"
        return redirect(f"{request.path}?layout={layout}{running}")
    return _shown(request, year, layout, lines)


def _carry(request: HttpRequest, lines: list[Line], layout: str) -> list[str]:
    """Why some were not carried."""
    refused = []
    for line in lines:
        try:
            carry(key=line.record.key, by=request.actor, at=request.now, layout=layout)
        except NotAllowed:
            raise
        except Refusal as refusal:
            refused.append(f"{line.record.division.name} {line.record.measure_no}: {refusal.message}")
    return refused


def _shown(request: HttpRequest, year: int, layout: str, lines: list[Line]) -> HttpResponse:
    counts = {state: sum(line.state is state for line in lines) for state in State}
    to_come = counts[State.READY]
    shown: dict[str, Any] = {
        "year": year,
        "lines": lines,
        "counts": {state.value: many for state, many in counts.items()},
        "done": counts[State.DONE],
        "total": counts[State.DONE] + to_come,
        "to_come": to_come,
        "is_running": to_come > 0 and "running" in request.GET,
        "dropped": sum(len(line.dropped) for line in lines),
        "layout": layout,
        "layouts": _layouts(year),
        "next": year + 1,
        "breadcrumb": [
            {"label": say("年度と締切", "Rounds"), "url": "/seasons/"},
            {"label": say(f"{era(year + 1)}へ繰り越す", f"Carry into FY{year + 1}"), "url": ""},
        ],
    }
    return render(request, "seasons/carry.html", shown)


def _layouts(year: int) -> list[tuple[str, str]]:
    """The forms that have a column for the next year."""
    found = [load_layout(name) for name in layout_names()]
    return [
        (one.name, f"{one.municipality} {one.title}（{one.name}）")
        for one in found
        if one.years.holds(year + 1)
    ]
