"""注記 — the ※ lines of the form."""

from hyoka.layouts import Layout, Notes
from hyoka.writers.xlsx.job import Direction
from hyoka.writers.xlsx.looks import NOTE
from hyoka.writers.xlsx.page import UNITS, Edges, Page


def columns(layout: Layout, block: Notes, years: int) -> Edges:
    return (0, UNITS)


def draw(page: Page, block: Notes, direction: Direction | None) -> None:
    for line in block.lines:
        [rows] = page.take([page.needs(line, 0, UNITS) - 4.0])
        page.label(rows, 0, UNITS, line, NOTE)
