"""年度の列 — target, actual and judgement of an indicator, a row each, a column per fiscal year."""

from hyoka.layouts import Cell
from hyoka.sheet import Indicator
from hyoka.writers.pdf.printing import Box, Printing, at_year
from hyoka.writers.pdf.table import row_height


def series_rows(
    indicator: Indicator | None, rows: tuple[Cell, ...], printing: Printing, label: float, years: list[float]
) -> list[list[Box]]:
    """Per row of the form its label and the cells of its years."""
    values = indicator.values if indicator else ()
    columns = [
        (at_year(values, year), year, width) for year, width in zip(printing.years, years, strict=True)
    ]
    return [
        [
            printing.label(cell.label.text, label),
            *(printing.value(value, cell, width, look="c", year=year) for value, year, width in columns),
        ]
        for cell in rows
    ]


def blank_series(
    before: list[float],
    label: float,
    years: list[float],
    after: list[float],
    rows: tuple[Cell, ...],
    printing: Printing,
) -> list[list[Box]]:
    """Rows of the form without a series: the labels of the rows, and lines around them."""
    labels = [printing.label(cell.label.text, label) for cell in rows]
    heights = [row_height(box.lines) for box in labels]
    first = [
        printing.blank(before, heights, ruled=False),
        labels[0],
        printing.blank(years, heights, ruled=True),
    ]
    if after:
        first.append(printing.blank(after, heights, ruled=False))
    return [first, *([box] for box in labels[1:])]
