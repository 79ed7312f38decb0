"""下見 — the source beside what was read from it: lines, cells or pages, and which place each of them gave.

Plain data, bounded: what no longer fits is left out and `cut` says so. No drawing, no HTML.
"""

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from itertools import islice
from typing import NamedTuple

from pydantic import TypeAdapter

from hyoka.readers.encoding import decode
from hyoka.readers.reading import CannotRead, Origin, Reading
from hyoka.readers.xlsx_lines import Rows, cells_of
from hyoka.readers.xlsx_text import text_of
from hyoka.sheet.listing import WORKSHEET

MOST_LINES = 20_000
MOST_CELLS = 60_000  # that hold something
MOST_PAGES = 200
MOST_TEXT = 4_000_000  # characters, in all
LONGEST = 1_000  # characters of one line or cell

_LINE_END = re.compile("\r\n|\r|\n")  # as the reader counts them
_NO_TEXT = re.compile("[\ud800-\udfff]")  # bytes that are none

Box = tuple[float, float, float, float]  # x0, top, x1, bottom in points


class Kind(StrEnum):
    """What the source is."""

    TEXT = "text"
    WORKBOOK = "xlsx"
    PDF = "pdf"
    JSON = "json"  # is what was read from it: nothing to compare


class What(StrEnum):
    """What became of a piece of the source."""

    VALUE = "読み取った値"
    UNREAD = "読めなかったもの"
    REPRINT = "もう一か所の記載"


@dataclass(frozen=True)
class Found:
    """What a line, a cell or a box gave: a place of one of the sheets, or a text that was not understood."""

    sheet: int  # which of the readings, from 0
    what: What
    place: str = ""
    reason: str = ""  # why it was not understood
    column: int | None = None  # of a text: which of the line's columns, from 1


@dataclass(frozen=True)
class Line:
    """A line of a text."""

    number: int
    text: str
    found: tuple[Found, ...] = ()
    page: int | None = None


@dataclass(frozen=True)
class Cell:
    """A cell of a worksheet. Blank ones are there only where they gave something."""

    row: int  # from 1
    column: int  # from 1
    text: str
    found: tuple[Found, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A worksheet, row by row."""

    worksheet: str
    cells: tuple[Cell, ...]
    cut: bool = False


@dataclass(frozen=True)
class Words:
    """A line of a page, or of a cell on it."""

    text: str
    box: Box


@dataclass(frozen=True)
class Mark:
    """Where on a page something was found."""

    box: Box
    found: Found


@dataclass(frozen=True)
class Page:
    """A page: its words where they stand, and the boxes that gave something."""

    number: int
    width: float
    height: float
    words: tuple[Words, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Preview:
    """The source of some readings, in the one form that its kind has."""

    kind: Kind
    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    pages: tuple[Page, ...] = ()
    cut: bool = False


PREVIEW = TypeAdapter(Preview)  # to JSON and back


class _At(NamedTuple):
    """The part of an origin that tells one piece of the source from another."""

    where: str | int | None
    what: str | None = None


class Room:
    """How much may still be shown, and until when."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.process_time) -> None:
        self._left, self._clock, self._until = MOST_TEXT, clock, clock() + seconds
        self.cut = False

    def text(self, text: str) -> str:
        """As much of a text as is shown."""
        shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
        self._left -= len(shown)
        return shown

    def has_any(self) -> bool:
        if self._left <= 0 or self._clock() > self._until:
            self.cut = True
        return not self.cut


def kind_of(data: bytes) -> Kind:
    """What a file is that a reader has read."""
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        return Kind.WORKBOOK
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return Kind.JSON if head[:1] in (b"{", b"[") else Kind.TEXT


def preview_of(data: bytes, readings: tuple[Reading, ...], *, seconds: float = 5.0) -> Preview:
    """The source beside its readings; no more of it than can be shown in so many seconds.

    A preview is a help to the person: where none can be made, the readings stand without it.
    """
    kind, room = kind_of(data), Room(seconds)
    try:
        if kind is Kind.TEXT:
            return Preview(kind, lines=tuple(_lines(data, readings, room)), cut=room.cut)
        if kind is Kind.WORKBOOK:
            return Preview(kind, grids=tuple(_grids(data, readings, room)), cut=room.cut)
        if kind is Kind.PDF:
            return Preview(kind, pages=tuple(_pages(data, readings, room)), cut=room.cut)
    except (CannotRead, MemoryError):
        return Preview(kind, cut=True)
    return Preview(kind)


def _found(readings: tuple[Reading, ...], at: Callable[[Origin], _At | None]) -> dict[_At, tuple[Found, ...]]:
    """Everything that was found, by where it stood."""
    found: dict[_At, list[Found]] = defaultdict(list)
    for number, reading in enumerate(readings):
        for origin, one in _all_of(number, reading):
            where = at(origin)
            if where is not None:
                found[where].append(one)
    return {where: tuple(several) for where, several in found.items()}


def _all_of(number: int, reading: Reading) -> Iterator[tuple[Origin, Found]]:
    for place, origin in reading.places.items():
        yield origin, Found(number, What.VALUE, place, column=origin.column)
    for reprint in reading.reprints:
        yield reprint.origin, Found(number, What.REPRINT, reprint.place, column=reprint.origin.column)
    for unread in reading.unread:
        yield unread.origin, Found(number, What.UNREAD, reason=unread.reason, column=unread.origin.column)


def _lines(data: bytes, readings: tuple[Reading, ...], room: Room) -> Iterator[Line]:
    found = _found(readings, lambda origin: _At(origin.line) if origin.line else None)
    paged, page = b"\f" in data, 1
    for number, text in enumerate(_LINE_END.split(decode(data)), start=1):
        if number > MOST_LINES or not room.has_any():
            room.cut = True
            return
        page += text.count("\f")
        shown = room.text(_NO_TEXT.sub("\ufffd", text.replace("\f", "")))
        yield Line(number, shown, found.get(_At(number), ()), page if paged else None)


def _grids(data: bytes, readings: tuple[Reading, ...], room: Room) -> Iterator[Grid]:
    import python_calamine  # large, and only workbooks need it

    found: dict[str, dict[tuple[int, int], tuple[Found, ...]]] = defaultdict(dict)
    for at, several in _found(readings, lambda origin: _At(origin.worksheet, origin.cell)).items():
        for cell in cells_of(str(at.what)):
            found[str(at.where)][cell] = found[str(at.where)].get(cell, ()) + several
    workbook = python_calamine.CalamineWorkbook.from_object(BytesIO(data))
    left = MOST_CELLS
    for name in workbook.sheet_names:
        if name.startswith(WORKSHEET):
            continue  # the list of cells speaks to the reader, not to people
        if left <= 0 or not room.has_any():
            room.cut = True
            return
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        cells = list(islice(_cells(rows, found[name], room), left + 1))
        cut = len(cells) > left
        room.cut |= cut
        yield Grid(name, tuple(cells[:left]), cut)
        left -= len(cells)


def _cells(rows: Rows, found: dict[tuple[int, int], tuple[Found, ...]], room: Room) -> Iterator[Cell]:
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            here = found.get((row, column), ())
            if here or value not in (None, ""):
                yield Cell(row + 1, column + 1, room.text(text_of(value, money=False).text), here)


def _pages(data: bytes, readings: tuple[Reading, ...], room: Room) -> Iterator[Page]:
    from hyoka.readers.pdf.page import Ruled  # large, and only PDF needs it
    from hyoka.readers.pdf.read import pages_of

    marks: dict[int, list[Mark]] = defaultdict(list)
    for number, reading in enumerate(readings):
        for origin, found in _all_of(number, reading):
            if origin.page is not None and origin.box is not None:
                marks[origin.page].append(Mark(origin.box, found))
    for page in pages_of(data):
        if page.number > MOST_PAGES or not room.has_any():
            room.cut = True
            return
        words: list[Words] = []
        for item in page.items:
            if isinstance(item, Ruled):
                slots = (slot for row in item.rows for slot in row.slots if slot and not slot.is_blank)
                words += [Words(room.text(slot.text), slot.box) for slot in slots]
            else:
                words += [Words(room.text(text), box) for text, box in item.runs]
        yield Page(page.number, page.width, page.height, tuple(words), tuple(marks[page.number]))
