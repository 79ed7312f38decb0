"""様式の読み取り — the cells of one sheet's form against its section of the list.

What the form prints unchanged is taken from the list, to the letter; what has been changed on the form is
read from there. A printed row that has been filled in becomes a row of the document.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from hyoka.layouts import Layout, print_pattern, read_printed
from hyoka.layouts.marks import print_marks, read_marks
from hyoka.plan import ReformItem
from hyoka.readers.reading import CannotRead, Doubt, Origin, Reading, Reprint, Uncertain, Unread
from hyoka.readers.xlsx_lines import Line, Rows, Section, values_at
from hyoka.readers.xlsx_rows import settle_presence, with_filled_rows
from hyoka.readers.xlsx_text import text_of
from hyoka.readers.xlsx_words import unread_cells
from hyoka.sheet import NoSuchPlace, Place, Relisting, Sheet, assemble, complaint
from hyoka.sheet.listing import MARKS, Listed, State, class_of, prints_as, value_of
from hyoka.values import MAX_UNITS, Amount, Document, Entry, FiscalYear

_INNER = (Relisting, ReformItem)
_MEASURE_NO, _MEASURE = Place("/position/measure_no"), Place("/position/measure")
_DIVISION, _YEAR = Place("/head/division"), Place("/fiscal_year")


class SheetOfForm:
    """One sheet of a workbook."""

    def __init__(self, section: Section, layout: Layout, worksheets: Mapping[str, Rows]) -> None:
        self.section, self.layout, self.worksheets = section, layout, worksheets
        self.prints: dict[Place, list[Line]] = defaultdict(list)
        self.values: dict[Place, Any] = {}  # what the list says, then what the form says
        self.free: dict[Place, Any] = {}  # what is printed where no row is yet, then what was typed there
        self.units: dict[Place, str] = {}
        self.typed: set[Place] = set()
        self.origins: dict[Place, tuple[str, str]] = {}  # worksheet and cell
        self.unread: list[Unread] = []
        self.uncertain: list[Uncertain] = []
        self.reprints: list[Reprint] = []
        self.listed: dict[Place, Any] = {}  # what the list says, for ever

    def read(self, source: str, listing: str) -> Reading:
        """The sheet, and everything that was not understood."""
        self._check_form()
        try:
            self._take_list(listing)
            for cells in self._boxes().values():
                self._read_box(cells)
            sheet = self._assemble()
        except NoSuchPlace as error:
            raise CannotRead(f"「{listing}」が書き換えられています: {error}") from error
        except ValidationError as error:
            raise CannotRead(f"ブックの記入が評価表になりません: {complaint(error)}") from error
        self.unread += unread_cells(self.section, self.layout, sheet, self.worksheets)
        return Reading(
            sheet=sheet,
            places={place: Origin(worksheet=name, cell=cell) for place, (name, cell) in self.origins.items()},
            unread=tuple(self.unread),
            uncertain=tuple(self.uncertain),
            reprints=tuple(self.reprints),
            source=source,
            base=self.section.base,
        )

    def contents_words(self) -> set[str]:
        """What a table of contents may say of this sheet: what was stored, and what is read now."""
        known: dict[Place, Any] = defaultdict(str, self.listed)
        words = {line.worksheet for line in self.section.form}
        for values in (known, defaultdict(str, self.values)):
            measure = f"{_words(values[_MEASURE_NO])} {_words(values[_MEASURE])}".strip()
            year = FiscalYear(int(values[_YEAR])).wareki if values[_YEAR] else ""
            words |= {_cut(word) for word in (year, _words(values[_DIVISION]), measure)}
        return words

    # ── the list ──

    def _check_form(self) -> None:
        """Whether the words of the form stand where they were printed."""
        for line in self.section.form:
            rows = self.worksheets.get(line.worksheet)
            if rows is None:
                raise CannotRead(
                    f"シート「{line.worksheet}」がありません。シートの名前を変えたり、消したりしたときは、元に戻してください。"
                )
            if text_of(values_at(rows, line.cell)[0], money=False).text != line.text:
                raise CannotRead(
                    f"シート「{line.worksheet}」の {line.cell} に「{line.text}」がありません。"
                    "挿入・削除した行や列、書き換えた見出しを元に戻してください。"
                )

    def _take_list(self, listing: str) -> None:
        inner: dict[Place, dict[str, Any]] = {}
        for line in self.section.lines:
            holder = line.place.parent
            place = holder if holder.parts and class_of(holder) in _INNER else line.place
            if line.cell:
                if line.worksheet not in self.worksheets:
                    raise CannotRead(
                        f"シート「{line.worksheet}」がありません。消したときは、元に戻してください。"
                    )
                known = self.prints[place]
                if not known or all(
                    (other.worksheet, other.cell) != (line.worksheet, line.cell) for other in known
                ):
                    known.append(line)
            if place not in self.origins:
                self.origins[place] = (line.worksheet, line.cell) if line.cell else (listing, f"F{line.row}")
            self.units[place] = line.unit
            if line.state is State.FREE:
                self.free.setdefault(place, None if class_of(place) in _INNER else line.text)
            elif place is not line.place and place != line.place:
                inner.setdefault(place, {})[line.place.parts[-1]] = line.text
                self.values[place] = None
            elif place not in self.values:
                self.values[place] = value_of(Listed(line.place, line.state, line.unit, line.text))
        for place, fields in inner.items():
            self.values[place] = class_of(place).model_validate(fields)
        self.listed = {**self.free, **self.values}

    def _boxes(self) -> dict[tuple[str, str], list[tuple[Place, Line]]]:
        """The cells of the form, each with the places it prints."""
        boxes: dict[tuple[str, str], list[tuple[Place, Line]]] = defaultdict(list)
        for place, lines in self.prints.items():
            for line in lines:
                boxes[line.worksheet, line.cell].append((place, line))
        return boxes

    # ── the form ──

    def _read_box(self, cells: list[tuple[Place, Line]]) -> None:
        place, line = cells[0]
        rows = self.worksheets[line.worksheet]
        if line.pattern == MARKS:
            self._read_marks({place.parts[-1]: place for place, _ in cells}, line, rows)
            return
        money = not line.pattern and class_of(place) is Amount
        seen = text_of(values_at(rows, line.cell)[0], money=money)
        if seen.doubt:
            self._doubt(place, Doubt.UNCLEAR, seen.doubt)
        if seen.removed:
            self._miss(line, "、".join(seen.removed), "使えない文字を除いた")
        if line.pattern:
            self._read_pattern({place.parts[-1]: place for place, _ in cells}, line, seen.text)
        elif len(self.prints[place]) == 1:
            self._set_text(place, seen.text, line)
        elif seen.text not in prints_as(_words(self.listed[place])):
            self._change(place, seen.text, line)

    def _stored(self, place: Place) -> Any:
        return self.free[place] if place in self.free else self.values[place]

    def _set_text(self, place: Place, text: str, line: Line) -> None:
        """The one cell that prints a place says what it holds."""
        if place in self.free:
            if text != self.free[place]:
                self.free[place] = text
                self.typed.add(place)
        elif line.state is State.ESCAPED and text in prints_as(line.text):
            return
        elif text or line.state is not State.MISSING:
            self.values[place] = self._value(place, text)

    def _value(self, place: Place, text: str) -> Any:
        return value_of(Listed(place, State.HELD, self.units.get(place, ""), text))

    def _change(self, place: Place, value: Any, line: Line) -> None:
        """One of several cells that print a place has been changed; the first change holds."""
        if place in self.typed:
            if _words(self._stored(place)) != _words(value):
                origin = Origin(worksheet=line.worksheet, cell=line.cell)
                self.reprints.append(Reprint(place=place, written=_words(value), origin=origin))
                self._doubt(place, Doubt.UNCLEAR, f"{origin} では「{_words(value)}」に書き換えられています")
            return
        self.typed.add(place)
        self.origins[place] = (line.worksheet, line.cell)
        if place in self.free:
            self.free[place] = value
        else:
            self.values[place] = (
                value if isinstance(value, Document) or value is None else self._value(place, value)
            )

    def _read_pattern(self, slots: dict[str, Place], line: Line, text: str) -> None:
        stored = {name: self.listed[place] for name, place in slots.items()}
        printed = (
            _cut(print_pattern(self.layout, line.pattern, stored))
            if any(map(_words, stored.values()))
            else ""
        )
        if text in prints_as(printed):
            return
        found = read_printed(self.layout, line.pattern, text)
        if found is None:
            self._doubt(next(iter(slots.values())), Doubt.UNCLEAR, f"「{text}」は様式の書き方で読めません")
            self._miss(line, text, "様式の書き方（番号・名前・かっこ）で読めない")
            return
        for name, place in slots.items():
            if _words(found[name]) != _words(stored[name]):
                self._change(place, found[name], line)

    def _read_marks(self, slots: dict[str, Place], line: Line, rows: Rows) -> None:
        marks = [text_of(value, money=False).text for value in values_at(rows, line.cell)]
        first, last = slots["from_month"], slots["to_month"]
        if tuple(marks) == print_marks(*(self._month(place) for place in (first, last))):
            return
        found = read_marks(marks)
        if found is None:
            self._doubt(first, Doubt.UNCLEAR, "線の印が途切れています")
            self._miss(line, " ".join(mark or "・" for mark in marks), "線の印が途切れている")
            return
        for place, month in zip((first, last), found, strict=True):
            if place in self.free:
                self.free[place] = str(month or "")
                self.typed.add(place)
            else:
                self.values[place] = month

    def _month(self, place: Place) -> int | None:
        return self.values.get(place) or None

    # ── the document ──

    def _assemble(self) -> Sheet:
        held = {place: value for place, value in self.values.items() if place != "/key"}
        cells = with_filled_rows(held, self.free, self.typed, self._value)
        settle_presence(cells, self.free, self.typed, self.layout)
        self.origins = {place: origin for place, origin in self.origins.items() if place in cells}
        return assemble(cells.items(), key=self.section.key)

    def _doubt(self, place: Place, doubt: Doubt, detail: str) -> None:
        self.uncertain.append(Uncertain(place=place, doubt=doubt, detail=detail))

    def _miss(self, line: Line, text: str, reason: str) -> None:
        origin = Origin(worksheet=line.worksheet, cell=line.cell)
        self.unread.append(Unread(text=text, origin=origin, reason=reason))


def _words(value: Any) -> str:
    """A value as it is compared: missing and blank print alike."""
    if isinstance(value, Entry | Amount):
        return value.written or ""
    if isinstance(value, dict):  # an amount on its way to the document
        return value.get("written") or ""
    return "" if value is None else str(value)


def _cut(text: str) -> str:
    if len(text) * 2 <= MAX_UNITS:
        return text
    return text.encode("utf-16-le")[: 2 * MAX_UNITS].decode("utf-16-le", errors="ignore")
