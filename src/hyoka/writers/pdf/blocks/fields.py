"""欄の並び — label beside value, on a common grid; a cell with none below it reaches down."""

from hyoka.layouts import Cell, Fields
from hyoka.sheet import get
from hyoka.values import Document
from hyoka.writers.pdf.printing import Printing, label_width, spread, table


def print_fields(block: Fields, printing: Printing) -> str:
    document = get(printing.sheet, block.at)
    title_width = label_width([block.title.text]) if block.title else 0.0
    most = max(len(row) for row in block.rows)
    labels = [
        label_width([row[place].label.text for row in block.rows if place < len(row)])
        for place in range(most)
    ]
    shares = [max(row[place].width for row in block.rows if place < len(row)) for place in range(most)]
    values = spread(printing.width - title_width - sum(labels), shares)
    widths = [width for pair in zip(labels, values, strict=True) for width in pair]
    cells = []
    if block.title:
        widths = [title_width, *widths]
        cells.append(printing.label(block.title.text, title_width, f"rowspan: {len(block.rows)}, "))
    for number, row in enumerate(block.rows):
        for place, cell in enumerate(row):
            spans = _down(block.rows, number, place)
            cells += _pair(printing, document, cell, (labels[place], values[place]), spans)
    return table(widths, cells)


def _pair(
    printing: Printing, document: Document, cell: Cell, widths: tuple[float, float], spans: str
) -> list[str]:
    return [
        printing.label(cell.label.text, widths[0], spans),
        printing.value(document, cell, widths[1], spans=spans),
    ]


def _down(rows: tuple[tuple[Cell, ...], ...], number: int, place: int) -> str:
    """How many rows a cell covers: its own and those below that end before it."""
    below = 0
    for row in rows[number + 1 :]:
        if place < len(row):
            break
        below += 1
    return f"rowspan: {below + 1}, " if below else ""
