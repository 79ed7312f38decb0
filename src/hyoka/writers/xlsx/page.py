"""一枚 — one worksheet of the form: a grid of columns, rows taken from top to bottom, boxes drawn on them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from hyoka.layouts import Cell, Season, fields_of, print_fields, read_printed, season_of
from hyoka.sheet import Place
from hyoka.sheet.listing import class_of
from hyoka.values import MAX_UNITS, Amount, Document, FiscalYear
from hyoka.writers.xlsx.book import Book
from hyoka.writers.xlsx.breaks import page_breaks
from hyoka.writers.xlsx.job import Job
from hyoka.writers.xlsx.looks import LABELLED, LOCKED, YELLOW, Look
from hyoka.writers.xlsx.measure import TALLEST, height_of
from hyoka.writers.xlsx.quick import LETTERS

UNITS = 120  # a page is this wide; columns end on whole units
PIXELS = {"a4-landscape": 1340.0, "a4": 920.0}  # on the screen; printed at 78 %, as small as the paper form

POINTS = {"a4-landscape": 688.0, "a4": 1000.0}  # room between the margins, before it is made smaller

Edges = tuple[int, ...]
Rows = tuple[int, int]  # first and last physical row

_FIGURE = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3}){0,4}")


def edges(shares: Sequence[float], start: int = 0, stop: int = UNITS) -> Edges:
    """Where columns of these relative widths begin and end, in whole units, none narrower than one."""
    whole, passed, found = sum(shares), 0.0, [start]
    for number, share in enumerate(shares, start=1):
        passed += share
        here = round(start + (stop - start) * passed / whole)
        found.append(min(max(here, found[-1] + 1), stop - (len(shares) - number)))
    return tuple(found)


def between(found: Edges) -> list[tuple[int, int]]:
    """The columns between edges."""
    return list(pairwise(found))


class Page:
    """A worksheet being filled. Columns are named by their edges, in units."""

    def __init__(self, book: Book, job: Job, name: str, grid: Iterable[int]) -> None:
        self.book, self.job, self.name = book, job, name
        self.worksheet = book.worksheet(name)
        self.grid = sorted({0, UNITS, *grid})
        self.column = {edge: number for number, edge in enumerate(self.grid)}
        self.pixel = PIXELS[job.layout.paper] / UNITS
        self.next_row = 0
        self.header: Rows | None = None  # rows repeated on every printed page
        self.choices: dict[tuple[str, ...], list[str]] = {}
        self.heights: list[float] = []  # of every row taken so far
        self.groups: list[Rows] = []  # rows that belong on one printed page
        for number, (left, right) in enumerate(pairwise(self.grid)):
            self.worksheet.width(number, (right - left) * self.pixel)

    # ── rows ──

    def take(self, heights: Sequence[float]) -> list[Rows]:
        """Rows of at least these heights; one that Excel cannot make high enough becomes several."""
        taken = []
        for height in heights:
            count = max(1, -int(-height // TALLEST))
            for row in range(self.next_row, self.next_row + count):
                self._set_height(row, round(height / count, 1))
            taken.append((self.next_row, self.next_row + count - 1))
            self.next_row += count
        return taken

    def gap(self, height: float = 6.0) -> None:
        """An empty row."""
        self._set_height(self.next_row, height)
        self.next_row += 1

    def _set_height(self, row: int, height: float) -> None:
        self.worksheet.height(row, height)
        self.heights.append(height)

    def keep(self, first: int) -> None:
        """The rows from `first` to the last one taken are not to be parted by the end of a page."""
        self.groups.append((first, self.next_row - 1))

    def needs(self, text: str, left: int, right: int) -> float:
        """The height that a text needs between two edges."""
        return height_of(text, (right - left) * self.pixel)

    # ── boxes ──

    def box(self, rows: Rows, left: int, right: int, text: str, look: Look) -> str:
        """Draw a box, merged where it covers more than one cell; the address of the cell that holds its text."""
        worksheet, form = self.worksheet, self.book.form(look)
        top, bottom = rows
        first, last = self.column[left], self.column[right] - 1
        if top != bottom or first != last:
            worksheet.merge_blank(top, first, bottom, last, form)
        if text:
            number = _number(text) if look.number else None
            if number is None:
                worksheet.text(top, first, self.book.safe(text), form)
            else:
                worksheet.figure(top, first, number, form)
        elif top == bottom and first == last:
            worksheet.blank(top, first, form)
        return address(top, first)

    def label(self, rows: Rows, left: int, right: int, text: str, look: Look = LABELLED) -> None:
        """Words of the form."""
        self.box(rows, left, right, text, look)

    def anchor(self, rows: Rows, left: int, right: int, text: str, look: Look = LABELLED) -> None:
        """Words of the form by which a reader notices that rows or columns have been shifted."""
        self.job.shape.append((self.name, self.box(rows, left, right, text, look), text))

    # ── cells of the document ──

    def words(self, document: Document | None, cell: Cell) -> str:
        """What a document says in a cell."""
        if document is None:
            return ""
        return print_fields(self.job.layout, cell, values_of(document, cell))

    def cell(
        self,
        rows: Rows,
        left: int,
        right: int,
        at: Place,
        document: Document | None,
        cell: Cell,
        *,
        align: str = "left",
        year: FiscalYear | None = None,
        reprint: bool = False,
        default: str = "",
        top: bool = False,
    ) -> None:
        """A cell of the form with what the document says at `at`; free where there is no document."""
        text = self.words(document, cell) if document is not None else default
        is_money = self.is_amount(at, cell)
        season = season_of(cell, year, self.job.sheet.fiscal_year)
        is_open = not reprint and (season is not None or self.job.blank)
        look = Look(
            align=align,
            fill=YELLOW if season is Season.EVALUATION and is_open else "" if is_open else LOCKED,
            open=is_open,
            number=is_money,
            red=bool(cell.amended and document is not None and getattr(document, cell.amended)),
            middle=not top,
        )
        self.put(rows, left, right, {name: at / name for name in fields_of(cell)}, text, look, cell.pattern)
        if document is None:
            self._free(at, cell, default)

    def is_amount(self, at: Place, cell: Cell) -> bool:
        """Whether a cell holds money; the same for all rows of a table."""
        known = self.book.amounts.get(id(cell))
        if known is None:
            known = not cell.pattern and class_of(at / cell.field) is Amount
            self.book.amounts[id(cell)] = known
        return known

    def _free(self, at: Place, cell: Cell, default: str) -> None:
        """The fields of a printed row that is not in the document, with what the form says there already."""
        found = (
            read_printed(self.job.layout, cell.pattern, default) if cell.pattern else {cell.field: default}
        )
        for name in fields_of(cell):
            self.job.free_place(at / name, (found or {}).get(name) or "")

    def put(
        self,
        rows: Rows,
        left: int,
        right: int,
        places: Mapping[str, Place],
        text: str,
        look: Look,
        pattern: str,
    ) -> None:
        """Print places in a box and remember which."""
        where = self.box(rows, left, right, cut(text) if pattern else text, look)
        self.job.printed(places, self.name, where, pattern)

    def choose(self, rows: Rows, left: int, words: tuple[str, ...]) -> None:
        """Offer a vocabulary in a cell."""
        if words:
            self.choices.setdefault(words, []).append(address(rows[0], self.column[left]))

    def addresses(self, row: int, lefts: Iterable[int]) -> str:
        """The cells of a row that begin at these edges."""
        return " ".join(address(row, self.column[left]) for left in lefts)

    # ── the end ──

    def close(self, frozen: int) -> None:
        """Print settings, protection, vocabularies."""
        worksheet, last = self.worksheet, self.next_row - 1
        for words, cells in self.choices.items():
            _offer(worksheet, words, cells)
        worksheet.freeze_panes(frozen, 0)
        if self.header is not None:
            worksheet.repeat_rows(*self.header)
        paper = self.job.layout.paper
        self.book.paper(worksheet, landscape=paper == "a4-landscape")
        worksheet.set_h_pagebreaks(page_breaks(self.heights, self.groups, self.header, POINTS[paper]))
        worksheet.print_area(0, 0, last, len(self.grid) - 2)
        worksheet.ignore_errors({"number_stored_as_text": f"A1:{address(last, len(self.grid) - 2)}"})
        worksheet.protect("", {"format_rows": True, "format_columns": True})


def values_of(document: Document, cell: Cell) -> dict[str, Any]:
    """The values of a cell's fields; `indicator/name` leads through an inner document."""
    found = {}
    for name in fields_of(cell):
        value: Any = document
        for part in name.split("/"):
            value = getattr(value, part)
        found[name] = value
    return found


def _number(text: str) -> int | None:
    """The figure, if Excel prints it to the letter as it was written: 7,283 or -1,000, but not 7283 or 0123."""
    if not _FIGURE.fullmatch(text):
        return None
    number = int(text.replace(",", ""))
    return number if f"{number:,}" == text else None


def cut(text: str) -> str:
    """What of a text composed by a pattern goes into one cell; the whole stands in the list of cells."""
    if len(text) * 2 <= MAX_UNITS:
        return text
    return text.encode("utf-16-le")[: 2 * MAX_UNITS].decode("utf-16-le", errors="ignore")


def address(row: int, column: int) -> str:
    """A1 for (0, 0)."""
    return f"{LETTERS[column]}{row + 1}"


def _offer(worksheet: Any, words: tuple[str, ...], cells: list[str]) -> None:
    """A list to choose from; another word is asked about and let through, because forms have footnotes."""
    worksheet.data_validation(
        cells[0],
        {
            "validate": "list",
            "source": list(words),
            "ignore_blank": True,
            "error_type": "warning",
            "error_title": "語彙にない語です",
            "error_message": f"{'・'.join(words)} から選んでください。"[:250],
            "multi_range": " ".join(cells),
        },
    )
