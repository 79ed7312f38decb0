"""一頁 — a page as tables with the text of their cells, and the lines of text between them."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from hyoka.readers.pdf.bars import Shaft, part_shafts
from hyoka.readers.pdf.drawing import Drawing, Glyph
from hyoka.readers.pdf.grid import Box, Table, find_tables
from hyoka.readers.pdf.lines import box_of, lines_of, piece_of, runs_of
from hyoka.readers.pdf.wraps import Piece, join_lines

_OVER = 0.5  # em: lines may hang over, with the empty half of 、 or a little more
_CLIP = 4.0  # points between a cell's edge and the box it clips its text to
_INSET = 2.0  # points between a cell's edge and its text, where a page does not show it


@dataclass
class Slot:
    """A cell of a table with what stands in it; it may grow over page breaks."""

    box: Box
    page: int
    down: int = 1
    across: int = 1
    glyphs: list[Glyph] = field(default_factory=list)
    lines: list[Piece] = field(default_factory=list)
    room: float = 0.0
    paint: tuple[float, ...] = ()  # the colour behind the text
    open_above: bool = False  # cut off by the edge of the page
    open_below: bool = False

    @property
    def text(self) -> str:
        return join_lines(self.lines, self.room)

    @property
    def is_blank(self) -> bool:
        return not any(line.text for line in self.lines)

    @property
    def red(self) -> bool | None:
        """Whether any of it is printed red; None where nothing is printed."""
        return any(glyph.red for glyph in self.glyphs) if self.glyphs else None


@dataclass
class Row:
    """A row of a table: per column the slot that begins there, None where another covers it."""

    slots: list[Slot | None]
    page: int
    shafts: list[Shaft] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, ...]:
        return tuple("" if slot is None else "".join(line.text for line in slot.lines) for slot in self.slots)


@dataclass
class Ruled:
    """A table."""

    xs: list[float]
    box: Box
    rows: list[Row]


class Line(NamedTuple):
    """A line of text outside of tables: its runs with their places."""

    runs: list[tuple[str, Box]]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        return " ".join(text for text, _ in self.runs)


class Page(NamedTuple):
    """A page: tables and lines from top to bottom."""

    number: int
    width: float
    height: float
    items: list[Ruled | Line]
    askew: str
    unseen: list[str]  # lines that are drawn where nothing is seen
    is_picture: bool


def read_page(drawing: Drawing) -> Page:
    """Put the characters of a drawing into its tables and lines."""
    borders, shafts = part_shafts(drawing.strokes, drawing.heads)
    tables = find_tables(borders)
    inside: list[list[list[Glyph]]] = [[[] for _ in table.cells] for table in tables]
    outside: list[Glyph] = []
    unseen: list[Glyph] = []
    for glyph in drawing.glyphs:
        place = _place_of(glyph, tables)
        if place is not None:
            inside[place[0]][place[1]].append(glyph)
        else:
            (outside if glyph.clip is None else unseen).append(glyph)
    ruled = [_ruled(table, glyphs, drawing, shafts) for table, glyphs in zip(tables, inside, strict=True)]
    _make_room(ruled)
    lines = [_line(line) for line in lines_of(outside) if any(glyph.text.strip() for glyph in line)]
    items: list[Ruled | Line] = [*ruled, *lines]
    items.sort(key=lambda item: item.box[1] if isinstance(item, Ruled) else item.top)
    return Page(
        drawing.number,
        drawing.width,
        drawing.height,
        items,
        drawing.askew,
        [piece_of(run).text for line in lines_of(unseen) for run in runs_of(line)],
        bool(drawing.pictures) and not drawing.glyphs,
    )


def _place_of(glyph: Glyph, tables: list[Table]) -> tuple[int, int] | None:
    """The table and the cell that a character stands in. Where a cell clips its text, that cell."""
    x, y = glyph.middle
    if glyph.clip is not None:
        x, y = (glyph.clip[0] + glyph.clip[2]) / 2, (glyph.clip[1] + glyph.clip[3]) / 2
    for number, table in enumerate(tables):
        cell = table.cell_at(x, y)
        if cell >= 0:
            if glyph.clip is not None and any(
                abs(one - other) > _CLIP for one, other in zip(glyph.clip, table.cells[cell].box, strict=True)
            ):
                return None
            return number, cell
    return None


def _ruled(table: Table, glyphs: list[list[Glyph]], drawing: Drawing, shafts: list[Shaft]) -> Ruled:
    slots = [
        Slot(
            _round(cell.box),
            drawing.number,
            cell.down,
            cell.across,
            held,
            [piece_of(line) for line in lines_of(held)],
            open_above=cell.open_above,
            open_below=cell.open_below,
        )
        for cell, held in zip(table.cells, glyphs, strict=True)
    ]
    rows = [Row([None] * (len(table.xs) - 1), drawing.number) for _ in table.ys[1:]]
    for cell, slot in zip(table.cells, slots, strict=True):
        rows[cell.row].slots[cell.column] = slot
    for fill in drawing.fills:
        number = table.cell_at((fill.x0 + fill.x1) / 2, (fill.y0 + fill.y1) / 2)
        if number >= 0:
            slots[number].paint = fill.color
    for shaft in shafts:
        number = table.cell_at((shaft.x0 + shaft.x1) / 2, shaft.y)
        if number >= 0:
            rows[table.cells[number].row].shafts.append(shaft)
    return Ruled(table.xs, table.box, rows)


def _round(box: Box) -> Box:
    x0, top, x1, bottom = box
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)


def _make_room(tables: list[Ruled]) -> None:
    """How wide the lines of each cell may be: its width without the inset at which this page's texts begin."""
    slots = [slot for table in tables for row in table.rows for slot in row.slots if slot is not None]
    insets = Counter(
        round(line.x0 - slot.box[0], 1)
        for slot in slots
        for line in slot.lines
        if 0 <= line.x0 - slot.box[0] <= 8 and line.text[:1].isalnum()
    )
    inset = insets.most_common(1)[0][0] if insets else _INSET
    for slot in slots:
        room = slot.box[2] - slot.box[0] - 2 * inset
        slot.room = (
            max(room, *(line.width - _OVER * line.size for line in slot.lines)) if slot.lines else room
        )


def _line(glyphs: list[Glyph]) -> Line:
    runs = [(piece_of(run).text, box_of(run)) for run in runs_of(glyphs)]
    box = box_of(glyphs)
    return Line([(text, box) for text, box in runs if text], box[1], box[3])
