"""欄の並び — label beside value, on a common grid; a cell with none below it reaches down."""

from hyoka.layouts import Cell, Fields
from hyoka.sheet import get
from hyoka.writers.pdf.printing import Box, Printing, label_width, spread
from hyoka.writers.pdf.table import table


def print_fields(block: Fields, printing: Printing) -> str:
    document = get(printing.sheet, block.at)
    title_width = label_width([block.title.text]) if block.title else 0.0
    labels = [label_width([cell.label.text for cell in column]) for column in _columns(block)]
    shares = [max(cell.width for cell in column) for column in _columns(block)]
    values = spread(printing.width - title_width - sum(labels), shares)
    rows: list[list[Box]] = [[] for _ in block.rows]
    if block.title:
        rows[0].append(printing.label(block.title.text, title_width, down=len(block.rows)))
    for number, row in enumerate(block.rows):
        for place, cell in enumerate(row):
            down = _reach(block.rows, number, place)
            rows[number].append(printing.label(cell.label.text, labels[place], down=down))
            rows[number].append(printing.value(document, cell, values[place], down=down))
    widths = [width for pair in zip(labels, values, strict=True) for width in pair]
    return table([title_width, *widths] if block.title else widths, rows, least=printing.least)


def _columns(block: Fields) -> list[list[Cell]]:
    most = max(len(row) for row in block.rows)
    return [[row[place] for row in block.rows if place < len(row)] for place in range(most)]


def _reach(rows: tuple[tuple[Cell, ...], ...], number: int, place: int) -> int:
    """How many rows a cell covers: its own and those below that end before it."""
    reach = 1
    for row in rows[number + 1 :]:
        if place < len(row):
            break
        reach += 1
    return reach
