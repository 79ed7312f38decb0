"""年度更新 — every sheet of a year gets the next one, before its evaluation, at the division that has the work then.

Each sheet for itself, in a transaction of its own: interrupted or run again, nothing is made twice.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.db import transaction

from hyoka.actions.editing import NotFound
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.take_in import take_in
from hyoka.carrying import (
    CannotCarry,
    Dropped,
    carry_forward,
    ended_rows,
    note_of_taking,
    noted,
)  # fmt: skip
from hyoka.layouts import NoSuchLayout, Season, load_layout
from hyoka.sheet import Place, Sheet, put
from hyoka.store.documents import documents_of
from hyoka.store.lineage import Target, joined_before, measures_beside, targets_of
from hyoka.store.models import CellRecord, Origin, SheetRecord, Via
from hyoka.store.reach import options
from hyoka.values import FiscalYear, derive_key
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
    targets: tuple[Target, ...] = ()  # the sheets that it becomes

    @property
    def goes(self) -> str:
        """The divisions that take it over; "": it stays where it is, as a whole."""
        if all(target.is_plain and target.division.pk == self.record.division_id for target in self.targets):
            return ""
        return "、".join(target.division.name for target in self.targets)


def prepare(fiscal_year: int, layout: str = "") -> list[Line]:
    """下見 — what a roll-over of this year would do to each sheet, without doing it.

    `layout`: another form from the next year on; needed where a sheet's own form has no columns for it.
    """
    records = list(
        SheetRecord.objects.filter(fiscal_year=fiscal_year)
        .select_related("division")
        .order_by("division__order", "division", "measure_no")
    )
    there = _There(fiscal_year + 1)
    becomes = _becomes(targets_of(records, fiscal_year))
    ending = _with_endings(records)
    lines = []
    for record in records:
        targets = becomes.get(record.pk, ())
        to_make = [target for target in targets if not there.has(target)]
        if not targets:
            lines.append(Line(record, State.ENDED))
        elif not to_make:
            lines.append(Line(record, State.DONE, targets=targets))
        elif any(_waits(portion.source) for target in to_make for portion in target.portions):
            lines.append(Line(record, State.WAITS, targets=targets))
        elif any(next_layout(target.portions[0].source, layout) is None for target in to_make):
            lines.append(Line(record, State.NO_FORM, targets=targets))
        else:
            lines.append(Line(record, State.READY, ending.get(record.pk, ()), targets))
    return lines


def _becomes(targets: Iterable[Target]) -> dict[int, tuple[Target, ...]]:
    """The next year's sheets of each sheet, by its id."""
    found: dict[int, tuple[Target, ...]] = {}
    for target in targets:
        for portion in target.portions:
            found[portion.source.pk] = (*found.get(portion.source.pk, ()), target)
    return found


def _waits(record: SheetRecord) -> bool:
    """Whether its plan is not fixed yet."""
    return record.season == Season.PLANNING.value and record.stage not in FIXED


class _There:
    """The sheets of a year that are there already: by division and measure, or by what they carry on as a whole."""

    def __init__(self, year: int) -> None:
        rows = SheetRecord.objects.filter(fiscal_year=year).values_list(
            "carried_from", "division", "measure_no"
        )
        self._held = {(division, measure) for _, division, measure in rows}
        self._carried = {before for before, _, _ in rows if before}

    def has(self, target: Target) -> bool:
        is_carried = target.is_plain and target.portions[0].source.pk in self._carried
        return is_carried or (target.division.pk, target.measure_no) in self._held


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
    """The form of the next year: the wanted one, else the sheet's own; None where neither has the year."""
    for name in (wanted, record.layout):
        if name and _has_year(name, record.fiscal_year + 1):
            return name
    return None


def _has_year(name: str, fiscal_year: int) -> bool:
    try:
        return load_layout(name).years.holds(fiscal_year)
    except NoSuchLayout:
        return False


def carry(*, key: str, by: Actor, at: datetime, layout: str = "") -> SheetRecord:
    """繰り越す — make next year's sheet of this one, or find it there.

    Where its work has passed to other divisions, all the sheets that it becomes are made, together with the parts that
    come from other sheets; the first of them is given back. Raises NotAllowed, NotFound, Refusal.
    """
    if not may(by, Action.SEASONS, None, options()):
        raise NotAllowed
    with transaction.atomic():
        asked = SheetRecord.objects.filter(key=key).first()
        if asked is None:
            raise NotFound(key)
        records = list(
            SheetRecord.objects.select_for_update(of=("self",))
            .select_related("division")
            .filter(fiscal_year=asked.fiscal_year, measure_no__in=measures_beside(asked))
            .order_by("key")
        )
        targets = _becomes(targets_of(records, asked.fiscal_year)).get(asked.pk, ())
        if not targets:
            raise Refusal(
                "E-DIVISION",
                f"{asked.division.name}は翌年度の初めにはありません。「組織改編」で、引き継ぐ課を登録してください。",
            )
        made = [_there(target) or _make(target, by, at, layout) for target in targets]
        return made[0]


def _there(target: Target) -> SheetRecord | None:
    source = target.portions[0].source
    found = SheetRecord.objects.filter(
        fiscal_year=source.fiscal_year + 1, division=target.division, measure_no=target.measure_no
    )
    carried: SheetRecord | None = source.carried_to.first() if target.is_plain else None
    return carried or found.first()


def _make(target: Target, by: Actor, at: datetime, layout: str) -> SheetRecord:
    sources = [portion.source for portion in target.portions]
    main = sources[0]
    for source in sources:
        if _waits(source):
            raise Refusal(
                "E-STAGE",
                f"{source.division.name}の計画がまだ確定していません。確定してから繰り越してください。",
            )
    old, new = load_layout(main.layout), load_layout(next_layout(main, layout) or main.layout)
    key = derive_key("sheet", main.fiscal_year + 1, target.division.key, target.measure_no)
    documents = documents_of(sources)
    sheet = joined_before(target.portions, documents)
    assert sheet is not None
    try:
        carried = carry_forward(sheet, old, new, key=key).sheet
    except CannotCarry as problem:
        raise Refusal("E-FORM", str(problem)) from problem
    made = take_in(
        sheet=_as_held_by(target, carried), division=target.division, season=Season.PLANNING, by=by, at=at,
        via=Via.SYSTEM, source=main.key,
    )  # fmt: skip
    made.carried_from = main
    made.save(update_fields=["carried_from"])
    if not target.is_plain:
        Origin.objects.bulk_create(
            Origin(
                sheet=made,
                source=portion.source,
                cuts=[[cut.takes, sorted(cut.rows)] for cut in portion.cuts],
                numbers=dict(portion.numbers),
            )
            for portion in target.portions
        )
    return made


def _as_held_by(target: Target, sheet: Sheet) -> Sheet:
    """With the head of the division that takes it over, and the note of the transfer beside the work that came."""
    changes: list[tuple[Place, str]] = []
    division = target.division
    if any(portion.source.division_id != division.pk for portion in target.portions):
        changes += [
            (Place("/head/department"), division.department), (Place("/head/division"), division.name),
        ]  # fmt: skip
    for portion in target.portions:
        if portion.taken and portion.source.division_id != division.pk:
            note = note_of_taking(FiscalYear(sheet.fiscal_year), portion.source.division.name)
            changes += noted(sheet, portion.taken, note)
    for place, text in changes:
        sheet = put(sheet, place, text)
    return sheet.model_copy(update={"position": target.position}) if target.position else sheet


__all__ = ["Line", "State", "carry", "next_layout", "prepare"]
