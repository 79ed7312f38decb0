"""計画 — every difference between a file and the sheet that is there, judged: taken, asked about, refused, in conflict."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from hyoka.layouts import Layout, describe, load_layout
from hyoka.readers.reading import Reading
from hyoka.sheet import (
    Change,
    Op,
    Place,
    Presence,
    Row,
    Sheet,
    YearRow,
    diff,
    find,
    is_blank,
    leaves,
)
from hyoka.store.bases import seq_of
from hyoka.store.cells import encode, value_of
from hyoka.store.merging.aligned import Aligned, align
from hyoka.store.merging.item import Item, Verdict
from hyoka.store.merging.looking import other_unit, own_cells, revs_at, rows_within, said
from hyoka.store.models import SheetRecord
from hyoka.store.past import Touch, touches
from hyoka.store.reach import subject_of
from hyoka.values import Amount, Document, Entry, FiscalYear
from hyoka.workflow import Actor, why_not

# Which sheet it is, and how it is written down: nothing that is merged.
_IDENTITY = {"/version", "/layout", "/fiscal_year", "/municipality_code"}


@dataclass(frozen=True)
class Plan:
    """What a file would change, as of the event `seen`."""

    items: tuple[Item, ...]
    base_seq: int | None  # the version the file was written from; None: compared with what stands there
    seen: int
    is_strange_base: bool  # the file names a version that this office does not know

    def of(self, *verdicts: Verdict) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.verdict in verdicts)


def plan_of(
    record: SheetRecord, reading: Reading, actor: Actor, *, seen: int | None = None, salt: str
) -> Plan:
    """The same for the same file, person and `seen`, whatever has been typed since: what is confirmed is what was shown."""
    seen = record.cells_seq if seen is None else min(seen, record.cells_seq)
    base_seq = seq_of(record, reading.base)
    if base_seq is not None and base_seq > seen:
        base_seq = None
    aligned = align(record, reading, actor, base_seq=base_seq, seen=seen, salt=salt)
    judge = _Judge(record, reading, actor, aligned, base_seq, seen)
    items = [item for change in diff(aligned.base, aligned.file) for item in judge.items(change)]
    return Plan(tuple(items), base_seq, seen, bool(reading.base) and base_seq is None)


class _Judge:
    """Judges one change after the other."""

    def __init__(
        self,
        record: SheetRecord,
        reading: Reading,
        actor: Actor,
        aligned: Aligned,
        base_seq: int | None,
        seen: int,
    ) -> None:
        self.record, self.actor, self.aligned = record, actor, aligned
        self.base_seq, self.seen = base_seq, seen
        self.layout: Layout = load_layout(record.layout)
        self.subject = subject_of(record)
        self.has_origins = bool(reading.places)  # a file of JSON says everything, without a where

    def items(self, change: Change) -> Iterator[Item]:
        place, edit = change.place, change.edit
        if str(place) in _IDENTITY:
            return
        match edit.op:
            case Op.SET:
                yield from self._set(place, change.before, edit.value)
            case Op.ADD if isinstance(edit.value, Row):
                yield from self._add(place, edit.value, edit.after)
            case Op.ADD:
                for at, value in leaves(edit.value, place):
                    yield from self._set(at, find(self.aligned.base, at), value)
            case Op.REMOVE if not isinstance(change.before, YearRow):
                yield from self._remove(place)
            case Op.MOVE if find(self.aligned.now, place) is not None:
                yield self._row(Op.MOVE, place, after=edit.after, reason="行の順番が違います。")

    # ── cells ──

    def _set(self, place: Place, before: Any, value: Any) -> Iterator[Item]:
        if not self._is_told(place, value):
            return
        text, was = said(value), said(before)
        now = find(self.aligned.now, place)
        unit = other_unit(before, value)
        if unit:
            yield self._cell(place, was, text, Verdict.REFUSED, code="E-UNIT", reason=unit)
            return
        if text == was or text == said(now):
            return
        if not self._is_there(place):
            words = "この行か欄は、いまの評価表にありません（削除されたか、様式にない年度です）。"
            yield self._cell(place, was, text, Verdict.REFUSED, code="E-PLACE", reason=words)
            return
        item = self._cell(place, was, text, Verdict.TAKE)
        if said(now) != was:
            touch = self._touches.get(str(place))
            item = replace(
                item,
                verdict=Verdict.CONFLICT,
                theirs=said(now),
                by=touch.name if touch else "",
                at=touch.at.isoformat() if touch else "",
            )
        elif str(place) in self.aligned.doubts:
            item = replace(
                item, verdict=Verdict.ASK, reason=f"不確かな値です: {self.aligned.doubts[str(place)]}"
            )
        yield self._unless_refused(self._unless_unholdable(item, now))

    def _is_told(self, place: Place, value: Any) -> bool:
        """Whether the file says anything of a cell: what it does not hold leaves the office's as it is."""
        if isinstance(value, Entry | Amount) and value.written is None:
            return False
        if value is None or value is Presence.NOT_IN_SOURCE:
            return self.base_seq is not None and value is None
        if place.parts[-1] in ("presence", "series_id"):
            return False  # the one follows the rows, the other is the office's own
        if self.base_seq is not None or not self.has_origins:
            return True
        return str(place) in self.aligned.origins

    def _is_there(self, place: Place) -> bool:
        return isinstance(find(self.aligned.now, place.parent), Document)

    def _cell(
        self, place: Place, before: str, text: str, verdict: Verdict, *, code: str = "", reason: str = ""
    ) -> Item:
        return Item(
            op=Op.SET,
            place=str(place),
            where=self._words(place),
            verdict=verdict,
            value=text,
            base_rev=self._base_revs.get(str(place), 0),
            now_rev=self._now_revs.get(str(place), 0),
            before=before,
            text=text,
            code=code,
            reason=reason,
            origin=self._origin(place),
        )

    def _unless_unholdable(self, item: Item, held: Any) -> Item:
        try:
            value_of(item.place, item.text, encode(held))
        except (ValueError, LookupError) as error:
            return replace(item, verdict=Verdict.REFUSED, code="E-VALUE", reason=str(error))
        return item

    def _unless_refused(self, item: Item) -> Item:
        refused = why_not(self.actor, item.op, item.place, self.subject, self.layout, self.record.fiscal_year)
        if refused is None or not item.may_be_taken:
            return item
        words = refused.message
        if refused.is_passing:
            words = words.replace(
                "書いた文は履歴に残しました。", "取り込むと、ファイルの文は履歴に残ります。"
            )
        return replace(
            item, verdict=Verdict.REFUSED, code=refused.code, reason=words, is_passing=refused.is_passing
        )

    # ── rows ──

    def _add(self, place: Place, row: Row, after: str) -> Iterator[Item]:
        """A row that comes, then the rows in it. Cells of it that may not be typed now are told one by one."""
        if find(self.aligned.now, place) is not None:
            return
        told = [
            (at, value) for at, value in own_cells(row, place) if not is_blank(value) and value is not False
        ]
        item = self._unless_refused(
            Item(
                op=Op.ADD,
                place=str(place),
                where=self._words(place),
                verdict=Verdict.TAKE if self.base_seq is not None else Verdict.ASK,
                after=after,
                reason="" if self.base_seq is not None else "いまの評価表に、対応する行が見つかりません。",
                origin=next((self._origin(at) for at, _ in told if self._origin(at)), ""),
            )
        )
        cells, refused = [], []
        for at, value in told:
            if self._is_told(at, value):
                cell = self._new_cell(at, value)
                if cell.may_be_taken or not item.may_be_taken:
                    cells.append((at, value))
                else:
                    refused.append(cell)
        if cells or rows_within(row, place) or not item.may_be_taken:  # else an empty row would come
            yield replace(
                item,
                value={str(at)[len(place) + 1 :]: said(value) for at, value in cells},
                cells=tuple((self._words(at, place), said(value)) for at, value in cells),
                text="\n".join(said(value) for _, value in cells),
            )
        yield from refused
        previous: dict[Place, str] = {}
        for at, inner in rows_within(row, place):
            yield from self._add(at, inner, previous.get(at.parent, ""))
            previous[at.parent] = at.parts[-1]

    def _new_cell(self, at: Place, value: Any) -> Item:
        """A cell of a row that comes, judged for itself."""
        cell = self._cell(at, "", said(value), Verdict.TAKE)
        columns = {str(int(year)) for year in self.layout.years.of(FiscalYear(self.record.fiscal_year))}
        if any(part.isdecimal() and part not in columns for part in at.parts):
            return replace(cell, verdict=Verdict.REFUSED, code="E-PLACE", reason="様式にない年度の欄です。")
        return self._unless_refused(self._unless_unholdable(cell, value))

    def _remove(self, place: Place) -> Iterator[Item]:
        row = find(self.aligned.now, place)
        if isinstance(row, Row) and not self._part_is_missing(place):
            yield replace(
                self._row(Op.REMOVE, place, reason="ファイルに、この行がありません。"),
                before="\n".join(
                    said(value)
                    for _, value in own_cells(row, place)
                    if not is_blank(value) and isinstance(value, str | Entry | Amount)
                ),
            )

    def _part_is_missing(self, place: Place) -> bool:
        """Whether the file does not hold the whole part: then it says nothing of its rows."""
        part = find(self.aligned.file, place.parent)
        if isinstance(part, tuple):
            return not part
        presence = getattr(part, "presence", None)
        return part is None or presence in (Presence.NOT_IN_SOURCE, Presence.BLANK)

    def _row(self, op: Op, place: Place, *, after: str = "", reason: str = "") -> Item:
        item = Item(
            op=op,
            place=str(place),
            where=self._words(place),
            verdict=Verdict.ASK,
            after=after,
            base_rev=self.seen,
            now_rev=self.seen,
            reason=reason,
        )
        return self._unless_refused(item)

    # ── words and revisions ──

    def _words(self, place: Place, row: Place | None = None) -> str:
        sheet: Sheet = self.aligned.file if find(self.aligned.file, place) is not None else self.aligned.now
        words = describe(self.layout, sheet, place)
        if row is None:
            return words
        own = words.split(" ")
        beginning = describe(self.layout, sheet, row).split(" ")
        while own and beginning and own[0] == beginning[0]:
            own.pop(0)
            beginning.pop(0)
        return " ".join(own) or words

    def _origin(self, place: Place) -> str:
        origin = self.aligned.origins.get(str(place))
        return str(origin) if origin else ""

    @cached_property
    def _base_revs(self) -> dict[str, int]:
        return revs_at(self.record, self.seen if self.base_seq is None else self.base_seq)

    @cached_property
    def _now_revs(self) -> dict[str, int]:
        return self._base_revs if self.base_seq is None else revs_at(self.record, self.seen)

    @cached_property
    def _touches(self) -> dict[str, Touch]:
        return touches(self.record, after=self.base_seq or 0, until=self.seen)


__all__ = ["Plan", "plan_of"]
