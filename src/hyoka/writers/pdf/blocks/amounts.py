"""年度別の金額 — one row per kind of amount, one column per fiscal year."""

from hyoka.layouts import AmountsByYear
from hyoka.sheet import get
from hyoka.writers.pdf.printing import Printing, at_year, label_width, spread
from hyoka.writers.pdf.table import table


def print_amounts(block: AmountsByYear, printing: Printing) -> str:
    part = get(printing.sheet, block.at)
    rows = getattr(part, part.ROWS)
    first = label_width([cell.label.text for cell in block.rows], longest=9.0)
    years = spread(printing.width - first, [1.0] * len(printing.years))
    header = [
        printing.label(block.year_label.text, first),
        *(printing.label(year.short, width) for year, width in zip(printing.years, years, strict=True)),
    ]
    cells = [
        [
            printing.label(cell.label.text, first),
            *(
                printing.value(at_year(rows, year), cell, width, look="f", year=year)
                for year, width in zip(printing.years, years, strict=True)
            ),
        ]
        for cell in block.rows
    ]
    return table([first, *years], cells, [header], least=printing.least)
