"""指標の表 — the outcome indicators of the whole measure."""

from hyoka.layouts import IndicatorSeries
from hyoka.sheet import get
from hyoka.writers.pdf.blocks.series import series_rows
from hyoka.writers.pdf.printing import Printing, label_width, spread
from hyoka.writers.pdf.table import table

YEAR_SHARE = 1.05


def print_indicators(block: IndicatorSeries, printing: Printing) -> str:
    part = get(printing.sheet, block.at)
    indicators = list(getattr(part, part.ROWS))
    label = label_width([block.year_label.text, *(cell.label.text for cell in block.rows)])
    count = len(printing.years)
    shares = [block.name.width, block.definition.width, *[YEAR_SHARE] * count]
    name, definition, *years = spread(printing.width - label, shares)
    header = [
        printing.label(block.name.label.text, name),
        printing.label(block.definition.label.text, definition),
        printing.label(block.year_label.text, label),
        *(printing.label(year.short, width) for year, width in zip(printing.years, years, strict=True)),
    ]
    rows = []
    for indicator in [*indicators, *[None] * (block.blank_rows - len(indicators))]:
        tall = len(block.rows)
        first, *others = series_rows(indicator, block.rows, printing, label, years)
        named = printing.value(indicator, block.name, name, down=tall)
        defined = printing.value(indicator, block.definition, definition, down=tall)
        rows += [[named, defined, *first], *others]
    return table([name, definition, label, *years], rows, [header])
