"""届ける — what was approved of a year goes into the past columns of the sheets that carry it on.

The past belongs to the year's own approved sheet: nobody types it a second time, and a correction there arrives here.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property

from django.db import transaction
from django.db.models import F, Q

from hyoka.actions.change import Change
from hyoka.actions.door_rows import remove_row
from hyoka.actions.editing import Editing
from hyoka.carrying import Arrival, Dropped, arrivals, departures
from hyoka.layouts import Season
from hyoka.sheet import Op, Sheet
from hyoka.store.actors import SYSTEM
from hyoka.store.cells import encode, text_of
from hyoka.store.documents import document_of, document_of_revision
from hyoka.store.lineage import joined_before, origins_of
from hyoka.store.models import Origin, SheetRecord, SheetRevision, Via
from hyoka.workflow import Stage

FIXED = tuple(stage.value for stage in Stage if stage.is_fixed)


def awaiting() -> list[int]:
    """The open sheets whose past columns are not those of the newest approved versions of the year before."""
    open_ones = SheetRecord.objects.exclude(stage__in=FIXED)
    plain = open_ones.filter(
        Q(arrived=None) | ~Q(arrived=F("carried_from__final")),
        carried_from__final__season=Season.EVALUATION.value,
        origins=None,
    )
    parted = open_ones.filter(
        Q(origins__arrived=None) | ~Q(origins__arrived=F("origins__source__final")),
        origins__source__final__season=Season.EVALUATION.value,
    )
    unfinished = Origin.objects.filter(
        Q(source__final=None) | ~Q(source__final__season=Season.EVALUATION.value)
    )
    found = {*plain.values_list("pk", flat=True), *parted.values_list("pk", flat=True)}
    return sorted(found - set(unfinished.values_list("sheet_id", flat=True)))


def arrive(pk: int, *, at: datetime) -> int:
    """届ける — bring what was approved of the year before into the past columns; how many cells changed.

    A sheet made of parts of several waits until all of them are approved: sums of half of them would be wrong.
    Rows that the approved evaluation ends go from a plan that is still being written, unless somebody has typed in
    them: then the check speaks. All of it stands in the history, and a removed row can be brought back.
    """
    with transaction.atomic():
        key = SheetRecord.objects.values_list("key", flat=True).get(pk=pk)
        editing = Editing.open(key=key, by=SYSTEM, at=at, via=Via.SYSTEM)
        editing.is_late = False  # nobody is late with what arrives
        record = editing.record
        approved = _Approved(record)
        if approved.sheet is None or approved.has_arrived or record.stage in FIXED:
            return 0
        sheet, old = document_of(record), approved.sheet
        many = _bring(editing, list(arrivals(sheet, old)), approved.version)
        if record.season == Season.PLANNING.value:
            _take_away(editing, departures(sheet, old, editing.layout), approved.version)
        approved.note(record)
        editing.close()
        return many


class _Approved:
    """What was approved of the year before, as the one document that a sheet goes on from."""

    def __init__(self, record: SheetRecord) -> None:
        self.origins = origins_of(record)
        sources = [portion.source for _, portion in self.origins] or [record.carried_from]
        finals: list[SheetRevision | None] = [getattr(source, "final", None) for source in sources]
        is_complete = all(final is not None and final.season == Season.EVALUATION.value for final in finals)
        self.finals: list[SheetRevision] = (
            [final for final in finals if final is not None] if is_complete else []
        )
        arrived = [origin.arrived_id for origin, _ in self.origins] or [record.arrived_id]
        self.has_arrived = arrived == [final.pk for final in self.finals]
        self.version = max((final.pk for final in self.finals), default=0)

    @cached_property
    def sheet(self) -> Sheet | None:
        documents = {final.sheet_id: document_of_revision(final) for final in self.finals}
        if self.origins:
            return joined_before([portion for _, portion in self.origins], documents) if documents else None
        return next(iter(documents.values()), None)

    def note(self, record: SheetRecord) -> None:
        """That it has arrived. The caller saves the record."""
        for (origin, _), final in zip(self.origins, self.finals, strict=False):
            origin.arrived = final
            origin.save(update_fields=["arrived"])
        if not self.origins:
            record.arrived = self.finals[0]


def _bring(editing: Editing, found: Sequence[Arrival], version: int) -> int:
    editing.load(str(one.place) for one in found)
    for number, (place, value) in enumerate(found):
        stored = encode(value)
        text, name = text_of(stored), f"arrive-{editing.record.pk}-{version}-{number}"
        change = Change(name, Op.SET, place, editing.cell(place).rev, text, "")
        answer = {"status": "saved", "place": place, "rev": editing.next_seq, "value": text}
        editing.put(change, stored, answer)
    return len(found)


def _take_away(editing: Editing, found: Iterable[Dropped], version: int) -> None:
    for number, drop in enumerate(found):
        if not _is_typed_in(editing.record, drop.place):
            name = f"depart-{editing.record.pk}-{version}-{number}"
            remove_row(editing, Change(name, Op.REMOVE, drop.place, editing.record.seq, "", ""))


def _is_typed_in(record: SheetRecord, place: str) -> bool:
    return bool(record.edits.filter(place__startswith=f"{place}/", person__isnull=False).exists())
