"""年度と締切 — rounds open, get another deadline, close."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.rounds import change_deadline, close_round, open_round
from hyoka.layouts import Season
from hyoka.store.desk import plans, stage_counts
from hyoka.store.models import Round, SheetRecord
from hyoka.store.reach import route, visible
from hyoka.web import posted
from hyoka.web.deadline import JAPAN, NotAMoment, left, moment
from hyoka.web.policy import screen
from hyoka.web.templatetags.words import era, jst
from hyoka.web.words import say, term
from hyoka.workflow import Action, Stage

CLOCK = "17:15"  # the end of the office's day


@screen(Action.SEASONS)
def page(request: HttpRequest) -> HttpResponse:
    return _page(request)


@screen(Action.SEASONS, methods=("POST",))
def open_(request: HttpRequest) -> HttpResponseBase:
    try:
        taken = open_round(
            fiscal_year=_year(request.POST.get("year", "")),
            season=_season(request.POST.get("season", "")),
            deadline=moment(request.POST.get("day", ""), request.POST.get("clock", "")),
            by=request.actor,
            at=request.now,
            op_id=posted.op_id(request),
        )
    except (Refusal, NotAMoment) as problem:
        return _told(request, problem)
    messages.success(request, say(f"{_name(taken)}の受付を開きました。締切は {jst(taken.deadline)} です。", f"Opened {_name(taken)}, due {jst(taken.deadline)}."))  # fmt: skip
    if taken.season == Season.EVALUATION.value and plans(taken.fiscal_year)[0]:
        return redirect("seasons_begin", pk=taken.pk)
    return redirect("seasons")


@screen(Action.SEASONS, methods=("POST",))
def deadline(request: HttpRequest, pk: int) -> HttpResponseBase:
    try:
        taken = change_deadline(
            pk=pk,
            deadline=moment(request.POST.get("day", ""), request.POST.get("clock", "")),
            by=request.actor,
            at=request.now,
            op_id=posted.op_id(request),
        )
    except (Refusal, NotAMoment) as problem:
        return _told(request, problem, of=pk)
    messages.success(request, say(f"{_name(taken)}の締切を {jst(taken.deadline)} に変えました。", f"{_name(taken)} is now due {jst(taken.deadline)}."))  # fmt: skip
    return redirect("seasons")


@screen(Action.SEASONS, methods=("GET", "POST"))
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    taken = get_object_or_404(Round, pk=pk)
    if request.method == "POST":
        close_round(pk=pk, by=request.actor, at=request.now, op_id=posted.op_id(request))
        messages.success(request, say(f"{_name(taken)}の受付を閉じました。", f"Closed {_name(taken)}."))
        return redirect("seasons")
    unfinished = visible(request.actor).filter(fiscal_year=taken.fiscal_year, season=taken.season)
    unfinished = unfinished.exclude(stage__in=[stage.value for stage in Stage if stage.is_fixed])
    shown = {
        "round": taken,
        "name": _name(taken),
        "unfinished": unfinished.order_by("division", "measure_no"),
        "op_id": posted.new_op_id(),
        "breadcrumb": _breadcrumb(say("受付を閉じる", "Close")),
    }
    return render(request, "seasons/close.html", shown)


# ── the page ──


def _page(
    request: HttpRequest, *, problem: str = "", of: int | None = None, status: int = 200
) -> HttpResponse:
    counts = stage_counts(visible(request.actor))
    lines = [
        _line(one, counts.get((one.fiscal_year, one.season), {}), request, of) for one in Round.objects.all()
    ]
    typed = request.POST if of is None else {}
    shown = {
        "lines": lines,
        "problem": problem if of is None else "",
        "of": of,
        "of_problem": problem if of is not None else "",
        "years": _years(request),
        "carry_years": list(
            SheetRecord.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct()[:3]
        ),
        "seasons": [season.value for season in Season],
        "typed": {name: typed.get(name, "") for name in ("year", "season", "day", "clock")},
        "clock": CLOCK,
        "op_id": posted.new_op_id(),
        "today": request.now.astimezone(JAPAN).date().isoformat(),
    }
    return render(request, "seasons/page.html", shown, status=status)


def _line(one: Round, counts: dict[str, int], request: HttpRequest, of: int | None) -> dict[str, Any]:
    due = one.deadline.astimezone(JAPAN) if one.deadline else None
    typed = request.POST if of == one.pk else {}
    total, fixed = sum(counts.values()), sum(n for stage, n in counts.items() if Stage(stage).is_fixed)
    return {
        "round": one,
        "name": _name(one),
        "left": left(one.deadline, request.now) if one.is_open else None,
        "day": typed.get("day") or (due.date().isoformat() if due and one.is_open else ""),
        "clock": typed.get("clock") or (f"{due:%H:%M}" if due and one.is_open else CLOCK),
        "total": total,
        "fixed": fixed,
        "stages": [(stage.value, counts[stage.value]) for stage in route() if counts.get(stage.value)],
        "has_plans": one.is_open
        and one.season == Season.EVALUATION.value
        and bool(plans(one.fiscal_year)[0]),
        "op_id": posted.new_op_id(),
    }


def _told(request: HttpRequest, problem: Exception, *, of: int | None = None) -> HttpResponse:
    """The same page with what was typed and what is wrong; what is nobody's to mend goes on to the typed errors."""
    if isinstance(problem, NotAllowed):
        raise problem
    return _page(request, problem=str(problem), of=of, status=422)


def _years(request: HttpRequest) -> list[int]:
    """From the first year that has a sheet to the next fiscal year."""
    here = request.now.astimezone(JAPAN)
    now = here.year if here.month >= 4 else here.year - 1
    known = set(SheetRecord.objects.order_by().values_list("fiscal_year", flat=True).distinct())
    return sorted({now - 1, now, now + 1, *known}, reverse=True)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise NotAMoment(say("年度を選んでください。", "Choose a fiscal year."))
    return int(text)


def _season(text: str) -> Season:
    try:
        return Season(text)
    except ValueError as error:
        raise NotAMoment(say("計画時か評価時を選んでください。", "Choose planning or evaluation.")) from error


def _name(taken: Round) -> str:
    return f"{era(taken.fiscal_year)} {term(taken.season)}"


def _breadcrumb(here: str) -> list[dict[str, str]]:
    return [{"label": say("年度と締切", "Rounds"), "url": "/seasons/"}, {"label": here, "url": ""}]
