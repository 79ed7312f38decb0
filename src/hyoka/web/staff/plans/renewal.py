"""計画の改定 — a new plan takes the place of the old one: what became of every measure and direction."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from hyoka.actions.plans import keep_plan
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.plan import Became, Node, Plan, Renewal
from hyoka.plan.plan_rows import what_is_wrong
from hyoka.store.models import PlanKind, PlanRecord
from hyoka.values import derive_key
from hyoka.web import posted
from hyoka.web.policy import screen
from hyoka.web.words import say
from hyoka.workflow import Action

MOST_AFTER = 3  # new measures of one old measure that the form has room for


@screen(Action.KEEP_PLAN, methods=("GET", "POST"))
def page(request: HttpRequest) -> HttpResponseBase:
    plans = {one.key: one for one in PlanRecord.objects.filter(kind=PlanKind.PLAN.value).exclude(document="")}
    before, after = (request.POST.get(name) or request.GET.get(name, "") for name in ("before", "after"))
    if not (before and after):
        return _choose(request, plans)
    if before not in plans or after not in plans:
        raise Http404
    if before == after:
        return _choose(request, plans, say("前の計画と新しい計画に、別のものを選んでください。", "Choose two different plans."))  # fmt: skip
    old, new = (Plan.model_validate_json(plans[key].document) for key in (before, after))
    held = PlanRecord.objects.filter(key=derive_key("renewal", before, after)).exclude(document="").first()
    if new.valid_from is None:
        return _choose(request, plans, say(f"「{new.name}」に始まりの年度がありません。先に「名称と期間」で入れてください。", f"{new.name} has no first year yet."))  # fmt: skip
    problem = ""
    if request.method == "POST" and "op_id" in request.POST:
        try:
            renewal = Renewal(
                key=derive_key("renewal", before, after), fiscal_year=new.valid_from, before=before, after=after,
                steps=tuple(_steps(request, old, new)),
            )  # fmt: skip
            made = keep_plan(
                document=renewal, seen=posted.number(request.POST.get("seen", "0")), by=request.actor, at=request.now,
                op_id=posted.op_id(request), reason=request.POST.get("why", ""),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refusal as refusal:
            problem = refusal.message
        except ValueError as error:
            problem = what_is_wrong(error)
        else:
            messages.success(request, say("改定の対応表を保存しました。年度更新は、これに従います。", "Saved. The roll-over follows it."))  # fmt: skip
            return redirect("plans_one", plan=made.key)
    return _form(request, old, new, held, problem)


def _steps(request: HttpRequest, old: Plan, new: Plan) -> list[Became]:
    found = []
    for node in _mapped(old):
        chosen = [request.POST.get(f"after:{node.key}:{at}", "") for at in range(MOST_AFTER)]
        after = tuple(dict.fromkeys(key for key in chosen if key and new.find_node(key)))
        reason = request.POST.get(f"reason:{node.key}", "").strip()
        if after or reason:
            found.append(Became(before=node.key, after=after, reason=reason))
    return found


def _mapped(old: Plan) -> list[Node]:
    """The measures, each with its directions below it."""
    return [one for measure in old.measures for one in (measure, *old.children(measure.key))]


def _choose(request: HttpRequest, plans: dict[str, PlanRecord], problem: str = "") -> HttpResponse:
    shown = {
        "plans": list(plans.values()), "problem": problem, "breadcrumb": _trail(),
        "before": request.POST.get("before") or request.GET.get("before", ""),
        "after": request.POST.get("after") or request.GET.get("after", ""),
    }  # fmt: skip
    return render(request, "plans/choose.html", shown, status=422 if problem else 200)


def _form(request: HttpRequest, old: Plan, new: Plan, held: PlanRecord | None, problem: str) -> HttpResponse:
    renewal = Renewal.model_validate_json(held.document) if held else None
    lines: list[dict[str, Any]] = []
    below = [one for measure in new.measures for one in (measure, *new.children(measure.key))]
    for node in _mapped(old):
        is_measure = node.level == old.measure_level
        was = next((step for step in renewal.steps if step.before == node.key), None) if renewal else None
        chosen = list(was.after) if was else _guess(node, new if is_measure else None)
        if request.method == "POST" and problem:
            chosen = [request.POST.get(f"after:{node.key}:{at}", "") for at in range(MOST_AFTER)]
        chosen = (chosen + [""] * MOST_AFTER)[: MOST_AFTER if is_measure else 1]
        reason = request.POST.get(f"reason:{node.key}", was.reason if was else "")
        lines.append({"node": node, "is_measure": is_measure, "chosen": chosen, "reason": reason})
    shown = {
        "old": old, "new": new, "lines": lines, "measures": new.measures, "below": below, "problem": problem,
        "seen": request.POST.get("seen", held.version if held else 0), "op_id": posted.new_op_id(), "breadcrumb": _trail(),
        "why": request.POST.get("why", ""),
    }  # fmt: skip
    return render(request, "plans/renewal_form.html", shown, status=422 if problem else 200)


def _guess(node: Node, new: Plan | None) -> list[str]:
    """A measure of the same name is offered."""
    return [one.key for one in (new.measures if new else ()) if one.name == node.name][:1]


def _trail() -> list[dict[str, str]]:
    return [
        {"label": say("総合計画と大綱", "Plans"), "url": "/plans/"},
        {"label": say("計画の改定", "Renewal"), "url": ""},
    ]
