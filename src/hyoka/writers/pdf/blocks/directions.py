"""施策の方向 — the list of those the division holds, and the one that a page is about."""

from hyoka.layouts import DirectionHeading, Directions
from hyoka.sheet import DirectionSheet
from hyoka.writers.pdf.printing import Printing, label_width, table


def print_directions(block: Directions, printing: Printing) -> str:
    held = [printing.direction_words(direction, block.pattern) for direction in printing.sheet.directions]
    return _labelled(printing, block.label.text, held or [""])


def print_direction_heading(block: DirectionHeading, printing: Printing, direction: DirectionSheet) -> str:
    return _labelled(printing, block.label.text, [printing.direction_words(direction, block.pattern)])


def _labelled(printing: Printing, label: str, lines: list[str]) -> str:
    first = label_width([label])
    rest = printing.width - first
    cells = [printing.label(label, first, f"rowspan: {len(lines)}, ")]
    cells += [f"v({printing.text(line, rest)})" for line in lines]
    return table([first, rest], cells)
