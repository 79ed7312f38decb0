"""これまで — what stood in a sheet earlier: at an event, at a revision, last year; and who changed it since."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from hyoka.layouts import Season
from hyoka.sheet import Op, Place, Sheet
from hyoka.store.cells import put_together
from hyoka.store.documents import document_of_revision
from hyoka.store.lineage import Portion, joined_before, origins_of
from hyoka.store.models import Origin, Outcome, SheetRecord, SheetRevision, Via, Visit
from hyoka.store.reach import frozen_for, options, subject_of, visible
from hyoka.workflow import Action, Actor, Move, Stage, may


def document_at(record: SheetRecord, seq: int) -> Sheet:
    """The sheet as it stood after an event: today's cells, with every later edit taken back."""
    cells = {
        place: (is_rows, value)
        for place, is_rows, value in record.cells.values_list("place", "is_rows", "value")
    }
    later = record.edits.filter(seq__gt=seq, outcome=Outcome.SAVED).order_by("-seq")
    for op, place, before in later.values_list("op", "place", "before"):
        at = (
            place if op == Op.SET.value else str(Place(place).parent)
        )  # rows: the order of the list they are in
        if at in cells:
            cells[at] = (cells[at][0], before)
    return put_together(record.key, ((place, *held) for place, held in cells.items()))


class Touch(NamedTuple):
    """Who edited a place last, when, and by which way it came."""

    name: str
    at: datetime
    via: str
    is_late: bool


def touches(record: SheetRecord, *, after: int = 0, until: int | None = None) -> dict[str, Touch]:
    """The last edit of every place between two events."""
    edits = record.edits.filter(seq__gt=after, outcome=Outcome.SAVED).order_by("seq")
    if until is not None:
        edits = edits.filter(seq__lte=until)
    return {
        place: Touch(name or "", at, str(Via(via).label), is_late)
        for place, name, at, via, is_late in edits.values_list(
            "place", "person__name", "at", "via", "is_late"
        )
    }


def touch_of(places: dict[str, Touch], place: str, *, is_row: bool) -> Touch | None:
    """Who changed a place; for a row that came, its own coming or else the last of its cells."""
    found = places.get(place)
    if found is not None or not is_row:
        return found
    inner = [touch for at, touch in places.items() if at.startswith(f"{place}/")]
    return inner[-1] if inner else None


def readable_revisions(record: SheetRecord, actor: Actor) -> QuerySet[SheetRevision]:
    """The frozen documents that a person may read: all for those who may see the history, else the approved ones.

    An external evaluator reads from the office's desk on; who reads only what is final or published, only that.
    """
    subject = subject_of(record)
    found = SheetRevision.objects.filter(sheet=record).select_related("by").order_by("number")
    if may(actor, Action.HISTORY, subject, options()):
        return found
    allowed = Q(pk__in=())
    for action, stages in (
        (Action.READ, (Stage.OFFICE, Stage.FINAL, Stage.PUBLISHED)),
        (Action.READ_FINAL, (Stage.FINAL, Stage.PUBLISHED)),
        (Action.READ_PUBLISHED, (Stage.PUBLISHED,)),
    ):
        if may(actor, action, subject, options()):
            allowed |= Q(stage__in=[stage.value for stage in stages])
    return found.filter(allowed)


def years_before(actor: Actor, records: Iterable[SheetRecord]) -> dict[int, SheetRecord]:
    """The sheets of the year before that this person may see, by record id: what a sheet was carried from, else the
    one of the same division and measure. One query.
    """
    held = list(records)
    found = (
        visible(actor)
        .select_related("division", "final", "published")
        .filter(
            Q(pk__in=[one.carried_from_id for one in held if one.carried_from_id])
            | Q(
                fiscal_year__in={one.fiscal_year - 1 for one in held},
                measure_no__in={one.measure_no for one in held},
            )
        )
    )
    by_id = {before.pk: before for before in found}
    by_name = {(one.fiscal_year + 1, one.division_id, one.measure_no): one for one in by_id.values()}
    answers = {}
    for record in held:
        before = by_id.get(record.carried_from_id) or by_name.get(
            (record.fiscal_year, record.division_id, record.measure_no)
        )
        if before is not None:
            answers[record.pk] = before
    return answers


def approved_before(record: SheetRecord, years: int = 2) -> list[Sheet]:
    """What was approved in the years before, newest first, for the checks; it ends at the first year without any.

    A sheet made of parts of several goes on from those parts, joined as it was.
    """
    found: list[Sheet] = []
    while len(found) < years:
        before = record.carried_from or SheetRecord.objects.filter(
            fiscal_year=record.fiscal_year - 1, division=record.division_id, measure_no=record.measure_no
        ).first()  # fmt: skip
        if before is None:
            break
        portions = [portion for _, portion in origins_of(record)] or [Portion(before)]
        finals = [portion.source.final for portion in portions]
        if any(final is None or final.season != Season.EVALUATION.value for final in finals):
            break
        documents = {final.sheet_id: document_of_revision(final) for final in finals if final is not None}
        joined = joined_before(portions, documents)
        if joined is not None:
            found.append(joined)
        record = before
    return found


def following(record: SheetRecord) -> QuerySet[SheetRecord]:
    """The sheets of the next year that carry this one on, or stand for the same division and measure."""
    same = Q(fiscal_year=record.fiscal_year + 1, division=record.division_id, measure_no=record.measure_no)
    parts = Origin.objects.filter(source=record).values("sheet")
    return SheetRecord.objects.filter(same | Q(carried_from=record) | Q(pk__in=parts))


def last_year_revision(actor: Actor, record: SheetRecord) -> SheetRevision | None:
    """The approved document of the year before, where this person may read it."""
    return last_years(actor, [record])[record.pk]


def last_years(actor: Actor, records: Iterable[SheetRecord]) -> dict[int, SheetRevision | None]:
    """The same for many sheets, by record id: one query."""
    held = list(records)
    before = years_before(actor, held)
    return {one.pk: frozen_for(actor, before[one.pk]) if one.pk in before else None for one in held}


def visit_of(record: SheetRecord, actor: Actor) -> Visit | None:
    return Visit.objects.filter(sheet=record, person_id=actor.person).first()


def correction_of(revision: SheetRevision) -> str:
    """訂正の理由 of a corrected version, shown with it for ever; "" for all others."""
    if not revision.is_correction:
        return ""
    opened = SheetRevision.objects.filter(
        sheet=revision.sheet_id, move=Move.CORRECT.value, number__lte=revision.number
    )
    return opened.order_by("-number").values_list("note", flat=True).first() or ""


__all__ = [
    "Touch", "approved_before", "correction_of", "document_at", "following", "last_year_revision", "last_years", "readable_revisions",
    "touch_of", "touches", "visit_of", "years_before",
]  # fmt: skip
