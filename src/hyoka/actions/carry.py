"""年度更新 — every sheet of a year gets the next one, before its evaluation; what is approved later arrives there.

Each sheet for itself, in a transaction of its own: interrupted or run again, nothing is made twice.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q

from hyoka.actions.change import Change
from hyoka.actions.door_rows import remove_row
from hyoka.actions.editing import Editing, NotFound
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.take_in import take_in
from hyoka.carrying import Arrival, CannotCarry, Dropped, arrivals, carry_forward, departures, ended_rows
from hyoka.layouts import Season, layout_names, load_layout
from hyoka.sheet import Op
from hyoka.store.actors import SYSTEM
from hyoka.store.cells import encode, text_of
from hyoka.store.documents import document_of, document_of_revision, documents_of
from hyoka.store.models import CellRecord, SheetRecord, Via
from hyoka.store.reach import options
from hyoka.values import derive_key
from hyoka.workflow import Action, Actor, Stage, may

FIXED = tuple(stage.value for stage in Stage if stage.is_fixed)


class State(StrEnum):
    """What the roll-over means for one sheet."""

    READY = "ready"
    DONE = "done"  # next year's sheet is there
    WAITS = "waits"  # its plan is not fixed yet
    ENDED = "ended"  # its division is no more when the next year begins
    NO_FORM = "no_form"  # the form has no columns for the next year


class Line(NamedTuple):
    record: SheetRecord
    state: State
    dropped: tuple[Dropped, ...] = ()


def prepare(fiscal_year: int, layout: str = "") -> list[Line]:
    """下見 — what a roll-over of this year would do to each sheet, without doing it.

    `layout`: the form of the next year for sheets whose own form has no columns for it.
    """
    records = list(
        SheetRecord.objects.filter(fiscal_year=fiscal_year)
        .select_related("division")
        .order_by("division__order", "division", "measure_no")
    )
    there = _there(fiscal_year + 1)
    ending = _with_endings(records)
    lines = []
    for record in records:
        if record.pk in there or (record.division_id, record.measure_no) in there:
            lines.append(Line(record, State.DONE))
        elif _is_ended(record):
            lines.append(Line(record, State.ENDED))
        elif record.season == Season.PLANNING.value and record.stage not in FIXED:
            lines.append(Line(record, State.WAITS))
        elif next_layout(record, layout) is None:
            lines.append(Line(record, State.NO_FORM))
        else:
            lines.append(Line(record, State.READY, ending.get(record.pk, ())))
    return lines


def _is_ended(record: SheetRecord) -> bool:
    """Whether the division has ended before the next fiscal year begins."""
    until = record.division.valid_until
    return until is not None and until < date(record.fiscal_year + 1, 4, 1)


def _there(year: int) -> set[object]:
    """The sheets that have one in this year: by what they carry on, or by division and measure."""
    found: set[object] = set()
    for before, division, measure in SheetRecord.objects.filter(fiscal_year=year).values_list(
        "carried_from", "division", "measure_no"
    ):
        found |= {before, (division, measure)}
    return found


def _with_endings(records: Sequence[SheetRecord]) -> dict[int, tuple[Dropped, ...]]:
    """The rows whose end was decided; only the sheets with such a word in a cell are put together."""
    words = {word for name in {one.layout for one in records} for word in load_layout(name).ending_words}
    courses = CellRecord.objects.filter(
        sheet__in=records, place__endswith="/course", is_rows=False
    ).values_list("sheet_id", "value")
    named = {pk for pk, value in courses if value in words}
    held = [record for record in records if record.pk in named]
    documents = documents_of(held)
    return {one.pk: tuple(ended_rows(documents[one.pk], load_layout(one.layout))) for one in held}


def next_layout(record: SheetRecord, wanted: str = "") -> str | None:
    """The form of the next year: the sheet's own, else the wanted one; None where neither has the year."""
    year = record.fiscal_year + 1
    for name in (record.layout, wanted):
        if name and name in (*layout_names(), record.layout) and load_layout(name).years.holds(year):
            return name
    return None


def carry(*, key: str, by: Actor, at: datetime, layout: str = "") -> SheetRecord:
    """繰り越す — make next year's sheet of this one, or find it there.

    Raises NotAllowed, NotFound, Refusal.
    """
    if not may(by, Action.SEASONS, None, options()):
        raise NotAllowed
    with transaction.atomic():
        record = (
            SheetRecord.objects.select_for_update(of=("self",))
            .select_related("division")
            .filter(key=key)
            .first()
        )
        if record is None:
            raise NotFound(key)
        made = (
            record.carried_to.first()
            or SheetRecord.objects.filter(
                fiscal_year=record.fiscal_year + 1, division=record.division, measure_no=record.measure_no
            ).first()
        )
        if made is not None:
            return made
        if _is_ended(record):
            raise Refusal(
                "E-DIVISION",
                f"{record.division.name}は翌年度の初めにはありません。引き継ぐ課の評価表に移してください。",
            )
        if record.season == Season.PLANNING.value and record.stage not in FIXED:
            raise Refusal("E-STAGE", "計画がまだ確定していません。確定してから繰り越してください。")
        sheet = document_of(record)
        try:
            carried = carry_forward(
                sheet,
                load_layout(record.layout),
                load_layout(next_layout(record, layout) or record.layout),
                key=derive_key("sheet", record.fiscal_year + 1, record.division.key, record.measure_no),
            )
        except CannotCarry as problem:
            raise Refusal("E-FORM", str(problem)) from problem
        made = take_in(
            sheet=carried.sheet, division=record.division, season=Season.PLANNING, by=by, at=at,
            via=Via.SYSTEM, source=record.key,
        )  # fmt: skip
        made.carried_from = record
        made.save(update_fields=["carried_from"])
        return made


# ── what arrives ──


def awaiting() -> list[int]:
    """The open sheets whose past columns are not those of the newest approved version of the year before."""
    newest = F("carried_from__final")
    found = SheetRecord.objects.exclude(stage__in=FIXED).filter(
        Q(arrived=None) | ~Q(arrived=newest), carried_from__final__season=Season.EVALUATION.value
    )
    return list(found.order_by("pk").values_list("pk", flat=True))


def arrive(pk: int, *, at: datetime) -> int:
    """届ける — bring what was approved of the year before into the past columns; how many cells changed.

    Rows that the approved evaluation ends go from a plan that is still being written, unless somebody has typed in
    them: then the check speaks. All of it stands in the history, and a removed row can be brought back.
    """
    with transaction.atomic():
        key = SheetRecord.objects.values_list("key", flat=True).get(pk=pk)
        editing = Editing.open(key=key, by=SYSTEM, at=at, via=Via.SYSTEM)
        editing.is_late = False  # nobody is late with what arrives
        record, before = editing.record, editing.record.carried_from
        approved = before.final if before else None
        if approved is None or record.arrived_id == approved.pk or record.stage in FIXED:
            return 0
        sheet, old = document_of(record), document_of_revision(approved)
        many = _bring(editing, list(arrivals(sheet, old)), approved.pk)
        if record.season == Season.PLANNING.value:
            _take_away(editing, departures(sheet, old, editing.layout), approved.pk)
        record.arrived = approved
        editing.close()
        return many


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


__all__ = ["Line", "State", "arrive", "awaiting", "carry", "next_layout", "prepare"]
