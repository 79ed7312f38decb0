"""予算費目 — lines, and per fiscal year budget and settlement, each with its general revenue."""

from hyoka.layouts import BudgetLines, Cell, Layout
from hyoka.sheet import BudgetLine, CostYear, Place, Presence, find
from hyoka.values import FiscalYear
from hyoka.writers.xlsx.job import Direction
from hyoka.writers.xlsx.looks import BLOCK_HEADING, CENTRED_LABEL
from hyoka.writers.xlsx.measure import SHORTEST
from hyoka.writers.xlsx.page import UNITS, Edges, Page, between, edges

Span = tuple[int, int]


def columns(layout: Layout, block: BudgetLines, years: int) -> Edges:
    pair = [0.95] * len(_pairs(block)[0])
    after = [block.cost_course.width, block.reason.width, block.reform.width]
    return edges([block.name.width, *pair * years, *after])


def draw(page: Page, block: BudgetLines, direction: Direction | None) -> None:
    assert direction is not None
    _Table(page, block, Place(block.at.replace("*", direction.key))).draw()


def _pairs(block: BudgetLines) -> list[tuple[Cell, ...]]:
    """Budget and settlement, each with its general revenue: one printed row each."""
    return [block.amounts[start : start + 2] for start in range(0, len(block.amounts), 2)]


class _Table:
    """The block's table: its columns are measured once, then lines are drawn."""

    def __init__(self, page: Page, block: BudgetLines, at: Place) -> None:
        self.page, self.block, self.at = page, block, at
        self.pairs = _pairs(block)
        spans = between(columns(page.job.layout, block, len(page.job.years)))
        self.name, *amounts = spans[:-3]
        self.cost_course, self.reason, self.reform = spans[-3:]
        wide = len(self.pairs[0])
        self.years: list[list[Span]] = [
            amounts[start : start + wide] for start in range(0, len(amounts), wide)
        ]

    def draw(self) -> None:
        self._head()
        page, block = self.page, self.block
        table = find(page.job.sheet, self.at)
        lines: tuple[BudgetLine, ...] = table.lines if table else ()
        for line in lines:
            self._line(line.key, line)
        none = f"1 {block.none}" if table and table.presence is Presence.NONE else ""
        for number, key in enumerate(page.job.spare(self.at, len(lines), block.blank_rows)):
            self._line(key, None, none if number == 0 else "")

    def _head(self) -> None:
        page, block = self.page, self.block
        [heading] = page.take([19.0])
        page.anchor(heading, 0, UNITS, block.heading.text, BLOCK_HEADING)
        labels = [
            (self.name, block.name),
            (self.cost_course, block.cost_course),
            (self.reason, block.reason),
            (self.reform, block.reform),
        ]
        rows = page.take([SHORTEST] * (2 + len(self.pairs)))
        whole = rows[0][0], rows[-1][1]
        for span, cell in labels:
            page.anchor(whole, *span, cell.label.text, CENTRED_LABEL)
        page.label(rows[0], self.years[0][0][0], self.years[-1][-1][1], block.series.text, CENTRED_LABEL)
        for year, spans in zip(page.job.years, self.years, strict=True):
            words = block.year_pattern.replace("{year}", year.short)
            page.label(rows[1], spans[0][0], spans[-1][1], words, CENTRED_LABEL)
            for row, cells in zip(rows[2:], self.pairs, strict=True):
                for cell, span in zip(cells, spans, strict=False):
                    page.label(row, *span, cell.label.text, CENTRED_LABEL._replace(size=7.5))
        page.header = whole

    def _line(self, key: str, line: BudgetLine | None, default: str = "") -> None:
        page, block, at = self.page, self.block, self.at / key
        held = {year: find(line, f"/{int(year)}") if line else None for year in page.job.years}
        taken = page.take(self._heights(line, held))
        whole = taken[0][0], taken[-1][1]
        page.cell(whole, *self.name, at, line, block.name, default=default)
        for year, spans in zip(page.job.years, self.years, strict=True):
            for row, cells in zip(taken, self.pairs, strict=True):
                for cell, span in zip(cells, spans, strict=False):
                    page.cell(row, *span, at / year, held[year], cell, align="right", year=year)
        for cell, span, align in (
            (block.cost_course, self.cost_course, "center"),
            (block.reason, self.reason, "left"),
            (block.reform, self.reform, "center"),
        ):
            page.cell(whole, *span, at, line, cell, align=align)
            if cell.vocabulary:
                page.choose(whole, span[0], page.job.layout.vocabularies[cell.vocabulary].words)
        page.keep(whole[0])

    def _heights(self, line: BudgetLine | None, held: dict[FiscalYear, CostYear | None]) -> list[float]:
        page, block = self.page, self.block
        found = [
            max(
                page.needs(page.words(held[year], cell), *span)
                for year, spans in zip(page.job.years, self.years, strict=True)
                for cell, span in zip(cells, spans, strict=False)
            )
            for cells in self.pairs
        ]
        beside = max(
            page.needs(page.words(line, block.name), *self.name),
            page.needs(page.words(line, block.cost_course), *self.cost_course),
            page.needs(page.words(line, block.reason), *self.reason),
            page.needs(page.words(line, block.reform), *self.reform),
        )
        lacking = max(0.0, beside - sum(found)) / len(found)
        return [height + lacking for height in found]
