"""指標の年度別 — target, actual and judgement of one indicator, row by row, year by year."""

from collections.abc import Sequence

from hyoka.layouts import Cell
from hyoka.sheet import Indicator, Place
from hyoka.writers.xlsx.looks import CENTRED_LABEL
from hyoka.writers.xlsx.measure import SHORTEST
from hyoka.writers.xlsx.page import Page, Rows

Span = tuple[int, int]


def put_series(
    page: Page,
    rows: Sequence[Rows],
    label: Span,
    years: Sequence[Span],
    at: Place,
    indicator: Indicator | None,
    cells: Sequence[Cell],
    words: tuple[str, ...],
) -> None:
    """The cells of an indicator, or of a printed row that nobody has filled in."""
    held = {year: indicator.at(year) if indicator else None for year in page.job.years}
    for row, cell in zip(rows, cells, strict=True):
        page.label(row, *label, cell.label.text, CENTRED_LABEL)
        for year, edge in zip(page.job.years, years, strict=True):
            page.cell(row, *edge, at / year, held[year], cell, align="center", year=year)
            if cell.field == "status":
                page.choose(row, edge[0], words)


def heights(
    page: Page, indicator: Indicator | None, cells: Sequence[Cell], years: Sequence[Span], beside: float
) -> list[float]:
    """Of the rows of an indicator: each shows its values, and together they are as high as what stands beside."""
    found = []
    for cell in cells:
        values = [
            page.needs(page.words(indicator.at(year), cell), *edge)
            for year, edge in zip(page.job.years, years, strict=True)
            if indicator is not None
        ]
        found.append(max(values, default=SHORTEST))
    lacking = max(0.0, beside - sum(found)) / len(found)
    return [height + lacking for height in found]


def words_of(page: Page, vocabularies: tuple[str, ...]) -> tuple[str, ...]:
    """The words of several vocabularies, each once."""
    return tuple(
        dict.fromkeys(word for name in vocabularies for word in page.job.layout.vocabularies[name].words)
    )
