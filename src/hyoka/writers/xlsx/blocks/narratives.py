"""文章 — a heading and texts, each beside its own label."""

from hyoka.layouts import Layout, Narratives
from hyoka.sheet import Place, find
from hyoka.writers.xlsx.job import Direction
from hyoka.writers.xlsx.looks import BLOCK_HEADING
from hyoka.writers.xlsx.page import UNITS, Edges, Page

LABEL = 18  # units
ROOM = 42.0  # points kept for a text that is still to be written


def columns(layout: Layout, block: Narratives, years: int) -> Edges:
    return (0, LABEL, UNITS)


def draw(page: Page, block: Narratives, direction: Direction | None) -> None:
    at = Place(block.at if direction is None else block.at.replace("*", direction.key))
    narrative = find(page.job.sheet, at)
    [heading] = page.take([19.0])
    page.anchor(heading, 0, UNITS, block.heading.text, BLOCK_HEADING)
    for number, cell in enumerate(block.texts):
        words = page.words(narrative, cell)
        height = max(
            page.needs(words, LABEL, UNITS), page.needs(cell.label.text, 0, LABEL), 0 if words else ROOM
        )
        [rows] = page.take([height])
        page.label(rows, 0, LABEL, cell.label.text)
        page.cell(rows, LABEL, UNITS, at, narrative, cell, top=True)
        page.keep(rows[0] if number else heading[0])
