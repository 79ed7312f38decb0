"""一冊の仕事 — one sheet on its way into the workbook, and where each of its cells has been printed."""

from collections.abc import Iterator, Mapping
from itertools import count, islice
from typing import NamedTuple

from hyoka.layouts import Layout
from hyoka.sheet import DirectionSheet, Place, Sheet, row_keys
from hyoka.values import FiscalYear, derive_key


class Print(NamedTuple):
    """A cell of the form that prints a place, alone or with others by a pattern."""

    worksheet: str
    cell: str
    pattern: str


class Direction(NamedTuple):
    """A direction to print: one of the document's, or a free one."""

    key: str
    held: DirectionSheet | None
    number: int  # 1 for the first

    @property
    def place(self) -> Place:
        return Place("/directions") / self.key


class Job:
    """The sheet, its layout and columns; `blank`: a form to fill in, every cell open, with rows to spare."""

    def __init__(self, sheet: Sheet, layout: Layout, *, blank: bool, base: str = "") -> None:
        self.sheet, self.layout, self.blank, self.base = sheet, layout, blank, base
        self.years: tuple[FiscalYear, ...] = layout.years.of(sheet.fiscal_year)
        self.prints: dict[Place, list[Print]] = {}
        self.free: dict[
            Place, str
        ] = {}  # places that are not in the document yet, with what is printed there
        self.shape: list[tuple[str, str, str]] = []  # worksheet, cell, words of the form
        self._taken = row_keys(sheet)
        self.headed: set[str] = set()  # directions that a page has been headed with

    def printed(self, places: Mapping[str, Place], worksheet: str, cell: str, pattern: str) -> None:
        """Remember a cell of the form."""
        for place in places.values():
            self.prints.setdefault(place, []).append(Print(worksheet, cell, pattern))

    def free_place(self, place: Place, text: str = "") -> None:
        """A place that becomes part of the document when somebody fills in its cell."""
        self.free.setdefault(place, text)

    def spare(self, holder: Place, used: int, printed: int) -> list[str]:
        """Keys of the rows that are printed without being in the document, the same at every writing."""
        wanted = printed if self.blank and used else max(0, printed - used)
        return list(islice(self.keys(holder), wanted))

    def keys(self, *of: object) -> Iterator[str]:
        """Keys for rows that may be filled in; one that has been belongs to a row of the document since."""
        made = (derive_key(self.sheet.key, *of, "空き", number) for number in count())
        return (key for key in made if key not in self._taken)
