"""編集中 — a sheet held for change inside one transaction: its lock, its cells, and what is appended to its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from hyoka.actions.change import Change
from hyoka.actions.events import append, canonical, digest
from hyoka.layouts import Layout, load_layout
from hyoka.sheet import MONTHS, NoSuchPlace, Place, what_is_wrong
from hyoka.store.cells import text_of
from hyoka.store.models import CellEdit, CellRecord, Choice, Kind, Outcome, Round, SheetRecord
from hyoka.store.reach import subject_of, visible
from hyoka.workflow import Actor, Stage, Subject


class NotFound(LookupError):
    """There is no such sheet for this person; whether it exists at all is not told."""


class CannotHold(ValueError):
    """The cell cannot hold this value. The message is meant for the person."""

    @staticmethod
    def words(error: ValueError) -> str:
        if isinstance(error, ValidationError):
            return what_is_wrong(error.errors(include_url=False)[0])
        return str(error)


def lock(key: str, by: Actor) -> SheetRecord:
    """The sheet's row, held until the transaction ends. SQLite's transactions hold everything (BEGIN IMMEDIATE).

    Raises NotFound.
    """
    record = (
        SheetRecord.objects.select_for_update(of=("self",))
        .select_related("division", "keeper")
        .filter(key=key)
        .first()
    )
    if record is None or (by.person and not visible(by).filter(pk=record.pk).exists()):
        raise NotFound(key)
    return record


def lock_each(keys: Iterable[str], by: Actor) -> list[SheetRecord]:
    """The rows of many sheets, all or none, in the order of their keys: two who hold many do not wait for each other.

    Raises NotFound.
    """
    wanted = sorted(set(keys))
    held = SheetRecord.objects.select_for_update(of=("self",)).select_related("division", "keeper")
    records = list(held.prefetch_related("lent__division").filter(key__in=wanted).order_by("key"))
    seen = visible(by).filter(key__in=wanted).count() if by.person else len(records)
    if len(records) < len(wanted) or seen < len(wanted):
        raise NotFound(", ".join(wanted)[:200])
    return records


@dataclass
class Editing:
    record: SheetRecord
    layout: Layout
    subject: Subject
    by: Actor
    at: datetime
    via: Choice
    is_late: bool
    cells: dict[str, CellRecord] = field(default_factory=dict)

    @classmethod
    def open(cls, *, key: str, by: Actor, at: datetime, via: Choice) -> Editing:
        """Raises NotFound."""
        record = lock(key, by)
        taken = Round.objects.filter(fiscal_year=record.fiscal_year, season=record.season).first()
        return cls(
            record=record,
            layout=load_layout(record.layout),
            subject=subject_of(record, round_is_open=bool(taken and taken.is_open)),
            by=by,
            at=at,
            via=via,
            is_late=bool(taken and taken.deadline and at > taken.deadline),
        )

    def close(self) -> None:
        self.record.save()

    @property
    def next_seq(self) -> int:
        return self.record.seq + 1

    # ── cells ──

    def load(self, places: Iterable[str]) -> None:
        for cell in self.record.cells.filter(place__in=list(places)):
            self.cells[cell.place] = cell

    def cell(self, place: str) -> CellRecord:
        """Raises NoSuchPlace: the sheet has no such cell, or its row was taken out."""
        if place not in self.cells:
            self.load([place])
        cell = self.cells.get(place)
        if cell is None or cell.is_rows or not self.is_there(place):
            raise NoSuchPlace(place)
        return cell

    def order(self, holder: str) -> CellRecord:
        """The order of the rows below a place. Raises NoSuchPlace."""
        if holder not in self.cells:
            self.load([holder])
        cell = self.cells.get(holder)
        if cell is None or not cell.is_rows:
            raise NoSuchPlace(holder)
        return cell

    def is_there(self, place: str) -> bool:
        """Whether every row that a place lies in is still in the sheet."""
        here = Place(place)
        prefixes = [Place("/" + "/".join(here.parts[:n])) for n in range(len(here.parts))]
        missing = [str(prefix) for prefix in prefixes if str(prefix) not in self.cells]
        if missing:
            self.load(missing)
        for prefix, part in zip(prefixes, here.parts, strict=True):
            held = self.cells.get(str(prefix))
            if held is not None and held.is_rows and part not in held.value and f"{prefix}/{part}" != place:
                return False
        return True

    def text_at(self, place: str, rev: int) -> str:
        """What stood in a cell at a revision; 0: as it was taken in."""
        edits = self.record.edits.filter(place=place, outcome=Outcome.SAVED).order_by("seq")
        if rev:
            edit = edits.filter(seq=rev).first()
            return text_of(edit.value) if edit else ""
        first = edits.first()
        return text_of(first.before) if first else text_of(self.cell(place).value)

    def latest(self, place: str) -> CellEdit | None:
        edits = self.record.edits.filter(place=place, outcome=Outcome.SAVED)
        found: CellEdit | None = edits.select_related("person").order_by("-seq").first()
        return found

    def check_together(self, place: str, value: Any) -> None:
        """A bar ends after it begins. Raises CannotHold."""
        here = Place(place)
        other = {"from_month": "to_month", "to_month": "from_month"}.get(here.parts[-1])
        if other is None or value is None:
            return
        months = {here.parts[-1]: value, other: self.cell(here.parent / other).value}
        start, end = months["from_month"], months["to_month"]
        if (start and not 1 <= start <= 12) or (end and not 1 <= end <= 12):
            raise CannotHold("月は 1 から 12 までです。")
        if start and end and MONTHS.index(start) > MONTHS.index(end):
            raise CannotHold(f"線の終わり（{end}月）が始まり（{start}月）より前です。")

    # ── history ──

    def put(
        self, change: Change, value: Any, answer: dict[str, Any], *, cell: CellRecord | None = None
    ) -> None:
        """Set a cell (or an order of rows), with its edit in the chain."""
        cell = cell or self.cell(change.place)
        before, cell.value = cell.value, value
        self.keep(change, Outcome.SAVED, before, value, answer)
        cell.rev = self.record.seq
        cell.save()
        if cell.place == "/position/measure":  # the name by which lists know the sheet
            self.record.measure = text_of(value)[:255]
        self.record.cells_seq = self.record.seq
        self.record.fall_behind(self.at)
        self.record.touched_at = self.at
        self.record.touched_by_id = self.by.person or None
        self.record.is_late = self.record.is_late or (self.is_late and self._counts_as_late())

    def _counts_as_late(self) -> bool:
        """The deadline is for handing the sheet to the office: what the office mends there, or what is corrected
        after it was fixed, keeps its own mark and does not make the division late.
        """
        return self.record.stage != Stage.OFFICE.value and not self.record.correction

    def keep(self, change: Change, outcome: Choice, before: Any, value: Any, answer: dict[str, Any]) -> None:
        """Append an edit: applied, without effect, or parked."""
        event = append(
            self.record,
            Kind.EDIT,
            self.by,
            self.at,
            {
                "op": change.op.value,
                "op_id": change.op_id,
                "place": change.place,
                "base_rev": change.base_rev,
                "outcome": outcome,
                "via": self.via,
                "late": self.is_late,
                "before": digest(canonical(before)),
                "value": digest(canonical(value)),
            },
        )
        CellEdit.objects.create(
            event=event,
            sheet=self.record,
            seq=event.seq,
            op_id=change.op_id,
            op=change.op.value,
            place=change.place,
            base_rev=change.base_rev,
            outcome=outcome,
            via=self.via,
            is_late=self.is_late,
            before=before,
            value=value,
            answer=answer,
            person_id=self.by.person or None,
            at=self.at,
        )
