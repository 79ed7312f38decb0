"""文章 — a heading and its texts, each beside its own label. Every line of a text is a paragraph."""

from hyoka.layouts import Narratives
from hyoka.sheet import DirectionSheet, get
from hyoka.writers.pdf.printing import Printing
from hyoka.writers.pdf.table import table

LABEL_SHARE = 0.145  # the same in every block, so that the texts of a page stand in one column


def print_narratives(block: Narratives, printing: Printing, direction: DirectionSheet | None) -> str:
    at = block.at.replace("*", direction.key) if direction else block.at
    narrative = get(printing.sheet, at)
    label = printing.width * LABEL_SHARE
    width = printing.width - label
    rows = [
        [printing.label(cell.label.text, label), printing.value(narrative, cell, width)]
        for cell in block.texts
    ]
    return printing.heading(block.heading.text) + table([label, width], rows, least=printing.least * 1.75)
