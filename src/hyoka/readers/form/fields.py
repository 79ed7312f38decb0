"""欄の並び — labels with their value beside them."""

from hyoka.layouts import Cell, Fields
from hyoka.readers.form.context import Context
from hyoka.readers.form.draft import Found, Qualm
from hyoka.readers.form.slots import take_apart
from hyoka.readers.reading import Doubt

_MERGED = Qualm(Doubt.MERGED, "見出しと値が一つの欄になっていた")


def read_fields(context: Context, block: int, rows: list[int]) -> list[tuple[str, Found]]:
    """The facts of these rows with their places."""
    desk = context.desk
    spec = desk.book.blocks[block]
    assert isinstance(spec, Fields)
    cells = {cell.pattern or cell.field: cell for row in spec.rows for cell in row}
    facts: list[tuple[str, Found]] = []
    for row in rows:
        for cell, found in _pairs(context, block, row, cells):
            values = take_apart(cell.pattern, found) if cell.pattern else {cell.field: found}
            facts += [(f"{spec.at}/{name}", value) for name, value in values.items()]
    return facts


def _pairs(context: Context, block: int, row: int, cells: dict[str, Cell]) -> list[tuple[Cell, Found]]:
    """Each label of a row with its value: the next cell that holds something, or a blank one."""
    desk = context.desk
    pairs: list[tuple[Cell, Found]] = []
    pending: Cell | None = None
    blank: Found | None = None
    for column in range(desk.width(row)):
        text = desk.text(row, column)
        if not text:
            if pending and blank is None and not desk.cell(row, column).covered:
                blank = desk.found(row, column)
            continue
        label, rest, qualms = _label_of(context, block, row, column, cells)
        if label is not None:
            if pending and blank is not None:
                pairs.append((pending, blank))
            pending, blank = label, None
            desk.tick(row, column)
            if rest:
                pairs.append((label, desk.found(row, column, rest, *qualms)))
                pending = None
        elif pending is not None:
            value, following = _trailing_label(context, block, text, cells)
            pairs.append((pending, desk.found(row, column, value, *((_MERGED,) if following else ()))))
            pending, blank = following, None
    if pending and blank is not None:
        pairs.append((pending, blank))
    return pairs


def _label_of(
    context: Context, block: int, row: int, column: int, cells: dict[str, Cell]
) -> tuple[Cell | None, str, tuple[Qualm, ...]]:
    """The label a cell prints, with a value that stands in the same cell."""
    book, text = context.desk.book, context.desk.text(row, column)
    names = book.names_in(block, text)
    if "title" in names:
        context.desk.tick(row, column)
    known = [name for name in names if name in cells]
    if known:
        return cells[known[-1]], "", ()
    split = context.desk.split_label(text)
    if split:
        for role in book.roles[split[0]]:
            if role.block == block and role.name in cells:
                return cells[role.name], split[1], (_MERGED,)
    return None, "", ()


def _trailing_label(
    context: Context, block: int, text: str, cells: dict[str, Cell]
) -> tuple[str, Cell | None]:
    """A value that has the next label behind it in the same cell."""
    at = text.rfind(" ")
    for _ in range(3):
        if at <= 0:
            break
        names = [name for name in context.desk.book.names_in(block, text[at:].strip()) if name in cells]
        if names:
            return text[:at].strip(), cells[names[0]]
        at = text.rfind(" ", 0, at)
    return text, None
