"""線表 — per project its bars over the months, the words under them, and the planned hours.

A bar lies in the table cell of its months: an arrow head stands where an end is known, a dashed shaft without
a head where it is not. Words stand under the bar, from its first month to where the next one begins.
"""

from typing import NamedTuple

from hyoka.layouts import Gantt
from hyoka.sheet import MONTHS, Bar, BarKind, ScheduleRow, get
from hyoka.writers.pdf.printing import BODY, INSET, Box, Printing, label_width, spread
from hyoka.writers.pdf.table import row_height, table

YEAR = len(MONTHS)


class _Placed(NamedTuple):
    """A bar with its columns, first and past the last."""

    bar: Bar
    begin: int
    end: int


class _Segment(NamedTuple):
    """A stretch of months in a line of the schedule: a bar, words, or nothing."""

    months: int
    bar: Bar | None = None
    words: str = ""
    lines: int = 1


def print_gantt(block: Gantt, printing: Printing) -> str:
    rows: tuple[ScheduleRow, ...] = get(printing.sheet, block.at).rows
    return _Table(block, printing).set(rows)


class _Table:
    """The block's table: project, twelve months, hours."""

    def __init__(self, block: Gantt, printing: Printing) -> None:
        self.block, self.printing = block, printing
        self.hours = [label_width([cell.label.text for cell in block.hours])] * len(block.hours)
        shares = [block.project.width, *[1.0] * YEAR]
        self.project, self.month, *_ = spread(printing.width - sum(self.hours), shares)

    def set(self, rows: tuple[ScheduleRow, ...]) -> str:
        every = [*rows, *[None] * (self.block.blank_rows - len(rows))]
        cells = [line for row in every for line in self._row(row)]
        return table(
            [self.project, *[self.month] * YEAR, *self.hours],
            cells,
            self._header(),
            least=self.printing.least,
        )

    def _header(self) -> list[list[Box]]:
        block, label = self.block, self.printing.label
        months = [block.month_pattern.replace("{month}", str(month)) for month in MONTHS]
        upper = [
            label(block.project.label.text, self.project, down=2),
            *(label(month, self.month, down=2) for month in months),
            label(block.hours_label.text, sum(self.hours), across=len(self.hours)),
        ]
        hours = zip(block.hours, self.hours, strict=True)
        return [upper, [label(cell.label.text, width) for cell, width in hours]]

    def _row(self, row: ScheduleRow | None) -> list[list[Box]]:
        lanes = _lanes(row.bars) if row else []
        lines = [line for lane in lanes for line in self._lane(lane)] or [[_Segment(YEAR, lines=2)]]
        first, *others = [
            [self._box(line, number, is_last=line is lines[-1]) for number in range(len(line))]
            for line in lines
        ]
        hours = zip(self.block.hours, self.hours, strict=True)
        value, down = self.printing.value, len(lines)
        return [
            [
                value(row, self.block.project, self.project, down=down),
                *first,
                *(value(row, cell, width, look="f", down=down) for cell, width in hours),
            ],
            *others,
        ]

    def _lane(self, lane: list[_Placed]) -> list[list[_Segment]]:
        """The bars, and the words under them."""
        bars: list[_Segment] = []
        words: list[_Segment] = []
        at = 0
        for number, (bar, begin, end) in enumerate(lane):
            reach = lane[number + 1].begin if number + 1 < len(lane) else YEAR
            bars += [_Segment(begin - at), _Segment(end - begin, bar=bar), _Segment(reach - end)]
            words += [_Segment(begin - at), _Segment(reach - begin, words=bar.label or "")]
            at = reach
        lines = [bars, words] if any(bar.label for bar, _, _ in lane) else [bars]
        return [[segment for segment in line if segment.months] for line in lines]

    def _box(self, line: list[_Segment], number: int, *, is_last: bool) -> Box:
        """A segment as a cell. Lines of months are drawn where the height is known."""
        months, bar, words, lines = line[number]
        said = "none"
        if bar is not None:
            said = f"bar({_flag(bar.from_month)}, {_flag(bar.to_month)})"
        elif words:
            said, lines, _ = self.printing.words.set(words, (months * self.month - 2 * INSET) / BODY)
        ticks = f"ticks({months}, {self.month:.2f}pt, {row_height(lines):.2f}pt)" if lines else "none"
        edges = (number == 0, number == len(line) - 1, is_last)
        stroke = f"lane({', '.join('true' if edge else 'false' for edge in edges)})"
        return Box(f"m(colspan: {months}, stroke: {stroke}, {{{ticks}; {said}}})", lines)


def _flag(month: int | None) -> str:
    return "false" if month is None else "true"


def _lanes(bars: tuple[Bar, ...]) -> list[list[_Placed]]:
    """Bars get a lane each; events share one while they follow each other."""
    lanes: list[list[_Placed]] = []
    shared = False
    for bar in bars:
        placed = _placed(bar)
        is_event = bar.kind is BarKind.EVENT
        if is_event and shared and lanes[-1][-1].end <= placed.begin:
            lanes[-1].append(placed)
        else:
            lanes.append([placed])
        shared = is_event
    return lanes


def _placed(bar: Bar) -> _Placed:
    """An event without a last month is drawn in its first; a bar of which an end is unknown reaches the edge."""
    begin = MONTHS.index(bar.from_month) if bar.from_month else 0
    end = MONTHS.index(bar.to_month) + 1 if bar.to_month else YEAR
    if bar.kind is BarKind.EVENT and bar.from_month and not bar.to_month:
        end = begin + 1
    return _Placed(bar, begin, end)
