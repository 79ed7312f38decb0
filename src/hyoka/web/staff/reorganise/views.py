"""組織改編と事務移管 — what has been told so far; and a new act: asked for, looked at, done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.timezone import localdate

from hyoka.actions.editing import NotFound
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.reorganising import check, preview, reorganise
from hyoka.store.actors import is_valid
from hyoka.store.lineage import first_day, fiscal_year_of
from hyoka.store.models import DivisionRecord, Step, SuccessionRecord
from hyoka.web import posted
from hyoka.web.listing import Column, Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.staff.reorganise.asked import PASSES, Row, chosen, day_of, names_of, plan_of, rows_of, typed
from hyoka.web.staff.reorganise.told import KINDS, Told, told
from hyoka.web.templatetags.words import day, jst
from hyoka.web.words import say
from hyoka.workflow import Action

_SORTS: dict[str, Callable[[Told], Any]] = {
    "on": lambda one: (one.act.on, one.act.pk),
    "kind": lambda one: one.kind,
    "before": lambda one: one.before,
    "after": lambda one: one.after,
    "at": lambda one: one.act.at,
}


@screen(Action.REORGANISE)
def page(request: HttpRequest) -> HttpResponse:
    sort = _sort(request)
    shown = {
        "acts": _acts(sort),
        "columns": [
            Column("on", say("日", "Day")),
            Column("kind", say("種別", "Kind")),
            Column("before", say("前の課", "Before")),
            Column("after", say("後の課", "After")),
        ],
        "sort": sort,
        "ordered": urlencode({"sort": sort} if sort else {}),
    }
    return render(request, "reorganise/page.html", shown)


@screen(Action.REORGANISE)
def table(request: HttpRequest, format: str) -> HttpResponse:
    headings = [say("日", "Day"), say("種別", "Kind"), say("前の課", "Before"), say("後の課", "After"), say("移管した事務", "Duties"), say("理由", "Reason"), say("登録した人", "By"), say("登録した日時", "At")]  # fmt: skip
    rows = [
        (
            str(one.act.on), one.kind, one.before, one.after, "\n".join(one.passes), one.act.reason,
            one.act.by.name if one.act.by else "", jst(one.act.at),
        )
        for one in _acts(_sort(request))
    ]  # fmt: skip
    listed = Listed(
        "reorganisations", say("組織改編", "Reorganisations"), headings, rows, {}, Action.REORGANISE
    )
    return as_file(request, listed, format)


def _sort(request: HttpRequest) -> str:
    wanted = request.GET.get("sort", "")
    return wanted if wanted.removeprefix("-") in _SORTS else ""


def _acts(sort: str) -> list[Told]:
    found = list(told(SuccessionRecord.objects.select_related("by").order_by("-on", "-pk")))
    if sort:
        found.sort(key=_SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))
    return found


@screen(Action.REORGANISE, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """What is asked for, then (for a split or a transfer) which work goes where, then what will happen, then done."""
    if request.method != "POST":
        return _ask(request)
    step = request.POST.get("step", "")
    try:
        if step == "ask":
            return _ask(request)
        rows = _rows(request)
        if rows and step == "work":
            check_first(request)
            return _work(request, rows)
        plan = plan_of(request, rows)
        check(plan)
        if step != "do":
            return _look(request, rows)
        done = reorganise(plan, by=request.actor, at=request.now, op_id=posted.op_id(request))
    except NotAllowed:
        raise
    except NotFound:
        return _ask(request, problem=say("選ばれた課が見つかりません。選び直してください。", "A chosen division is not there any more."))  # fmt: skip
    except Refusal as refusal:
        return _ask(request, problem=refusal.message)
    messages.success(request, say(f"組織改編を登録しました（担当が替わった評価表 {len(done.kept)} 件、新しい課 {len(done.begun)}）。", f"Done: {len(done.kept)} sheets have another division, {len(done.begun)} divisions are new."))  # fmt: skip
    return redirect("reorganise")


def check_first(request: HttpRequest) -> None:
    """Before the work is shown: the days and names must be right. Raises Refusal."""
    on = day_of(request.POST.get("on", ""))
    after = names_of(request.POST.get("after", ""), on)
    least = 2 if request.POST.get("kind") == Step.SPLIT.value else 1
    if len(after) < least or len(request.POST.getlist("before")) != 1:
        words = "分割は、前の課を一つ、後の課を二つ以上選んでください。"
        if least == 1:
            words = "事務移管は、渡す課と受ける課を一つずつ選んでください。"
        raise Refusal("E-VALUE", words)


def _rows(request: HttpRequest) -> dict[str, Row]:
    before = request.POST.getlist("before")
    if request.POST.get("kind") not in [kind.value for kind in PASSES] or len(before) != 1:
        return {}
    return rows_of(before[0], day_of(request.POST.get("on", "")))


def _ask(request: HttpRequest, problem: str = "") -> HttpResponse:
    today = localdate(request.now)
    divisions = [
        one for one in DivisionRecord.objects.order_by("order", "name")
        if one.valid_until is None or is_valid(one, today)
    ]  # fmt: skip
    facts = typed(request)
    shown = {
        "typed": facts | {"on": facts["on"] or str(first_day(fiscal_year_of(today) + 1))},
        "kinds": [(kind.value, say(*words)) for kind, words in KINDS.items()],
        "divisions": divisions,
        "departments": sorted({one.department for one in divisions}),
        "problem": problem,
        "breadcrumb": _breadcrumb(),
    }
    return render(request, "reorganise/ask.html", shown, status=422 if problem else 200)


def _carried(request: HttpRequest) -> dict[str, Any]:
    """What the next step takes along."""
    kind = Step(request.POST["kind"])
    return {
        "typed": typed(request),
        "kind": say(*KINDS[kind]),
        "takers": [name for name, _ in names_of(request.POST.get("after", ""), day_of(request.POST["on"]))],
        "is_split": kind is Step.SPLIT,
        "op_id": posted.new_op_id(),
        "breadcrumb": _breadcrumb(),
    }


def _work(request: HttpRequest, rows: dict[str, Row]) -> HttpResponse:
    return render(request, "reorganise/work.html", _carried(request) | {"rows": chosen(request, rows)})


def _look(request: HttpRequest, rows: dict[str, Row]) -> HttpResponse:
    plan = plan_of(request, rows)
    outcome = preview(plan, by=request.actor, at=request.now)
    names = dict(DivisionRecord.objects.filter(key__in=plan.before).values_list("key", "name"))
    shown = {
        "outcome": outcome,
        "plan": plan,
        "day": day(plan.on),
        "before": [names.get(key, key) for key in plan.before],
        "rows": [row for row in chosen(request, rows) if row.taker],
    }
    return render(request, "reorganise/look.html", _carried(request) | shown)


def _breadcrumb() -> list[dict[str, str]]:
    return [
        {"label": say("組織改編", "Reorganisations"), "url": "/divisions/"},
        {"label": say("登録する", "New"), "url": ""},
    ]
