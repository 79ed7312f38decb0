"""施策の方向 — the list of those the division holds, and the one that a page is about."""

from hyoka.layouts import DirectionHeading, Directions
from hyoka.sheet import DirectionSheet
from hyoka.writers.pdf.printing import Box, Printing, label_width
from hyoka.writers.pdf.table import table


def print_directions(block: Directions, printing: Printing) -> str:
    held = [printing.direction_words(direction, block.pattern) for direction in printing.sheet.directions]
    return _labelled(printing, block.label.text, held or [""])


def print_direction_heading(block: DirectionHeading, printing: Printing, direction: DirectionSheet) -> str:
    return _labelled(printing, block.label.text, [printing.direction_words(direction, block.pattern)])


def _labelled(printing: Printing, label: str, lines: list[str]) -> str:
    first = label_width([label])
    rest = printing.width - first
    rows: list[list[Box]] = [[printing.box("v", line, rest)] for line in lines]
    rows[0].insert(0, printing.label(label, first, down=len(lines)))
    return table([first, rest], rows, least=printing.least)
