"""注記 — the ※ lines of the form."""

from hyoka.layouts import Notes
from hyoka.writers.pdf.printing import INSET, Printing

SIZE = 6.5


def print_notes(block: Notes, printing: Printing) -> str:
    lines = [printing.text(line, printing.width + 2 * INSET, SIZE) for line in block.lines]
    return f"notes(({', '.join(lines)},))\n"
