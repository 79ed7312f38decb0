"""施策の方向 — the list of those the division holds, and the one that a page is about."""

from django.utils.safestring import SafeString

from hyoka.layouts import Cell, DirectionHeading, Directions, Label
from hyoka.sheet import DirectionSheet, Place
from hyoka.web.staff.edit.form.blocks.table import table
from hyoka.web.staff.edit.form.drawing import Drawing
from hyoka.web.staff.edit.form.grid import LABEL, columns
from hyoka.web.staff.edit.form.markup import tag
from hyoka.web.staff.edit.form.rows import add_button, held, row_tools
from hyoka.web.words import say

_AT = Place("/directions")


def draw_directions(block: Directions, drawing: Drawing) -> SafeString:
    held_here = drawing.sheet.directions
    rows = []
    for index, direction in enumerate(held_here):
        tools = row_tools(drawing, _AT, held_here, index, direction.name or direction.no or "")
        rows.append(
            tag("tr", _direction(drawing, block.pattern, direction, tools), data_row=_AT / direction.key)
        )
    rows = rows or [tag("tr", tag("td", class_="cell"))]
    first = drawing.label(block.label.text, down=len(rows))
    body = tag("tbody", _led(rows[0], first), *rows[1:], **held(drawing, _AT))
    add = add_button(drawing, _AT, held_here, say("施策の方向を追加", "Add a direction"))
    return tag("div", table(block.label.text, columns([LABEL, 1.0]), [], [body], "fields"), add)


def draw_direction_heading(
    block: DirectionHeading, drawing: Drawing, direction: DirectionSheet
) -> SafeString:
    row = tag("tr", drawing.label(block.label.text), _direction(drawing, block.pattern, direction))
    return table(block.label.text, columns([LABEL, 1.0]), [], [tag("tbody", row)], "fields")


def _direction(drawing: Drawing, pattern: str, direction: DirectionSheet, below: object = "") -> SafeString:
    """The number and the name are cells; the branch of the plan before them is printed from its own cells."""
    cell = Cell(pattern=pattern, label=Label(text=say("施策の方向", "Direction")))
    return drawing.value(
        direction, _AT / direction.key, cell, look="line", given=drawing.position, below=below
    )


def _led(row: SafeString, label: SafeString) -> SafeString:
    """A row with the label of all rows before its own cell."""
    opening, _, rest = row.partition(">")
    return SafeString(f"{opening}>{label}{rest}")
