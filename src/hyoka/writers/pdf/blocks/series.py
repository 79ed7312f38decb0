"""年度の列 — target, actual and judgement of an indicator, a row each, a column per fiscal year."""

from hyoka.layouts import Cell
from hyoka.sheet import Indicator
from hyoka.writers.pdf.printing import Box, Printing, at_year


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
