"""列の組 — tables that share one sheet of squared paper: each run of rows gets back the columns it uses itself.

Offices draw a whole form on one fine grid of merged cells, so that lines of one table run through the next.
"""

from collections.abc import Iterator

from hyoka.readers.pdf.page import Row, Ruled

Edges = frozenset[int]


def part_by_columns(table: Ruled) -> Iterator[Ruled]:
    """The table in runs of rows that use the same columns, without the columns they do not use."""
    edges = _edges_of_rows(table)
    used = frozenset().union(*edges) if edges else frozenset()
    if all(row == used for row in edges):
        yield table
        return
    for begin, end in _runs(table, edges):
        yield _narrowed(table, begin, end, frozenset().union(*edges[begin:end]))


def _edges_of_rows(table: Ruled) -> list[Edges]:
    """At which of the table's lines the cells of each row begin and end."""
    edges: list[set[int]] = [set() for _ in table.rows]
    for number, row in enumerate(table.rows):
        for column, slot in enumerate(row.slots):
            if slot is not None:
                for covered in edges[number : number + slot.down]:
                    covered |= {column, column + slot.across}
    return [frozenset(row) for row in edges]


def _runs(table: Ruled, edges: list[Edges]) -> Iterator[tuple[int, int]]:
    """Where the columns change: a row that uses other lines than the run so far, with the head above it."""
    tied = _tied_to_above(table.rows)
    begin, used = 0, edges[0] if edges else frozenset()
    for number in range(1, len(edges)):
        own = edges[number]
        if tied[number] or own <= used or used <= own:
            used |= own
            continue
        start = number
        while start - 1 > begin and edges[start - 1] <= own:
            start -= 1
        while start < number and tied[start]:
            start += 1
        yield begin, start
        begin, used = start, frozenset().union(*edges[start : number + 1])
    if edges:
        yield begin, len(edges)


def _tied_to_above(rows: list[Row]) -> list[bool]:
    """Whether a cell reaches from the row above into each row."""
    tied = [False] * len(rows)
    for number, row in enumerate(rows):
        for slot in row.slots:
            if slot is not None:
                for covered in range(number + 1, min(number + slot.down, len(rows))):
                    tied[covered] = True
    return tied


def _narrowed(table: Ruled, begin: int, end: int, used: Edges) -> Ruled:
    kept = sorted(used)
    place = {edge: index for index, edge in enumerate(kept)}
    rows = []
    for row in table.rows[begin:end]:
        slots = [row.slots[edge] for edge in kept[:-1]]
        for index, slot in enumerate(slots):
            if slot is not None:
                slot.across = place[kept[index] + slot.across] - index
        rows.append(Row(slots, row.page, row.shafts))
    return Ruled([table.xs[edge] for edge in kept], table.box, rows)
