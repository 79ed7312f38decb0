"""観点別評価 — grades by criterion."""

from hyoka.layouts import Judgements, Layout
from hyoka.sheet import Place, Rating, get
from hyoka.writers.xlsx.job import Direction
from hyoka.writers.xlsx.looks import BLOCK_HEADING, CENTRED_LABEL
from hyoka.writers.xlsx.measure import SHORTEST
from hyoka.writers.xlsx.page import UNITS, Edges, Page, between, edges


def columns(layout: Layout, block: Judgements, years: int) -> Edges:
    return edges([block.criterion.width, block.grade.width, block.reason.width])


def draw(page: Page, block: Judgements, direction: Direction | None) -> None:
    at = Place(block.at)
    cells = (block.criterion, block.grade, block.reason)
    spans = between(columns(page.job.layout, block, 0))
    [heading] = page.take([19.0])
    page.anchor(heading, 0, UNITS, block.heading.text, BLOCK_HEADING)
    [head] = page.take([SHORTEST])
    for cell, span in zip(cells, spans, strict=True):
        page.anchor(head, *span, cell.label.text, CENTRED_LABEL)
    for key, row, criterion in _rows(page, at, block):
        [rows] = page.take(
            [max(page.needs(page.words(row, cell), *span) for cell, span in zip(cells, spans, strict=True))]
        )
        for cell, span in zip(cells, spans, strict=True):
            page.cell(
                rows,
                *span,
                at / key,
                row,
                cell,
                align="center" if cell is block.grade else "left",
                default=criterion if cell is block.criterion else "",
            )
            if cell.vocabulary:
                page.choose(rows, span[0], page.job.layout.vocabularies[cell.vocabulary].words)


def _rows(page: Page, at: Place, block: Judgements) -> list[tuple[str, Rating | None, str]]:
    """The ratings of the document, then the criteria of the form that it does not rate yet."""
    ratings: tuple[Rating, ...] = get(page.job.sheet, at).rows
    rated = {row.criterion for row in ratings}
    held: list[tuple[str, Rating | None, str]] = [(row.key, row, "") for row in ratings]
    open_criteria = [criterion for criterion in block.criteria if criterion not in rated]
    return held + [(next(page.job.keys(at, criterion)), None, criterion) for criterion in open_criteria]
