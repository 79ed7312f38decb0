"""改頁 — where printed pages end, so that a row of the form is not parted."""

from collections.abc import Sequence


def page_breaks(
    heights: Sequence[float], groups: Sequence[tuple[int, int]], header: tuple[int, int] | None, room: float
) -> list[int]:
    """The rows that begin a new page: the outermost group that would be parted goes to the next one, whole.

    A group higher than a page is parted all the same. The header's rows are printed again on every page behind them.

    >>> page_breaks([10, 10, 10, 10], [(1, 2)], None, 25)
    [1, 3]
    >>> page_breaks([10, 10, 10, 10], [(0, 3)], None, 25)
    [2]
    """
    breaks: list[int] = []
    begun, filled = 0, 0.0
    for row, height in enumerate(heights):
        if filled + height > room and row > begun:
            starts = [first for first, last in groups if begun < first <= row <= last]
            begun = min(starts, default=row)
            breaks.append(begun)
            again = sum(heights[header[0] : header[1] + 1]) if header and header[1] < begun else 0.0
            filled = again + sum(heights[begun:row])
        filled += height
    return breaks
