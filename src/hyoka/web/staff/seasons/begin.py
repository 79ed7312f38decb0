"""評価の開始 — which sheets will begin, then the sheets in parcels with how far it has come, at last what became of each."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from hyoka.actions.rounds import Begun, begin_evaluation
from hyoka.layouts import Season
from hyoka.store.desk import begun_with, plans
from hyoka.store.models import Round
from hyoka.web import posted
from hyoka.web.policy import screen
from hyoka.web.templatetags.words import era
from hyoka.web.words import say, term
from hyoka.workflow import Action

PARCEL = 25  # sheets of one request: less than a second


@screen(Action.SEASONS, methods=("GET", "POST"))
def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """POST: the next parcel; the page comes back until nothing is left, or until a sheet cannot begin."""
    taken = get_object_or_404(Round, pk=pk, season=Season.EVALUATION.value)
    if request.method == "POST":
        op_id = posted.op_id(request)
        begun = begin_evaluation(pk=pk, by=request.actor, at=request.now, op_id=op_id, most=PARCEL)
        if not all(line.is_begun for line in begun):
            return _ended(request, taken, begun)
        return redirect(f"{request.path}?op_id={op_id}")
    ready, waiting = plans(taken.fiscal_year)
    op_id = posted.op_id_asked(request)
    done = begun_with(taken.fiscal_year, op_id) if op_id else []
    if done and not ready:
        return _ended(request, taken, [Begun(record, True) for record in done])
    shown = {
        "ready": ready,
        "waiting": waiting,
        "done": len(done),
        "total": len(done) + len(ready),
        "op_id": op_id or posted.new_op_id(),
    }
    return render(request, "seasons/begin.html", {**_named(taken), **shown})


def _ended(request: HttpRequest, taken: Round, begun: list[Begun]) -> HttpResponse:
    done = sum(line.is_begun for line in begun)
    left = len(plans(taken.fiscal_year)[0])
    shown = {"begun": begun, "done": done, "failed": len(begun) - done, "left": left}
    return render(request, "seasons/begun.html", {**_named(taken), **shown})


def _named(taken: Round) -> dict[str, Any]:
    return {
        "round": taken,
        "name": f"{era(taken.fiscal_year)} {term(taken.season)}",
        "breadcrumb": [
            {"label": say("年度と締切", "Rounds"), "url": "/seasons/"},
            {"label": say("評価を始める", "Begin the evaluation"), "url": ""},
        ],
    }
