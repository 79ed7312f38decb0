"""確認を待つ評価表 — what waits for my approval, and approving several at once, each for itself."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hyoka.actions.moves import Wanted, move_each, offers
from hyoka.sheet import Sheet
from hyoka.sheet.matching import match_rows
from hyoka.store.documents import document_of_revision, documents_of
from hyoka.store.models import SheetRecord, SheetRevision
from hyoka.store.past import last_years
from hyoka.store.reach import visible
from hyoka.store.waiting import waiting_for
from hyoka.web import posted
from hyoka.web.policy import screen
from hyoka.web.staff.review.changes import count_changes
from hyoka.web.staff.review.sheet import title_of
from hyoka.workflow import Action

A_PAGE = 20


@screen(Action.MOVE, methods=("GET", "POST"))
def waiting(request: HttpRequest) -> HttpResponse:
    report = _approve(request) if request.method == "POST" else []
    pages = Paginator(waiting_for(request.actor), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _rows(request, list(page.object_list)),
        "report": report,
        "refused": [one for one in report if not one["stage"]],
        "op_id": posted.new_op_id(),
    }
    return render(request, "review/waiting.html", context)


def _approve(request: HttpRequest) -> list[dict[str, Any]]:
    """Each ticked sheet by what the list showed of it; what became of each, in words."""
    base = posted.op_id(request)
    wanted = [
        Wanted(
            key,
            posted.move(request.POST.get(f"move-{key}", "")),
            posted.number(request.POST.get(f"seen-{key}", "")),
            f"{base}-{key}",
        )
        for key in dict.fromkeys(request.POST.getlist("sheet"))
    ]
    answers = move_each(wanted=wanted, by=request.actor, at=request.now)
    known = {
        record.key: record
        for record in visible(request.actor).filter(key__in=[answer.key for answer in answers])
    }
    return [
        {
            "title": title_of(known[answer.key]) if answer.key in known else answer.key,
            "key": answer.key,
            "stage": answer.moved.stage.value if answer.moved else "",
            "number": answer.moved.revision if answer.moved else 0,
            "refusal": answer.refusal,
        }
        for answer in answers
    ]


def _rows(request: HttpRequest, records: list[SheetRecord]) -> list[dict[str, Any]]:
    sheets = documents_of(records)
    before = last_years(request.actor, records)
    return [_row(request, record, sheets.get(record.pk), before[record.pk]) for record in records]


def _row(
    request: HttpRequest, record: SheetRecord, sheet: Sheet | None, before: SheetRevision | None
) -> dict[str, Any]:
    approval = next((offer for offer in offers(record, request.actor) if offer.is_approval), None)
    changed = None
    if before is not None and sheet is not None:
        changed = count_changes(record, match_rows(document_of_revision(before), sheet), sheet)
    return {
        "record": record,
        "title": title_of(record),
        "move": approval.move.value if approval else "",
        "is_deputy": bool(approval and approval.is_deputy),
        "changed": changed,
        "explained": record.errors - record.unexplained,
    }
