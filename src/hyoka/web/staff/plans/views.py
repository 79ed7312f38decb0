"""総合計画と大綱 — what there is, one of them as it stands, and what changed from version to version."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from hyoka.actions.plans import keep_plan
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.plan import Level, Plan, ReformOutline, Renewal
from hyoka.plan.plan_rows import what_is_wrong
from hyoka.plan.tabled import parse_year
from hyoka.store.models import PlanKind, PlanRecord, PlanVersion
from hyoka.store.plans import changes_between, document_in, progress
from hyoka.values import derive_key
from hyoka.web import posted
from hyoka.web.listing import Column, Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.staff.plans.held import KINDS, around, held, may_keep
from hyoka.web.words import say
from hyoka.workflow import Action

LEVELS = "基本目標\n基本方針\n施策\n施策の方向"
_FACTS = ("kind", "name", "since", "until", "levels")


_SORTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "name": lambda one: one["record"].name,
    "kind": lambda one: one["record"].kind,
    "years": lambda one: (one["first"] or 0, one["last"] or 0),
    "version": lambda one: one["record"].version,
}


@screen(Action.PLAN)
def page(request: HttpRequest) -> HttpResponse:
    records = PlanRecord.objects.exclude(document="")
    sort = _sort(request)
    shown = {
        "plans": _listed(sort),
        "columns": _columns(),
        "sort": sort,
        "query": "",
        "ordered": urlencode({"sort": sort} if sort else {}),
        "may_keep": may_keep(request),
        "may_renew": records.filter(kind=PlanKind.PLAN.value).count() > 1,
    }
    return render(request, "plans/page.html", shown)


@screen(Action.PLAN)
def table(request: HttpRequest, format: str) -> HttpResponse:
    """The same list as a file."""
    headings = [say("名称", "Name"), say("種別", "Kind"), say("始まり", "From"), say("終わり", "Until"), say("版", "Version")]  # fmt: skip
    rows = [
        (
            one["record"].name, one["kind"], one["first"].wareki if one["first"] else "",
            one["last"].wareki if one["last"] else "", one["record"].version,
        )
        for one in _listed(_sort(request))
    ]  # fmt: skip
    listed = Listed("plans", say("総合計画と大綱", "Plans"), headings, rows, {}, Action.PLAN)
    return as_file(request, listed, format)


def _sort(request: HttpRequest) -> str:
    wanted = request.GET.get("sort", "")
    return wanted if wanted.removeprefix("-") in _SORTS else ""


def _listed(sort: str) -> list[dict[str, Any]]:
    found = []
    for record in PlanRecord.objects.exclude(document=""):
        document = document_in(record)
        first, last = (
            (document.fiscal_year, None)
            if isinstance(document, Renewal)
            else (document.valid_from, document.valid_until)
        )
        kind = say(*KINDS[PlanKind(record.kind)])
        found.append({"record": record, "kind": kind, "document": document, "first": first, "last": last})
    if sort:
        found.sort(key=_SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))
    return found


def _columns() -> list[Column]:
    return [
        Column("name", say("名称", "Name")),
        Column("kind", say("種別", "Kind")),
        Column("years", say("期間", "Years")),
        Column("version", say("版", "Version"), number=True),
    ]


@screen(Action.KEEP_PLAN, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """A plan without nodes, or an outline without items: they come by a file or one by one."""
    typed = {name: request.POST.get(name, "") for name in _FACTS}
    if request.method != "POST":
        return _ask(request, {**typed, "kind": PlanKind.PLAN.value, "levels": LEVELS})
    try:
        op_id = posted.op_id(request)
        made = keep_plan(
            document=_made(typed, derive_key("plan", op_id)), seen=0, by=request.actor, at=request.now, op_id=op_id,
            reason=say("新しく作った", "New"),
        )  # fmt: skip
    except NotAllowed:
        raise
    except (Refusal, ValueError) as problem:
        return _ask(request, typed, problem=_words(problem))
    messages.success(request, say(f"「{made.name}」を作りました。項目は、ファイルから取り込むか、一つずつ加えます。", f"Made {made.name}. Its rows come by a file or one by one."))  # fmt: skip
    return redirect("plans_one", plan=made.key)


def _made(typed: dict[str, str], key: str) -> Plan | ReformOutline:
    """Raises ValueError."""
    name = typed["name"].strip()
    if not name:
        raise ValueError(say("計画の名称を書いてください。", "Give it a name."))
    since = parse_year(typed["since"], say("始まりの年度", "First year")) if typed["since"].strip() else None
    until = parse_year(typed["until"], say("終わりの年度", "Last year")) if typed["until"].strip() else None
    if typed["kind"] == PlanKind.OUTLINE.value:
        return ReformOutline(key=key, name=name, valid_from=since, valid_until=until)
    names = [line.strip() for line in typed["levels"].splitlines() if line.strip()]
    if not names:
        raise ValueError(say("段の名を上から一行に一つ書いてください。", "Name the levels, one a line."))
    levels = tuple(Level(key=derive_key("level", key, one), name=one) for one in dict.fromkeys(names))
    return Plan(key=key, name=name, levels=levels, valid_from=since, valid_until=until)


def _words(problem: Exception) -> str:
    return problem.message if isinstance(problem, Refusal) else what_is_wrong(problem) if isinstance(problem, ValueError) else str(problem)  # fmt: skip


def _ask(request: HttpRequest, typed: dict[str, str], problem: str = "") -> HttpResponse:
    shown = {
        "typed": typed,
        "problem": problem,
        "kinds": [(kind.value, say(*KINDS[kind])) for kind in (PlanKind.PLAN, PlanKind.OUTLINE)],
        "op_id": posted.new_op_id(),
        "breadcrumb": [{"label": say("総合計画と大綱", "Plans"), "url": "/plans/"}, {"label": say("新しく作る", "New"), "url": ""}],
    }  # fmt: skip
    return render(request, "plans/new.html", shown, status=422 if problem else 200)


@screen(Action.PLAN)
def one(request: HttpRequest, plan: str) -> HttpResponse:
    record = held(plan)
    document = document_in(record)
    shown: dict[str, Any] = {
        **around(request, record),
        "document": document,
        "versions": record.versions.select_related("by").defer("document"),
    }
    if isinstance(document, Plan):
        names = {level.key: level.name for level in document.levels}
        promised: dict[str, list[Any]] = {}
        for indicator in document.indicators:
            promised.setdefault(indicator.node, []).append(indicator)
        shown["nodes"] = [
            {
                "node": node, "level": names[node.level], "depth": len(document.path(node.key)) - 1,
                "indicators": promised.get(node.key, []),
            }
            for node in _in_order(document, None)
        ]  # fmt: skip
    if isinstance(document, Renewal):
        shown["steps"] = _steps(document)
    return render(request, f"plans/{record.kind}.html", shown)


def _in_order(plan: Plan, above: str | None) -> list[Any]:
    return [one for node in plan.children(above) for one in (node, *_in_order(plan, node.key))]


def _steps(renewal: Renewal) -> list[dict[str, Any]]:
    plans = {one.key: Plan.model_validate_json(one.document) for one in PlanRecord.objects.filter(key__in=(renewal.before, renewal.after))}  # fmt: skip
    old, new_plan = plans[renewal.before], plans[renewal.after]
    return [
        {
            "before": old.get_node(step.before).label,
            "after": [new_plan.get_node(key).label for key in step.after],
            "reason": step.reason,
        }
        for step in renewal.steps
        if old.find_node(step.before)
    ]


@screen(Action.KEEP_PLAN, methods=("GET", "POST"))
def head(request: HttpRequest, plan: str) -> HttpResponseBase:
    """The name and the years of a plan."""
    record = held(plan)
    document = document_in(record)
    if isinstance(document, Renewal):
        raise Http404
    typed = {"name": document.name, "since": document.valid_from.short if document.valid_from else "", "until": document.valid_until.short if document.valid_until else ""}  # fmt: skip
    problem = ""
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        try:
            made = _made({**typed, "kind": record.kind, "levels": LEVELS}, record.key)
            period = {"name": made.name, "valid_from": made.valid_from, "valid_until": made.valid_until}
            fields = {name: getattr(document, name) for name in type(document).model_fields}
            keep_plan(
                document=type(document)(**{**fields, **period}), seen=posted.number(request.POST.get("seen", "")),
                by=request.actor, at=request.now, op_id=posted.op_id(request), reason=request.POST.get("reason", ""),
            )  # fmt: skip
        except NotAllowed:
            raise
        except (Refusal, ValueError) as error:
            problem = _words(error)
        else:
            messages.success(request, say("保存しました。", "Saved."))
            return redirect("plans_one", plan=record.key)
    words = say("名称と期間", "Name and years")
    shown = {**around(request, record, (words, "")), "typed": typed, "problem": problem, "seen": request.POST.get("seen", record.version), "op_id": str(uuid4())}  # fmt: skip
    return render(request, "plans/head.html", shown, status=422 if problem else 200)


@screen(Action.PLAN)
def item(request: HttpRequest, plan: str, row: str) -> HttpResponse:
    """An item of the outline with its yearly plan, and beside it what the sheets tell of it."""
    record = held(plan)
    document = document_in(record)
    found = document.find_item(row) if isinstance(document, ReformOutline) else None
    if found is None or not isinstance(document, ReformOutline):
        raise Http404
    shown = {
        **around(request, record, (found.label.label, "")),
        "item": found,
        "told": list(progress(request.actor, found, document)),
    }
    return render(request, "plans/item.html", shown)


@screen(Action.PLAN)
def version(request: HttpRequest, plan: str, version: int) -> HttpResponse:
    """What changed with a version."""
    record = held(plan)
    found = PlanVersion.objects.filter(plan=record, number=version).select_related("by").first()
    if found is None:
        raise Http404
    before = PlanVersion.objects.filter(plan=record, number=version - 1).first()
    shown = {
        **around(request, record, (say(f"第{version}版", f"Version {version}"), "")),
        "version": found,
        "earlier": version - 1 if before else None,
        "later": version + 1 if version < record.version else None,
        "changes": changes_between(record.kind, before.document, found.document) if before else None,
    }
    return render(request, "plans/version.html", shown)
