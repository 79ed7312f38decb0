"""経過と版 — what became of a sheet: its moves and versions, corrections, opinions and answers; and each frozen document."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hyoka.judging import Judged
from hyoka.layouts import load_layout
from hyoka.store.documents import document_of_revision
from hyoka.store.models import Opinion, SheetRecord, SheetRevision
from hyoka.store.past import correction_of, readable_revisions
from hyoka.web import posted
from hyoka.web.policy import screen
from hyoka.web.staff.edit.form import Beside, ReadOnly, navigation, render_form
from hyoka.web.staff.review.sheet import head, may_on, the_sheet
from hyoka.web.words import say
from hyoka.workflow import Action


@screen(Action.READ_PUBLISHED)
def page(request: HttpRequest, key: str) -> HttpResponse:
    return shown(request, key)


def shown(
    request: HttpRequest, key: str, *, status: int = 200, refused: dict[str, str] | None = None
) -> HttpResponse:
    record = the_sheet(request, key)
    actor = request.actor
    may_read = may_on(actor, Action.READ, record) or may_on(actor, Action.READ_FINAL, record)
    context = {
        **head(request, record, "record", say("経過と版", "Record")),
        "revisions": [
            _told(record, revision)
            for revision in readable_revisions(record, actor).defer("document").order_by("-number")
        ],
        "may_see_opinions": may_read,
        "opinions": [
            {"opinion": opinion, "op_id": posted.new_op_id()}
            for opinion in Opinion.objects.filter(sheet=record).select_related("person", "answered_by")
        ]
        if may_read
        else [],
        "may_opine": may_on(actor, Action.OPINE, record),
        "may_answer": may_on(actor, Action.ANSWER, record),
        "op_id": posted.new_op_id(),
        "refused": refused or {},
    }
    return render(request, "review/record.html", context, status=status)


@screen(Action.READ_PUBLISHED)
def revision(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A frozen document, as it was submitted, approved, published."""
    record = the_sheet(request, key)
    found = readable_revisions(record, request.actor).filter(number=number).first()
    if found is None:
        raise Http404
    sheet, layout = document_of_revision(found), load_layout(record.layout)
    numbers = list(readable_revisions(record, request.actor).values_list("number", flat=True))
    at = numbers.index(number)
    context = {
        **head(request, record, "record", say(f"第{number}版", f"Version {number}")),
        **_told(record, found),
        "form": render_form(sheet, layout, ReadOnly(), Beside()),
        "navigation": navigation(sheet, layout),
        "judgements": [Judged.model_validate(one) for one in found.judgements],
        "earlier": numbers[at - 1] if at else None,
        "later": numbers[at + 1] if at + 1 < len(numbers) else None,
        "may_compare": may_on(request.actor, Action.READ, record),
    }
    return render(request, "review/revision.html", context)


def _told(record: SheetRecord, revision: SheetRevision) -> dict[str, Any]:
    return {
        "revision": revision,
        "is_final": revision.pk == record.final_id,
        "is_published": revision.pk == record.published_id,
        "correction": correction_of(revision),
    }
