"""欄の並び — label beside value, on a common grid; a cell with none below it reaches down."""

from django.utils.safestring import SafeString

from hyoka.layouts import Cell, Fields
from hyoka.sheet import Place, get
from hyoka.web.staff.edit.form.blocks.table import table
from hyoka.web.staff.edit.form.drawing import Drawing
from hyoka.web.staff.edit.form.grid import LABEL, Percent, columns
from hyoka.web.staff.edit.form.markup import tag


def draw_fields(block: Fields, drawing: Drawing) -> SafeString:
    at = Place(block.at)
    document = get(drawing.sheet, at)
    shares: list[float | Percent] = [LABEL] if block.title else []
    for column in _columns(block):
        shares += [LABEL, max(cell.width for cell in column)]
    rows = []
    for number, row in enumerate(block.rows):
        cells = [drawing.label(block.title.text, down=len(block.rows))] if block.title and not number else []
        for place, cell in enumerate(row):
            down = _reach(block.rows, number, place)
            cells += [drawing.label(cell.label.text, down=down), drawing.value(document, at, cell, down=down)]
        rows.append(tag("tr", *cells))
    caption = block.title.text if block.title else "、".join(cell.label.text for cell in block.rows[0])
    return table(caption, columns(shares), [], [tag("tbody", *rows)], "fields")


def _columns(block: Fields) -> list[list[Cell]]:
    most = max(len(row) for row in block.rows)
    return [[row[place] for row in block.rows if place < len(row)] for place in range(most)]


def _reach(rows: tuple[tuple[Cell, ...], ...], number: int, place: int) -> int:
    """How many rows a cell covers: its own and those below that end before it."""
    reach = 1
    for row in rows[number + 1 :]:
        if place < len(row):
            break
        reach += 1
    return reach
