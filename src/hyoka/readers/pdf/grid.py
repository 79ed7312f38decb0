"""罫線の表 — lines to tables: rows and columns, and the cells that lie in them, merged ones as one."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hyoka.readers.pdf.drawing import Stroke

SNAP = 1.6  # lines so close together are one line
_SHORTEST = 3.0  # anything shorter is part of a picture

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


class Cell(NamedTuple):
    """A cell: its first row and column, how many it covers, and where it lies."""

    row: int
    column: int
    down: int
    across: int
    box: Box
    open_above: bool = False  # no line closes it at the table's upper edge: it goes on from the page before
    open_below: bool = False


class Table(NamedTuple):
    """A ruled table. `owner[row][column]` is the number of the cell that lies there, -1 outside."""

    xs: list[float]
    ys: list[float]
    cells: list[Cell]
    owner: list[list[int]]

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int:
        """The number of the cell around a point, -1 where there is none."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= row < len(self.owner) and 0 <= column < len(self.owner[0]):
            return self.owner[row][column]
        return -1


class _Line(NamedTuple):
    """A level or upright line: where it lies, from where to where."""

    at: float
    begin: float
    end: float


def find_tables(strokes: Iterable[Stroke]) -> list[Table]:
    """The tables that lines make, from top to bottom. A frame around nothing but itself is one, too."""
    level: list[_Line] = []
    upright: list[_Line] = []
    for stroke in strokes:
        if stroke.is_level and stroke.x1 - stroke.x0 >= _SHORTEST:
            level.append(_Line(stroke.y0, stroke.x0, stroke.x1))
        elif not stroke.is_level and stroke.y1 - stroke.y0 >= _SHORTEST:
            upright.append(_Line(stroke.x0, stroke.y0, stroke.y1))
    level, upright = _joined(level), _joined(upright)
    tables = [_table(*lines) for lines in _together(level, upright)]
    return sorted(
        (table for table in tables if table is not None), key=lambda table: (table.ys[0], table.xs[0])
    )


def _joined(lines: list[_Line]) -> list[_Line]:
    """Lines that lie on one another or touch end to end, as one each."""
    joined: list[_Line] = []
    for group in _near(sorted(lines)):
        at = sum(line.at for line in group) / len(group)
        begin, end = -1.0, -1.0
        for line in sorted(group, key=lambda line: line.begin):
            if end >= 0 and line.begin <= end + SNAP:
                end = max(end, line.end)
                continue
            if end >= 0:
                joined.append(_Line(at, begin, end))
            begin, end = line.begin, line.end
        if end >= 0:
            joined.append(_Line(at, begin, end))
    return joined


def _near(lines: Sequence[_Line]) -> Iterable[list[_Line]]:
    """Lines at the same place, up to a hair."""
    group: list[_Line] = []
    for line in lines:
        if group and line.at - group[0].at > SNAP:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _together(level: list[_Line], upright: list[_Line]) -> Iterable[tuple[list[_Line], list[_Line]]]:
    """Lines that touch one another, directly or over others."""
    root = list(range(len(level) + len(upright)))

    def find(index: int) -> int:
        while root[index] != index:
            root[index] = root[root[index]]
            index = root[index]
        return index

    for number, line in enumerate(upright, start=len(level)):
        for index, other in enumerate(level):
            if (
                line.begin - SNAP <= other.at <= line.end + SNAP
                and other.begin - SNAP <= line.at <= other.end + SNAP
            ):
                root[find(index)] = find(number)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for index, line in enumerate(level):
        groups.setdefault(find(index), ([], []))[0].append(line)
    for index, line in enumerate(upright, start=len(level)):
        groups.setdefault(find(index), ([], []))[1].append(line)
    return groups.values()


def _table(level: list[_Line], upright: list[_Line]) -> Table | None:
    xs, ys = _places(upright), _places(level)
    if len(xs) < 2 or len(ys) < 2:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    above = [[False] * columns for _ in ys]  # whether a line lies above the cell
    left = [[False] * len(xs) for _ in range(rows)]
    for line in level:
        at = _index(ys, line.at)
        for column in _span(xs, line):
            above[at][column] = True
    for line in upright:
        at = _index(xs, line.at)
        for row in _span(ys, line):
            left[row][at] = True
    owner = [[-1] * columns for _ in range(rows)]
    cells: list[Cell] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] == -1:
                region = _region(row, column, above, left)
                number = len(cells) if region.closed else -2
                for r, c in region.squares:
                    owner[r][c] = number
                if region.closed:
                    cells.append(_cell(region, xs, ys))
    if not cells:
        return None
    return Table(xs, ys, cells, [[max(number, -1) for number in row] for row in owner])


class _Region(NamedTuple):
    """Squares that no line parts. Open above or below at the table's edge it may still be a cell, cut by the page."""

    squares: list[tuple[int, int]]
    closed: bool
    open_above: bool
    open_below: bool


def _region(row: int, column: int, above: list[list[bool]], left: list[list[bool]]) -> _Region:
    rows, columns = len(left), len(above[0])
    squares, seen = [(row, column)], {(row, column)}
    closed, open_above, open_below = True, False, False
    for r, c in squares:
        for is_open, nr, nc in (
            (not above[r][c], r - 1, c),
            (not above[r + 1][c], r + 1, c),
            (not left[r][c], r, c - 1),
            (not left[r][c + 1], r, c + 1),
        ):
            if not is_open:
                continue
            if not 0 <= nc < columns:
                closed = False
            elif nr < 0:
                open_above = True
            elif nr == rows:
                open_below = True
            elif (nr, nc) not in seen:
                seen.add((nr, nc))
                squares.append((nr, nc))
    return _Region(squares, closed, open_above, open_below)


def _cell(region: _Region, xs: list[float], ys: list[float]) -> Cell:
    rows, columns = ([square[axis] for square in region.squares] for axis in (0, 1))
    top, bottom, first, last = min(rows), max(rows), min(columns), max(columns)
    box = (xs[first], ys[top], xs[last + 1], ys[bottom + 1])
    return Cell(top, first, bottom - top + 1, last - first + 1, box, region.open_above, region.open_below)


def _places(lines: Iterable[_Line]) -> list[float]:
    places: list[float] = []
    for at in sorted(line.at for line in lines):
        if not places or at - places[-1] > SNAP:
            places.append(at)
    return places


def _index(places: list[float], at: float) -> int:
    return max(0, bisect_right(places, at + 1e-6) - 1)


def _span(places: list[float], line: _Line) -> range:
    """The columns (or rows) that a line runs along in full."""
    first = next((index for index, place in enumerate(places) if place >= line.begin - SNAP), len(places))
    last = len(places) - 1
    while last >= 0 and places[last] > line.end + SNAP:
        last -= 1
    return range(first, last)
