"""表 — rows of boxes as a Typst table. Rows whose words surely fit get their height from here.

A row of known height is set in one pass and never broken; only rows that hold long texts are measured by Typst,
and may go on to the next page.
"""

from collections.abc import Sequence

from hyoka.writers.pdf.printing import BODY, Box

LEADING = 0.25  # em, between lines
INSET_Y = 2.0
FLOWS = 0.0  # the height of a row that Typst measures
TALLEST = 150.0  # taller cells may be broken, so that no page is left half empty


def table(
    widths: Sequence[float],
    rows: Sequence[Sequence[Box]],
    header: Sequence[Sequence[Box]] = (),
    *,
    least: float = 0.0,
) -> str:
    """A table; its header is repeated on every page that it goes on to. `least`: its rows are no lower."""
    heights = [*_heights(header), *(max(height, least) if height else FLOWS for height in _heights(rows))]
    head = f"table.header({_cells(header)}), " if header else ""
    return f"t(columns: ({_points(widths)},), rows: ({_points(heights)},), {head}{_cells(rows)})\n"


def _cells(rows: Sequence[Sequence[Box]]) -> str:
    return ", ".join(box.code for row in rows for box in row)


def _points(lengths: Sequence[float]) -> str:
    return ", ".join(f"{length:.2f}pt" if length else "auto" for length in lengths)


def row_height(lines: int) -> float:
    """The height of a row that holds so many lines."""
    return (lines + (lines - 1) * LEADING) * BODY + 2 * INSET_Y


def _heights(rows: Sequence[Sequence[Box]]) -> list[float]:
    heights = [_tallest(row) for row in rows]
    for number, row in enumerate(rows):
        for box in row:
            if box.down > 1:
                _make_room(heights, range(number, number + box.down), box.lines)
    return heights


def _tallest(row: Sequence[Box]) -> float:
    lines = [box.lines for box in row if box.down == 1]
    height = row_height(max(lines, default=1))
    return FLOWS if 0 in lines or height > TALLEST else height


def _make_room(heights: list[float], covered: range, lines: int) -> None:
    """Let the rows that a tall cell covers hold it: all grow alike, or the last of them flows."""
    if any(heights[row] == FLOWS for row in covered):
        return
    lacking = row_height(lines) - sum(heights[row] for row in covered)
    if not lines or row_height(lines) > TALLEST:
        heights[covered[-1]] = FLOWS
    elif lacking > 0:
        for row in covered:
            heights[row] += lacking / len(covered)
