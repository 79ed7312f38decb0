"""原資料の行と欄 — what every foreign source is turned into first: rows of cells, in reading order.

A text gives a row per line and a cell per tab; a ruled PDF table gives its rows and cells, and a line of prose
outside tables is a row of one cell. One interpreter (`hyoka.readers.form`) reads them all by the layout's labels.
"""

from typing import NamedTuple

from hyoka.readers.reading import Origin, Unread

# Between paragraphs that the source itself marks; a line feed in a cell may be no more than a line wrap.
PARAGRAPH = "\u2029"


class SourceCell(NamedTuple):
    """A cell as it stands in the source. A covered cell lies under a merged cell that begins elsewhere."""

    text: str
    covered: bool = False
    origin: Origin | None = None
    spoiled: bool = False  # characters that cannot be held were taken out
    mended: bool = False  # joined of two pieces that stood on two lines
    red: bool | None = None  # whether it is printed red; None where the source shows no colours


class SourceBar(NamedTuple):
    """A bar drawn over the columns of its row, and whether it shows where it begins and ends."""

    first: int
    last: int
    begins: bool
    ends: bool


class SourceRow(NamedTuple):
    """A row of cells. A row of no cells is an empty line."""

    cells: tuple[SourceCell, ...]
    line: int | None = None  # 1-based
    page: int | None = None  # 1-based
    table: int | None = None  # rows of one ruled table share a number; None where the source has no rules
    bars: tuple[SourceBar, ...] = ()

    def origin(self, column: int) -> Origin:
        """Where a cell stands (column counted from 0)."""
        own = self.cells[column].origin if column < len(self.cells) else None
        return own or Origin(line=self.line, column=column + 1, page=self.page)


class Source(NamedTuple):
    """The rows of a source, and what of it cannot even be held as text."""

    rows: tuple[SourceRow, ...]
    unread: tuple[Unread, ...] = ()
    trimmed: bool = False  # blank cells at the ends of rows were cut off, so a short row is no sign of loss
    # Cells are as they were written: line wraps are taken out, none is merged with another.
    joined: bool = False
