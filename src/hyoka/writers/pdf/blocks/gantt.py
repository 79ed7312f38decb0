"""線表 — per project its bars over the months, the words under them, and the planned hours.

A bar lies in the table cell of its months: an arrow head stands where an end is known, a dashed shaft without
a head where it is not. Words stand under the bar, from its first month to where the next one begins.
"""

from typing import NamedTuple

from hyoka.layouts import Cell, Gantt
from hyoka.sheet import MONTHS, Bar, BarKind, ScheduleRow, get
from hyoka.writers.pdf.printing import Printing, spread, table

YEAR = len(MONTHS)


class _Placed(NamedTuple):
    """A bar with its columns, first and past the last."""

    bar: Bar
    begin: int
    end: int


def print_gantt(block: Gantt, printing: Printing) -> str:
    rows: tuple[ScheduleRow, ...] = get(printing.sheet, block.at).rows
    return _Table(block, printing).set(rows)


class _Table:
    """The block's table: project, twelve months, hours."""

    def __init__(self, block: Gantt, printing: Printing) -> None:
        self.block, self.printing = block, printing
        shares = [block.project.width, *[1.0] * YEAR, *(cell.width for cell in block.hours)]
        self.project, *rest = spread(printing.width, shares)
        self.month = rest[0]
        self.hours = rest[YEAR:]

    def set(self, rows: tuple[ScheduleRow, ...]) -> str:
        cells = []
        for row in [*rows, *[None] * (self.block.blank_rows - len(rows))]:
            cells += self._row(row)
        return table([self.project, *[self.month] * YEAR, *self.hours], cells, self._header())

    def _header(self) -> list[str]:
        block, printing = self.block, self.printing
        return [
            printing.label(block.project.label.text, self.project, "rowspan: 2, "),
            *(
                printing.label(block.month_pattern.replace("{month}", str(month)), self.month, "rowspan: 2, ")
                for month in MONTHS
            ),
            printing.label(block.hours_label.text, sum(self.hours), f"colspan: {len(self.hours)}, "),
            *(
                printing.label(cell.label.text, width)
                for cell, width in zip(block.hours, self.hours, strict=True)
            ),
        ]

    def _row(self, row: ScheduleRow | None) -> list[str]:
        lanes = _lanes(row.bars) if row else []
        lines = [line for lane in lanes for line in self._lane(lane)] or [[self._months(YEAR, "")]]
        spans = f"rowspan: {len(lines)}, "
        first, *others = lines
        return [
            self.printing.value(row, self.block.project, self.project, spans=spans),
            *first,
            *(
                self.printing.value(row, cell, width, look="f", spans=spans)
                for cell, width in zip(self.block.hours, self.hours, strict=True)
            ),
            *(cell for line in others for cell in line),
        ]

    def _lane(self, lane: list[_Placed]) -> list[list[str]]:
        """The bars, and the words under them."""
        bars: list[str] = []
        words: list[str] = []
        at = 0
        for number, (bar, begin, end) in enumerate(lane):
            reach = lane[number + 1].begin if number + 1 < len(lane) else YEAR
            if begin > at:
                bars.append(self._months(begin - at, ""))
                words.append(self._months(begin - at, ""))
            bars.append(f"b({end - begin}, {_flag(bar.from_month)}, {_flag(bar.to_month)})")
            if reach > end:
                bars.append(self._months(reach - end, ""))
            words.append(self._months(reach - begin, bar.label or "", self.block.bar))
            at = reach
        return [bars, words] if any(bar.label for bar, _, _ in lane) else [bars]

    def _months(self, count: int, words: str, cell: Cell | None = None) -> str:
        said = self.printing.text(words, count * self.month)
        return f"m({count}, {said})"


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
