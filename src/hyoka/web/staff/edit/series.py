"""同じ指標を結ぶ画面 — which indicators of a sheet are entered once, which may be, and a form to link any two."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from hyoka.actions.link import link, unlink
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.checks.words.alike import same_quantity
from hyoka.layouts import describe
from hyoka.sheet import IndicatorKind, Series, each_series
from hyoka.sheet.linking import linked
from hyoka.web import posted
from hyoka.web.policy import screen
from hyoka.web.staff.edit.showing import shown_to
from hyoka.web.words import say
from hyoka.workflow import Action, Group, may_type_in


@screen(Action.READ)
def page(request: HttpRequest, key: str) -> HttpResponse:
    return _page(request, key)


def _page(request: HttpRequest, key: str, problem: str = "") -> HttpResponse:
    shown = shown_to(request.actor, key)
    if shown.revision is not None:  # only who may read the work sees what is linked in it
        raise Http404
    held = list(each_series(shown.sheet))
    outcomes = [one for one in held if one.kind is IndicatorKind.OUTCOME]
    outputs = [one for one in held if one.kind is IndicatorKind.OUTPUT]
    pairs = list(linked(shown.sheet))
    known = {(str(pair.outcome.values_at), str(pair.output.values_at)) for pair in pairs}

    def told(series: Series) -> dict[str, str]:
        place = str(series.values_at)
        return {
            "place": place,
            "name": series.indicator.name or "",
            "where": describe(shown.layout, shown.sheet, f"{place}/name"),
        }

    suggested = [
        (told(one), told(other))
        for one in outcomes
        for other in outputs
        if (str(one.values_at), str(other.values_at)) not in known
        and (verdict := same_quantity(one, other, shown.layout.municipality)) is not None
        and not verdict.differing
    ]
    context = {
        "record": shown.record,
        "pairs": [(told(pair.outcome), told(pair.output)) for pair in pairs],
        "suggested": suggested,
        "outcomes": [told(one) for one in outcomes],
        "outputs": [told(one) for one in outputs],
        "may_link": may_type_in(request.actor, Group.CONTENT, shown.subject),
        "problem": problem,
        "op_id": posted.new_op_id(),
        "breadcrumb": [
            {
                "label": f"{shown.record.measure_no} {shown.record.measure}",
                "url": f"/sheets/{shown.record.key}/",
            },
            {"label": say("同じ指標を結ぶ", "Link indicators"), "url": ""},
        ],
    }
    return render(request, "edit/series.html", context, status=422 if problem else 200)


@screen(Action.EDIT, methods=("POST",))
def change(request: HttpRequest, key: str) -> HttpResponseBase:
    act = unlink if request.POST.get("act") == "unlink" else link
    try:
        act(
            key=key, outcome=request.POST.get("outcome", ""), output=request.POST.get("output", ""), by=request.actor,
            at=request.now, op_id=posted.op_id(request),
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, key, refusal.message)
    messages.success(request, say("結びました。これからは、一方に書くと、もう一方にも入ります。", "Linked: what you type in one stands in the other.") if act is link else say("結びを解きました。", "Unlinked."))  # fmt: skip
    return redirect("edit_series", key=key)
