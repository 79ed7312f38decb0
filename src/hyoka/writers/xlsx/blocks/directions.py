"""所管する施策の方向一覧 — the directions this division holds."""

from hyoka.layouts import Directions, Layout
from hyoka.writers.xlsx.blocks.heading import LABEL, put_direction, words_of
from hyoka.writers.xlsx.job import Direction
from hyoka.writers.xlsx.measure import SHORTEST
from hyoka.writers.xlsx.page import UNITS, Edges, Page


def columns(layout: Layout, block: Directions, years: int) -> Edges:
    return (0, LABEL, UNITS)


def draw(page: Page, block: Directions, direction: Direction | None) -> None:
    held = [Direction(row.key, row, number) for number, row in enumerate(page.job.sheet.directions, start=1)]
    taken = page.take(
        [page.needs(words_of(page, block.pattern, row), LABEL, UNITS) for row in held] or [SHORTEST]
    )
    page.anchor((taken[0][0], taken[-1][1]), 0, LABEL, block.label.text)
    if not held:
        page.label(taken[0], LABEL, UNITS, "")
    for rows, row in zip(taken, held, strict=False):
        put_direction(page, rows, block.pattern, row, is_open=False)
