"""年度別の金額 — one row per kind of amount, one column per fiscal year."""

from hyoka.layouts import AmountsByYear, Layout
from hyoka.sheet import Place, find, get
from hyoka.writers.xlsx.job import Direction
from hyoka.writers.xlsx.looks import CENTRED_LABEL
from hyoka.writers.xlsx.page import Edges, Page, between, edges

LABEL = 1.4  # against one year


def columns(layout: Layout, block: AmountsByYear, years: int) -> Edges:
    return edges([LABEL, *[1.0] * years])


def draw(page: Page, block: AmountsByYear, direction: Direction | None) -> None:
    label, *years = between(columns(page.job.layout, block, len(page.job.years)))
    part = get(page.job.sheet, block.at)
    [head] = page.take([page.needs("", *label)])
    page.anchor(head, *label, block.year_label.text, CENTRED_LABEL)
    for year, edge in zip(page.job.years, years, strict=True):
        page.label(head, *edge, year.short, CENTRED_LABEL)
    held = {year: find(part, f"/{int(year)}") for year in page.job.years}
    for cell in block.rows:
        needed = [
            page.needs(page.words(held[year], cell), *edge)
            for year, edge in zip(page.job.years, years, strict=True)
        ]
        [rows] = page.take([max(page.needs(cell.label.text, *label), *needed)])
        page.label(rows, *label, cell.label.text)
        for year, edge in zip(page.job.years, years, strict=True):
            page.cell(rows, *edge, Place(block.at) / year, held[year], cell, align="right", year=year)
