"""線表 — per project its bars over the months, a line with marks and a line with words for each, and hours.

Bars are marks in month cells (← ─ →), so that an office moves them by typing.
"""

from hyoka.layouts import Gantt, Layout
from hyoka.layouts.marks import print_marks
from hyoka.sheet import MONTHS, Bar, BarKind, Place, ScheduleRow, get
from hyoka.sheet.listing import MARKS
from hyoka.writers.xlsx.job import Direction
from hyoka.writers.xlsx.looks import BAR, CENTRED_LABEL, EVENT, Look
from hyoka.writers.xlsx.measure import SHORTEST
from hyoka.writers.xlsx.page import Edges, Page, between, edges

_LEAST = 4  # months of room for the words under a bar

Span = tuple[int, int]


def columns(layout: Layout, block: Gantt, years: int) -> Edges:
    return edges([block.project.width, *[0.6] * len(MONTHS), *(cell.width for cell in block.hours)])


def draw(page: Page, block: Gantt, direction: Direction | None) -> None:
    _Table(page, block).draw()


class _Table:
    """The block's table: its columns are measured once, then projects are drawn."""

    def __init__(self, page: Page, block: Gantt) -> None:
        self.page, self.block, self.at = page, block, Place(block.at)
        self.project, *rest = between(columns(page.job.layout, block, 0))
        self.months, self.hours = rest[: len(MONTHS)], rest[len(MONTHS) :]

    def draw(self) -> None:
        self._head()
        rows: tuple[ScheduleRow, ...] = get(self.page.job.sheet, self.at).rows
        for row in rows:
            self._row(row.key, row)
        for key in self.page.job.spare(self.at, len(rows), self.block.blank_rows):
            self._row(key, None)

    def _head(self) -> None:
        page, block = self.page, self.block
        upper, lower = page.take([SHORTEST, SHORTEST])
        whole = upper[0], lower[1]
        page.anchor(whole, *self.project, block.project.label.text, CENTRED_LABEL)
        for month, span in zip(MONTHS, self.months, strict=True):
            page.label(whole, *span, block.month_pattern.replace("{month}", str(month)), CENTRED_LABEL)
        page.anchor(upper, self.hours[0][0], self.hours[-1][1], block.hours_label.text, CENTRED_LABEL)
        for cell, span in zip(block.hours, self.hours, strict=True):
            page.label(lower, *span, cell.label.text, CENTRED_LABEL)
        page.header = whole

    def _row(self, key: str, row: ScheduleRow | None) -> None:
        page, at = self.page, self.at / key
        bars: list[tuple[str, Bar | None]] = [(bar.key, bar) for bar in row.bars] if row else []
        if not bars:
            bars = [(spare, None) for spare in page.job.spare(at, 0, 1)]
        needed = max(
            page.needs(page.words(row, self.block.project), *self.project),
            *(
                page.needs(page.words(row, cell), *span)
                for cell, span in zip(self.block.hours, self.hours, strict=True)
            ),
        )
        top = page.next_row
        for bar_key, bar in bars:
            self._bar(at / bar_key, bar, needed / len(bars))
        whole = top, page.next_row - 1
        page.keep(top)
        page.cell(whole, *self.project, at, row, self.block.project)
        for cell, span in zip(self.block.hours, self.hours, strict=True):
            page.cell(whole, *span, at, row, cell, align="right")

    def _bar(self, at: Place, bar: Bar | None, needed: float) -> None:
        """A line of marks over a line of words."""
        page = self.page
        first = MONTHS.index(bar.from_month) if bar and bar.from_month else 0
        left = min(first, len(MONTHS) - _LEAST)
        span = self.months[left][0], self.months[-1][1]
        words = page.words(bar, self.block.bar)
        height = max(page.needs(words, *span), needed - 15.0)
        [marks] = page.take([15.0])
        self._marks(marks[0], at, bar)
        [rows] = page.take([height])
        if left:
            page.label(rows, self.months[0][0], span[0], "", Look())
        page.cell(rows, *span, at, bar, self.block.bar)

    def _marks(self, row: int, at: Place, bar: Bar | None) -> None:
        page = self.page
        drawn = print_marks(bar.from_month, bar.to_month) if bar else ("",) * len(MONTHS)
        fill = EVENT if bar and bar.kind is BarKind.EVENT else BAR
        for mark, span in zip(drawn, self.months, strict=True):
            look = Look(align="center", open=True, middle=True, fill=fill if mark else "")
            page.box((row, row), *span, mark, look)
        places = {name: at / name for name in ("from_month", "to_month")}
        page.job.printed(places, page.name, page.addresses(row, (left for left, _ in self.months)), MARKS)
        if bar is None:
            for place in places.values():
                page.job.free_place(place)
