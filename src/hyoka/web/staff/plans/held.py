"""計画を引く — the record behind an address, and what every page of a plan shows."""

from typing import Any

from django.http import Http404, HttpRequest

from hyoka.plan import Plan, ReformOutline
from hyoka.store.models import PlanKind, PlanRecord
from hyoka.store.plans import Kept, document_in
from hyoka.store.reach import options
from hyoka.web.words import say
from hyoka.workflow import Action, may

KINDS = {
    PlanKind.PLAN: ("総合計画", "Comprehensive plan"),
    PlanKind.OUTLINE: ("行政改革大綱", "Reform outline"),
    PlanKind.RENEWAL: ("改定の対応表", "Renewal"),
}
# The tables of a document, with what they are called.
TABLES = {
    "nodes": ("計画の項目", "Nodes"),
    "indicators": ("目標指標", "Indicators"),
    "items": ("取組事項", "Items"),
}


def held(plan: str) -> PlanRecord:
    """Raises Http404."""
    record = PlanRecord.objects.filter(key=plan).exclude(document="").first()
    if record is None:
        raise Http404
    return record


def of_kind(record: PlanRecord, what: str) -> Kept:
    """The document, where it has a table of that name. Raises Http404."""
    document = document_in(record)
    names = {Plan: ("nodes", "indicators"), ReformOutline: ("items",)}.get(type(document), ())
    if what not in names:
        raise Http404
    return document


def may_keep(request: HttpRequest) -> bool:
    return may(request.actor, Action.KEEP_PLAN, None, options())


def around(request: HttpRequest, record: PlanRecord, *trail: tuple[str, str]) -> dict[str, Any]:
    """What every page of a plan shows; `trail`: words and addresses below it."""
    return {
        "record": record,
        "kind": say(*KINDS[PlanKind(record.kind)]),
        "may_keep": may_keep(request),
        "breadcrumb": [
            {"label": say("総合計画と大綱", "Plans"), "url": "/plans/"},
            {"label": record.name, "url": f"/plans/{record.key}/" if trail else ""},
            *({"label": words, "url": url} for words, url in trail),
        ],
    }
