"""文章 — a heading and its texts, each beside its own label. Every line of a text is a paragraph."""

from hyoka.layouts import Narratives
from hyoka.sheet import DirectionSheet, get
from hyoka.writers.pdf.printing import Printing, label_width, table


def print_narratives(block: Narratives, printing: Printing, direction: DirectionSheet | None) -> str:
    at = block.at.replace("*", direction.key) if direction else block.at
    narrative = get(printing.sheet, at)
    label = label_width([cell.label.text for cell in block.texts], longest=14.0)
    width = printing.width - label
    cells = []
    for cell in block.texts:
        cells.append(printing.label(cell.label.text, label))
        cells.append(printing.value(narrative, cell, width))
    return printing.heading(block.heading.text) + table([label, width], cells)
