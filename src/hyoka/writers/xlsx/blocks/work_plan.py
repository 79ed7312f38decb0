"""業務計画 — project, means, output indicator by fiscal year, course and reason."""

from typing import NamedTuple

from hyoka.layouts import Cell, Layout, WorkPlanBlock
from hyoka.sheet import Means, Place, Project, find
from hyoka.writers.xlsx.blocks.series import heights, put_series, words_of
from hyoka.writers.xlsx.job import Direction
from hyoka.writers.xlsx.looks import BLOCK_HEADING, CENTRED_LABEL
from hyoka.writers.xlsx.measure import SHORTEST
from hyoka.writers.xlsx.page import UNITS, Edges, Page, Rows, between, edges

LABEL = 1.0
YEAR = 0.95


class _Line(NamedTuple):
    """A means of a project, or a printed row that nobody has filled in."""

    key: str
    means: Means | None


def columns(layout: Layout, block: WorkPlanBlock, years: int) -> Edges:
    before = [block.project.width, block.means_no.width, block.means.width, block.indicator.width]
    return edges(
        [*before, LABEL, *[YEAR] * years, block.course.width, block.reason.width, block.reform.width]
    )


def draw(page: Page, block: WorkPlanBlock, direction: Direction | None) -> None:
    assert direction is not None
    _Table(page, block, Place(block.at.replace("*", direction.key))).draw()


class _Table:
    """The block's table: its columns are measured once, then projects are drawn."""

    def __init__(self, page: Page, block: WorkPlanBlock, at: Place) -> None:
        self.page, self.block, self.at = page, block, at
        spans = between(columns(page.job.layout, block, len(page.job.years)))
        self.project, self.no, self.means, self.indicator, self.label, *self.years = spans[:-3]
        self.course, self.reason, self.reform = spans[-3:]
        self.words = words_of(page, block.vocabularies)
        self.head: int | None = None  # the heading's row, until the first project stands below it

    def draw(self) -> None:
        self._head()
        plan = find(self.page.job.sheet, self.at)
        projects: tuple[Project, ...] = plan.projects if plan else ()
        used = 0
        for project in projects:
            lines = [_Line(means.key, means) for means in project.means]
            if not lines:
                [spare] = self.page.job.spare(self.at / project.key, 0, 1)
                lines = [_Line(spare, None)]
            used += len(lines)
            self._project(project.key, project, lines)
        for key in self.page.job.spare(self.at, used, self.block.blank_rows):
            [spare] = self.page.job.spare(self.at / key, 0, 1)
            self._project(key, None, [_Line(spare, None)])

    def _head(self) -> None:
        page, block = self.page, self.block
        [heading] = page.take([19.0])
        page.anchor(heading, 0, UNITS, block.heading.text, BLOCK_HEADING)
        labels = [
            (self.project, block.project),
            (self.no, block.means_no),
            (self.means, block.means),
            (self.indicator, block.indicator),
            (self.course, block.course),
            (self.reason, block.reason),
            (self.reform, block.reform),
        ]
        height = max(page.needs(cell.label.text, *span) for span, cell in labels)
        upper, lower = page.take([max(SHORTEST, height / 2)] * 2)
        for span, cell in labels:
            page.anchor((upper[0], lower[1]), *span, cell.label.text, CENTRED_LABEL)
        page.label(upper, self.label[0], self.years[-1][1], block.series.text, CENTRED_LABEL)
        page.label(lower, *self.label, block.year_label.text, CENTRED_LABEL)
        for year, edge in zip(page.job.years, self.years, strict=True):
            page.label(lower, *edge, year.short, CENTRED_LABEL)
        page.header = upper[0], lower[1]
        self.head = heading[0]

    def _project(self, key: str, project: Project | None, lines: list[_Line]) -> None:
        page, block = self.page, self.block
        needed = page.needs(page.words(project, block.project), *self.project) / len(lines)
        rows = [page.take(self._heights(line.means, needed)) for line in lines]
        whole = rows[0][0][0], rows[-1][-1][1]
        page.cell(whole, *self.project, self.at / key, project, block.project)
        for line, taken in zip(lines, rows, strict=True):
            self._means(self.at / key / line.key, line.means, taken)
            page.groups.append((taken[0][0], taken[-1][1]))
        page.keep(self.head if self.head is not None else whole[0])
        self.head = None

    def _heights(self, means: Means | None, needed: float) -> list[float]:
        page, block = self.page, self.block
        beside = [
            page.needs(page.words(means, cell), *span)
            for cell, span in self._cells()
        ]  # fmt: skip
        return heights(page, means.indicator if means else None, block.rows, self.years, max(needed, *beside))

    def _cells(self) -> list[tuple[Cell, tuple[int, int]]]:
        block = self.block
        return [
            (block.means_no, self.no),
            (block.means, self.means),
            (block.indicator, self.indicator),
            (block.course, self.course),
            (block.reason, self.reason),
            (block.reform, self.reform),
        ]

    def _means(self, at: Place, means: Means | None, taken: list[Rows]) -> None:
        page, block = self.page, self.block
        whole = taken[0][0], taken[-1][1]
        for cell, span in self._cells():
            centred = cell in (block.means_no, block.course, block.reform)
            page.cell(whole, *span, at, means, cell, align="center" if centred else "left")
            if cell.vocabulary:
                page.choose(whole, span[0], page.job.layout.vocabularies[cell.vocabulary].words)
        indicator = means.indicator if means else None
        put_series(page, taken, self.label, self.years, at / "indicator", indicator, block.rows, self.words)
