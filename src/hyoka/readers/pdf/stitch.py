"""頁をまたぐ表 — a table that goes on over a page break is one table: its head is printed again, its cells go on."""

from bisect import bisect_left
from collections import Counter

from hyoka.readers.pdf.page import Line, Page, Row, Ruled, Slot

_SAME = 2.0  # points


def stitch(pages: list[Page]) -> None:
    """Move the rows that a page's first table continues to the table they belong to."""
    table: Ruled | None = None
    behind: list[Line] = []  # lines below the table, at the foot of its page
    home = pages[0] if pages else None
    for page in pages:
        first = page.items[0] if page.items else None
        if (
            table is not None
            and home is not None
            and isinstance(first, Ruled)
            and _goes_on(table, first, behind)
        ):
            page.items.pop(0)
            _take_remains(home, table, behind)
            if not page.items:
                continue
        table, behind = _last_table(page)
        home = page


def _last_table(page: Page) -> tuple[Ruled | None, list[Line]]:
    behind: list[Line] = []
    for item in reversed(page.items):
        if isinstance(item, Ruled):
            return item, behind
        behind.append(item)
    return None, behind


def _take_remains(page: Page, table: Ruled, behind: list[Line]) -> None:
    """What a program drew of torn cells below the edge, unseen, and again on the next page."""
    texts = ["".join(line.text for line in s.lines) for row in table.rows for s in row.slots if s is not None]
    gone = {id(line) for line in behind if all(any(run in text for text in texts) for run, _ in line.runs)}
    page.items[:] = [item for item in page.items if id(item) not in gone]


def _goes_on(table: Ruled, below: Ruled, behind: list[Line]) -> bool:
    """Take over the rows of a table that continues another."""
    if abs(table.xs[0] - below.xs[0]) > _SAME or abs(table.xs[-1] - below.xs[-1]) > _SAME:
        return False
    heads = _repeated_heads(table, below)
    rows = below.rows[heads:]
    torn = bool(rows) and _is_torn(table, rows[0])
    if behind and not torn:
        return False
    if not torn and not _same_columns(table.xs, below.xs):
        return False
    cut = bool(rows) and not torn and _is_cut(table, rows[0])
    if not heads and not cut and not torn:
        return False
    if torn and not _same_columns(table.xs, below.xs):
        _unite_columns(table, below)
    if torn:
        _append_torn(table, rows[0])
    elif cut:
        _append(table, rows.pop(0))
    elif rows and _is_inside_group(table, heads, rows[0]):
        _append_names(table, rows)
    table.rows += rows
    return True


def _same_columns(one: list[float], other: list[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))


def _repeated_heads(table: Ruled, below: Ruled) -> int:
    if not _same_columns(table.xs, below.xs):
        return 0
    heads = 0
    for above, again in zip(table.rows, below.rows, strict=False):
        if above.key != again.key or (heads == 0 and sum(map(bool, again.key)) < 2):
            break
        heads += 1
    return heads


# ── tables with other columns ──────────────────────────────────────────────


def _unite_columns(table: Ruled, below: Ruled) -> None:
    """Give both tables the columns of both."""
    xs: list[float] = []
    for x in sorted((*table.xs, *below.xs)):
        if not xs or x - xs[-1] > _SAME:
            xs.append(x)
    for each in (table, below):
        places = [min(bisect_left(xs, x - _SAME), len(xs) - 1) for x in each.xs]
        for row in each.rows:
            slots: list[Slot | None] = [None] * (len(xs) - 1)
            for column, slot in enumerate(row.slots):
                if slot is not None:
                    slot.across = places[column + slot.across] - places[column]
                    slots[places[column]] = slot
            row.slots[:] = slots
        each.xs[:] = xs


# ── cells that the page tore ───────────────────────────────────────────────


def _is_torn(table: Ruled, row: Row) -> bool:
    """Whether cells that are open at the end of a page are open at the beginning of the next."""
    lower = [
        (s.box[0], s.box[2]) for other in table.rows for s in other.slots if s is not None and s.open_below
    ]
    upper = [(s.box[0], s.box[2]) for s in row.slots if s is not None and s.open_above]
    return bool(lower) and any(
        abs(one[0] - other[0]) <= _SAME and abs(one[1] - other[1]) <= _SAME
        for one in lower
        for other in upper
    )


def _append_torn(table: Ruled, row: Row) -> None:
    last = len(table.rows) - 1
    for column, slot in enumerate(row.slots):
        if slot is not None and slot.open_above:
            owner = _owner(table, last, column)
            if owner is not None and owner.open_below:
                _grow(owner, slot)
                owner.down += slot.down
                owner.open_below = slot.open_below
                row.slots[column] = None


# ── rows that did not fit ──────────────────────────────────────────────────


def _is_label(table: Ruled, slot: Slot) -> bool:
    """Whether a cell is painted as the table's first label is."""
    first = next((other.paint for other in table.rows[0].slots if other is not None and other.paint), ())
    return bool(first) and slot.paint == first


def _is_cut(table: Ruled, row: Row) -> bool:
    """Whether a row is the rest of one that did not fit: its label was printed before."""
    held = [slot for slot in row.slots if slot is not None and not slot.is_blank]
    if not held:
        return False
    labels = [slot for slot in row.slots if slot is not None and _is_label(table, slot)]
    if labels:
        return all(slot.is_blank for slot in labels)
    first = row.slots[0]
    return first is not None and first.is_blank and len(held) <= 2 and len(row.slots) > 3


def _append(table: Ruled, row: Row) -> None:
    for column, slot in enumerate(row.slots):
        if slot is not None and not slot.is_blank:
            owner = _owner(table, len(table.rows) - 1, column)
            if owner is None:
                table.rows[-1].slots[column] = slot
            else:
                _grow(owner, slot)


# ── groups of rows that the page parts ─────────────────────────────────────


def _is_inside_group(table: Ruled, heads: int, row: Row) -> bool:
    """Whether a row goes on with a group of rows whose first ones stand on the page before."""
    body = table.rows[heads:]
    if not body:
        return False
    column = next(
        (at for at, slot in enumerate(row.slots) if at and slot is not None and _is_label(table, slot)), None
    )
    if column is not None:
        label, first = row.slots[column], body[0].slots[column]
        return first is not None and label is not None and label.text != first.text
    spans = Counter(slot.down for other in body if (slot := other.slots[0]) is not None)
    name, last = row.slots[0], _owner(table, len(table.rows) - 1, 0)
    usual = spans.most_common(1)[0][0] if spans else 1
    return name is not None and last is not None and last.down + name.down == usual


def _append_names(table: Ruled, rows: list[Row]) -> None:
    """Cells of names stand beside several rows: what goes on of them belongs to the cell above."""
    tall = {
        column
        for row in (*table.rows, *rows)
        for column, slot in enumerate(row.slots)
        if slot is not None and slot.down > 1
    }
    for column, slot in enumerate(rows[0].slots):
        if slot is not None and column in tall and not _is_label(table, slot):
            owner = _owner(table, len(table.rows) - 1, column)
            if owner is not None:
                _grow(owner, slot)
                owner.down += slot.down
                rows[0].slots[column] = None


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


def _grow(owner: Slot, slot: Slot) -> None:
    if slot.text == owner.text:
        return  # drawn on both pages
    owner.lines += slot.lines
    owner.glyphs += slot.glyphs
    owner.room = max(owner.room, slot.room)
