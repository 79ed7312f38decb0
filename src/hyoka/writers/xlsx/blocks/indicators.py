"""指標の表 — per indicator a name, a definition, and rows of target, actual and judgement."""

from hyoka.layouts import IndicatorSeries, Layout
from hyoka.sheet import OutcomeIndicator, Place, get
from hyoka.writers.xlsx.blocks.series import heights, put_series, words_of
from hyoka.writers.xlsx.job import Direction
from hyoka.writers.xlsx.looks import CENTRED_LABEL
from hyoka.writers.xlsx.page import Edges, Page, between, edges

LABEL = 1.2


def columns(layout: Layout, block: IndicatorSeries, years: int) -> Edges:
    return edges([block.name.width, block.definition.width, LABEL, *[1.0] * years])


def draw(page: Page, block: IndicatorSeries, direction: Direction | None) -> None:
    at = Place(block.at if direction is None else block.at.replace("*", direction.key))
    name, definition, label, *years = spans = between(columns(page.job.layout, block, len(page.job.years)))
    texts = [block.name.label.text, block.definition.label.text, block.year_label.text]
    [head] = page.take([max(page.needs(text, *span) for text, span in zip(texts, spans, strict=False))])
    for text, span in zip(texts, spans, strict=False):
        page.anchor(head, *span, text, CENTRED_LABEL)
    for year, edge in zip(page.job.years, years, strict=True):
        page.label(head, *edge, year.short, CENTRED_LABEL)
    page.header = head
    rows: list[tuple[str, OutcomeIndicator | None]] = [
        (row.key, row) for row in get(page.job.sheet, at).indicators
    ]
    rows += [(key, None) for key in page.job.spare(at, len(rows), block.blank_rows)]
    words = words_of(page, block.vocabularies)
    for key, row in rows:
        beside = max(
            page.needs(page.words(row, block.name), *name),
            page.needs(page.words(row, block.definition), *definition),
        )
        taken = page.take(heights(page, row, block.rows, years, beside))
        whole = taken[0][0], taken[-1][1]
        page.cell(whole, *name, at / key, row, block.name)
        page.cell(whole, *definition, at / key, row, block.definition)
        put_series(page, taken, label, years, at / key, row, block.rows, words)
        page.keep(whole[0])
