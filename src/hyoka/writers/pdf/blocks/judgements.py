"""観点別評価 — grades by criterion."""

from hyoka.layouts import Judgements
from hyoka.sheet import Rating, get
from hyoka.writers.pdf.printing import Printing, spread
from hyoka.writers.pdf.table import table


def print_judgements(block: Judgements, printing: Printing) -> str:
    stated: tuple[Rating, ...] = get(printing.sheet, block.at).rows
    held = {rating.criterion for rating in stated}
    rows: list[tuple[str, Rating | None]] = [(rating.criterion or "", rating) for rating in stated]
    rows += [(criterion, None) for criterion in block.criteria if criterion not in held]
    specs = (block.criterion, block.grade, block.reason)
    widths = spread(printing.width, [cell.width for cell in specs])
    header = [printing.label(cell.label.text, width) for cell, width in zip(specs, widths, strict=True)]
    cells = [
        [
            printing.label(criterion, widths[0]),
            printing.value(rating, block.grade, widths[1], look="c"),
            printing.value(rating, block.reason, widths[2]),
        ]
        for criterion, rating in rows
    ]
    return printing.heading(block.heading.text) + table(widths, cells, [header])
