"""新旧対照 — what changed between two documents, cell by cell, in the form's own words. Nothing is left out.

Rows that came or went are told whole, cell by cell; a change of a text carries its words that came and went.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from hyoka.layouts.layout import Layout
from hyoka.layouts.naming import describe, part_named
from hyoka.layouts.printed import print_value, printed_fields
from hyoka.sheet import Change, Op, Place, Presence, Relisting, Sheet, YearRow, diff, is_blank, leaves
from hyoka.sheet.wording import Mark, Piece, wording
from hyoka.values import Amount, Document, Entry

_PRESENCE = {
    Presence.PRESENT: "記載あり",
    Presence.NONE: "なし",
    Presence.BLANK: "空欄",
    Presence.NOT_IN_SOURCE: "原資料になし",
}
_FLAGS = {True: "はい", False: "いいえ"}
BLANK, MISSING, UNKNOWN, NO_SUCH = "（空欄）", "（原資料になし）", "（不明）", "（なし）"
GAPS = frozenset({BLANK, MISSING, UNKNOWN, NO_SUCH})


class Sort(StrEnum):
    """What kind of thing changed, as people ask for it."""

    FIGURE = "数値"
    TEXT = "文章"
    ROW = "行"


class Told(NamedTuple):
    """One cell of a row that came or went."""

    label: str
    text: str


@dataclass(frozen=True)
class Difference:
    op: Op
    place: Place
    sort: Sort
    part: str  # the part of the form: 総括表, 個表(2)
    where: str  # the place within it
    before: str  # as the form prints it; gaps are named
    after: str
    is_long: bool = False  # a text, compared word by word
    cells: tuple[Told, ...] = ()  # of a row that came or went
    is_printed: bool = True  # whether the form shows it at all

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        return wording(self.before, self.after) if self.is_long else ()

    @property
    def before_pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.mark is not Mark.CAME)

    @property
    def after_pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.mark is not Mark.GONE)


def compare(layout: Layout, before: Sheet, after: Sheet) -> tuple[Difference, ...]:
    """Every difference, in the order of the form. Sheets of two years are matched first (`sheet.matching`)."""
    printed = printed_fields(layout)
    if before.fiscal_year != after.fiscal_year:
        printed = printed - {"fiscal_year"}  # which years are compared stands above the comparison
    return tuple(_told(layout, before, after, change, printed) for change in diff(before, after))


def _told(layout: Layout, before: Sheet, after: Sheet, change: Change, printed: frozenset[str]) -> Difference:
    edit = change.edit
    sheet = before if edit.op is Op.REMOVE else after
    words, part = describe(layout, sheet, edit.place), part_named(layout, sheet, edit.place)
    where = words.removeprefix(part).strip() or words
    shown = not says_nothing(change, printed)
    if edit.op is Op.SET:
        return Difference(
            edit.op, change.place, _sort_of(change.before, edit.value), part, where,
            said(layout, change.before, edit.value), said(layout, edit.value, change.before),
            is_long=_is_text(change.before) and _is_text(edit.value),
            is_printed=shown,
        )  # fmt: skip
    if edit.op is Op.MOVE:
        old, new = _rank(before, change.place), _rank(after, change.place)
        return Difference(
            edit.op, change.place, Sort.ROW, part, where, f"{old} 番目", f"{new} 番目", is_printed=shown
        )
    row: Document = edit.value if edit.op is Op.ADD else change.before
    cells = tuple(_cells(layout, sheet, row, change.place, words))
    return Difference(edit.op, change.place, Sort.ROW, part, where, "", "", cells=cells, is_printed=shown)


def _cells(layout: Layout, sheet: Sheet, row: Document, at: Place, words: str) -> Iterator[Told]:
    """Everything a row says, each cell by its own words; blank cells say nothing."""
    for place, value in leaves(row, at):
        if is_blank(value) or isinstance(value, Presence) or value is False or place.endswith("/series_id"):
            continue
        label = _rest(describe(layout, sheet, place), words)
        yield Told(label, said(layout, value))


def _rest(words: str, beginning: str) -> str:
    """The words of a cell without those of its row."""
    held, known = words.split(" "), beginning.split(" ")
    while held and known and held[0] == known[0]:
        held.pop(0)
        known.pop(0)
    return " ".join(held) or words


def _rank(sheet: Sheet, place: Place) -> int:
    """The how manieth of its list a row is."""
    seen: list[str] = []
    depth = len(place.parts)
    for at, _ in leaves(sheet):
        if at.is_within(place.parent) and len(at.parts) > depth:
            name = at.parts[depth - 1]
            if name not in seen:
                seen.append(name)
    return seen.index(place.parts[-1]) + 1 if place.parts[-1] in seen else 0


def _sort_of(before: object, after: object) -> Sort:
    kinds = [value for value in (before, after) if value is not None]
    is_text = any(isinstance(value, str) and not isinstance(value, Presence) for value in kinds)
    return Sort.TEXT if is_text or any(isinstance(value, Relisting) for value in kinds) else Sort.FIGURE


def _is_text(value: object) -> bool:
    """Something to compare word by word: not blank, and no word of a closed list (年次, present)."""
    return isinstance(value, str) and not isinstance(value, StrEnum) and not is_blank(value)


def says_nothing(change: Change, printed: frozenset[str]) -> bool:
    """Whether the printed form looks the same: an unprinted field, a gap of another kind, an empty year."""
    before, after = change.before, change.edit.value
    match change.edit.op:
        case Op.SET if isinstance(before, bool | None) and isinstance(after, bool | None):
            return True not in (before, after)
        case Op.SET:
            return change.place.parts[-1] not in printed or (is_blank(before) and is_blank(after))
        case Op.ADD | Op.REMOVE:
            row = after if change.edit.op is Op.ADD else before
            return isinstance(row, YearRow) and all(is_blank(cell) for _, cell in leaves(row))
        case _:
            return False


def said(layout: Layout, value: Any, beside: object = "") -> str:
    """A value as the form prints it, money with its unit, a gap by its name.

    `beside`: the other value of the same cell, which tells what kind of cell it is.
    """
    match value:
        case None if isinstance(beside, bool):
            return UNKNOWN
        case None:
            return MISSING if isinstance(beside, str) else NO_SUCH
        case Entry(written=None) | Amount(written=None):
            return MISSING
        case Presence():
            return _PRESENCE[value]
        case bool():
            return _FLAGS[value]
        case Amount() if value.money is not None and str(value.unit) not in (value.written or ""):
            return f"{value.written}{value.unit}"
    text = print_value(layout, value)
    return text if text.strip() else BLANK


__all__ = ["GAPS", "Difference", "Sort", "Told", "compare", "said", "says_nothing"]
