"""欄の並び — label beside value, one fact each."""

from typing import NamedTuple

from hyoka.layouts import Cell, Fields, Layout, fields_of
from hyoka.sheet import Place, find
from hyoka.writers.xlsx.job import Direction
from hyoka.writers.xlsx.page import UNITS, Page

LABEL = 0.1  # width of a label, against the values of the widest row
TITLE = 12  # units, of a label that spans all rows


class _Placed(NamedTuple):
    """A cell with the edges of its label and its value."""

    cell: Cell
    left: int
    middle: int
    right: int


def columns(layout: Layout, block: Fields, years: int) -> set[int]:
    return {edge for row in _rows(block) for cell in row for edge in (cell.left, cell.middle, cell.right)}


def draw(page: Page, block: Fields, direction: Direction | None) -> None:
    at = Place(block.at if direction is None else block.at.replace("*", direction.key))
    document = find(page.job.sheet, at)
    rows = _rows(block)
    taken = page.take(
        [
            max(
                max(
                    page.needs(cell.cell.label.text, cell.left, cell.middle),
                    page.needs(page.words(document, cell.cell), cell.middle, cell.right),
                )
                for cell in row
            )
            for row in rows
        ]
    )
    if block.title:
        page.anchor((taken[0][0], taken[-1][1]), 0, rows[0][0].left, block.title.text)
    for number, row in enumerate(rows):
        for cell in row:
            deep = number
            while deep + 1 < len(rows) and rows[deep + 1][-1].right <= cell.left:
                deep += 1
            box = taken[number][0], taken[deep][1]
            again = all(at / name in page.job.prints for name in fields_of(cell.cell))
            page.anchor(box, cell.left, cell.middle, cell.cell.label.text)
            page.cell(box, cell.middle, cell.right, at, document, cell.cell, reprint=again)


def _rows(block: Fields) -> list[list[_Placed]]:
    """The cells of each row with their edges; a row of less width ends earlier."""
    start = TITLE if block.title else 0
    label = LABEL * max(sum(cell.width for cell in row) for row in block.rows)
    scale = (UNITS - start) / max(sum(label + cell.width for cell in row) for row in block.rows)
    rows = []
    for row in block.rows:
        passed, left, placed = 0.0, start, []
        for cell in row:
            middle = max(round(start + (passed + label) * scale), left + 1)
            passed += label + cell.width
            placed.append(_Placed(cell, left, middle, max(round(start + passed * scale), middle + 1)))
            left = placed[-1].right
        rows.append(placed)
    return rows
