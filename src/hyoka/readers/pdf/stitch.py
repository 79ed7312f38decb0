"""頁をまたぐ表 — a table that goes on over a page break is one table: its head is printed again, its cells go on."""

from collections import Counter

from hyoka.readers.pdf.page import Page, Row, Ruled, Slot

_SAME = 1.5  # points


def stitch(pages: list[Page]) -> None:
    """Move the rows that a page's first table continues to the table they belong to."""
    open_table: Ruled | None = None
    for page in pages:
        first = page.items[0] if page.items else None
        if open_table is not None and isinstance(first, Ruled) and _goes_on(open_table, first):
            page.items.pop(0)
            if not page.items:
                continue
        last = page.items[-1] if page.items else None
        open_table = last if isinstance(last, Ruled) else None


def _goes_on(table: Ruled, below: Ruled) -> bool:
    """Take over the rows of a table that continues another."""
    if len(table.xs) != len(below.xs) or any(
        abs(one - other) > _SAME for one, other in zip(table.xs, below.xs, strict=True)
    ):
        return False
    heads = _repeated_heads(table, below)
    rows = below.rows[heads:]
    cut = bool(rows) and _is_cut(table, heads, rows[0])
    if not heads and not cut:
        return False
    if cut:
        _append(table, rows.pop(0))
    elif rows and _is_inside_group(table, heads, rows[0]):
        _append_names(table, rows)
    table.rows += rows
    return True


def _repeated_heads(table: Ruled, below: Ruled) -> int:
    heads = 0
    for above, again in zip(table.rows, below.rows, strict=False):
        if above.key != again.key or (heads == 0 and sum(map(bool, again.key)) < 2):
            break
        heads += 1
    return heads


def _is_cut(table: Ruled, heads: int, row: Row) -> bool:
    """Whether a row is the rest of one that did not fit: its label was printed before."""
    held = [slot for slot in row.slots if slot is not None and not slot.is_blank]
    if not held:
        return False
    painted = [slot for slot in row.slots if slot is not None and slot.painted]
    if painted:
        return all(slot.is_blank for slot in painted)
    first = row.slots[0]
    return first is not None and first.is_blank and len(held) <= 2 and len(row.slots) > 3


def _is_inside_group(table: Ruled, heads: int, row: Row) -> bool:
    """Whether a row goes on with a group of rows whose first ones stand on the page before."""
    body = table.rows[heads:]
    if not body:
        return False
    column = next((at for at, slot in enumerate(row.slots) if at and slot is not None and slot.painted), None)
    if column is not None:
        label, first = row.slots[column], body[0].slots[column]
        return first is not None and label is not None and label.text != first.text
    name = row.slots[0]
    if name is None or not name.is_blank:
        return False
    spans = Counter(slot.down for other in body[:-1] if (slot := other.slots[0]) is not None)
    last = _owner(table, len(table.rows) - 1, 0)
    return bool(spans) and last is not None and last.down < spans.most_common(1)[0][0]


def _owner(table: Ruled, row: int, column: int) -> Slot | None:
    """The slot that covers a square."""
    for above in range(row, -1, -1):
        for left in range(column, -1, -1):
            slot = table.rows[above].slots[left]
            if slot is not None:
                if left + slot.across > column:
                    return slot
                break
    return None


def _append(table: Ruled, row: Row) -> None:
    for column, slot in enumerate(row.slots):
        if slot is not None and not slot.is_blank:
            _grow(table, column, slot)


def _append_names(table: Ruled, rows: list[Row]) -> None:
    """Cells of names stand beside several rows: what goes on of them belongs to the cell above."""
    tall = {
        column
        for row in (*table.rows, *rows)
        for column, slot in enumerate(row.slots)
        if slot is not None and slot.down > 1
    }
    for column, slot in enumerate(rows[0].slots):
        if slot is not None and column in tall and not slot.painted:
            if not slot.is_blank:
                _grow(table, column, slot)
            rows[0].slots[column] = None


def _grow(table: Ruled, column: int, slot: Slot) -> None:
    owner = _owner(table, len(table.rows) - 1, column)
    if owner is None:
        table.rows[-1].slots[column] = slot
        return
    owner.lines += slot.lines
    owner.glyphs += slot.glyphs
    owner.room = max(owner.room, slot.room)
