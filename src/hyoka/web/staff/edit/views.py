"""記入の画面の答え — the page, a save, the news since, a cell's history, one block of the form."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from hyoka.actions.door import save
from hyoka.actions.moves import may_move
from hyoka.sheet import NoSuchPlace
from hyoka.store.cells import text_of
from hyoka.store.models import Outcome
from hyoka.store.plans import standing_of
from hyoka.store.reach import options, subject_of, visible
from hyoka.store.seen import seen_of
from hyoka.web.policy import screen
from hyoka.web.staff.edit.form import navigation, render_block, render_form
from hyoka.web.staff.edit.incoming import read_changes
from hyoka.web.staff.edit.showing import beside, findings_list, shown_to
from hyoka.web.staff.reorganise.told import on_sheet
from hyoka.web.templatetags.words import jst
from hyoka.workflow import Action, may

_STATUS = (("conflict", 409), ("refused", 422))


@screen(Action.READ_PUBLISHED)
def page(request: HttpRequest, key: str) -> HttpResponse:
    shown = shown_to(request.actor, key)
    record = shown.record
    is_working = shown.revision is None
    return render(
        request,
        "edit/page.html",
        {
            "record": record,
            "seen": seen_of(record, request.actor),
            "sheet": shown.sheet,
            "standing": standing_of(shown.sheet.position.measure_no or "", record.fiscal_year),
            "layout": shown.layout,
            "form": render_form(shown.sheet, shown.layout, shown.rights, beside(request.actor, shown)),
            "navigation": navigation(shown.sheet, shown.layout),
            "revision": shown.revision,
            "is_working": is_working,
            "may_edit": is_working and may(request.actor, Action.EDIT, shown.subject, options()),
            "may_comment": is_working and may(request.actor, Action.COMMENT, shown.subject, options()),
            "may_explain": is_working and may(request.actor, Action.EXPLAIN, shown.subject, options()),
            "may_see_history": may(request.actor, Action.HISTORY, shown.subject, options()),
            "moves": may_move(record, request.actor) if is_working else (),
            "findings": findings_list(record, request.actor) if is_working else [],
            "acts": on_sheet(record),
        },
    )


@screen(Action.EDIT, methods=("POST",))
def edits(request: HttpRequest, key: str) -> HttpResponse:
    """Save: 200 all saved, 409 a colleague was faster somewhere, 422 something was refused; see each result."""
    saved = save(key=key, changes=read_changes(request.body), by=request.actor, at=request.now)
    status = next((code for word, code in _STATUS if word in saved.statuses), 200)
    body = {
        "results": [*saved.results, *saved.mirrored],
        "seq": saved.seq,
        "server_time": request.now.isoformat(),
        "csrf": get_token(request),
    }
    return JsonResponse(body, status=status)


@screen(Action.READ)
def state(request: HttpRequest, key: str) -> HttpResponse:
    """What happened since an event: others' cells, findings, stage."""
    record = _working(request, key)
    since = _number(request.GET.get("since", "0"))
    newer = record.edits.filter(seq__gt=since, outcome=Outcome.SAVED).select_related("person").order_by("seq")
    if not may(request.actor, Action.HISTORY, subject_of(record), options()):
        newer = newer.none()  # who wrote what when, and what has been taken out, is history
    cells = {
        edit.place: {
            "rev": edit.seq,
            "value": text_of(edit.value) if edit.op == "set" else "",
            "op": edit.op,
            "by": edit.person.name if edit.person else "",
            "by_me": edit.person_id == request.actor.person,
            "at": jst(edit.at),
        }
        for edit in newer[:2_000]
    }
    return JsonResponse(
        {
            "seq": record.seq,
            "cells_seq": record.cells_seq,
            "cells": cells,
            "findings": findings_list(record, request.actor),
            "findings_seq": record.findings_seq,
            "stage": record.stage,
            "season": record.season,
            "server_time": request.now.isoformat(),
        }
    )


@screen(Action.HISTORY)
def history(request: HttpRequest, key: str) -> HttpResponse:
    """Every edit of one cell, parked ones too, newest first."""
    record = _working(request, key, Action.HISTORY)
    place = request.GET.get("place", "")
    edits = [
        {
            "seq": edit.seq,
            "at": jst(edit.at),
            "by": edit.person.name if edit.person else "",
            "text": text_of(edit.value),
            "before": text_of(edit.before),
            "outcome": edit.outcome,
            "outcome_label": Outcome(edit.outcome).label,
            "via": edit.get_via_display(),
            "is_late": edit.is_late,
        }
        for edit in record.edits.filter(place=place[:255])
        .exclude(outcome=Outcome.SAME)
        .select_related("person")
        .order_by("-seq")[:200]
    ]
    if request.GET.get("format") == "json":
        return JsonResponse({"place": place, "edits": edits})
    return render(request, "edit/history.html", {"edits": edits, "record": record})


@screen(Action.READ_PUBLISHED)
def fragment(request: HttpRequest, key: str) -> HttpResponse:
    """One block of the form as it is now, after rows came or went."""
    shown = shown_to(request.actor, key)
    try:
        block = render_block(
            shown.sheet,
            shown.layout,
            shown.rights,
            beside(request.actor, shown),
            request.GET.get("place", "")[:255],
        )
    except (NoSuchPlace, LookupError) as error:
        raise Http404 from error
    return HttpResponse(block)


def _working(request: HttpRequest, key: str, action: Action = Action.READ):  # type: ignore[no-untyped-def]
    record = visible(request.actor).filter(key=key).first()
    if record is None or not may(request.actor, action, subject_of(record), options()):
        raise Http404
    return record


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0
