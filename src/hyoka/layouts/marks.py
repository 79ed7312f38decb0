"""線表の印 — a bar over the months as marks in twelve cells, and the bar that such marks mean.

← ─ ─ →     from the first month to the last
← ─ ─ ─     from the first month; the end is not known (the dashes go on to March)
↔           one month
"""

from collections.abc import Sequence

from hyoka.sheet import MONTHS
from hyoka.values import DASHES

BEGIN, ON, END, ONE = "←", "─", "→", "↔"


def print_marks(from_month: int | None, to_month: int | None) -> tuple[str, ...]:
    """Twelve cells, April to March. Nothing is drawn where neither end is known.

    >>> "".join(mark or "." for mark in print_marks(5, 8)), "".join(print_marks(None, 4) + print_marks(3, 3))
    ('.←──→.......', '→↔')
    """
    if from_month is None and to_month is None:
        return ("",) * len(MONTHS)
    first = 0 if from_month is None else MONTHS.index(from_month)
    last = len(MONTHS) - 1 if to_month is None else MONTHS.index(to_month)
    marks = [ON if first <= month <= last else "" for month in range(len(MONTHS))]
    if from_month is not None:
        marks[first] = BEGIN
    if to_month is not None:
        marks[last] = ONE if marks[last] == BEGIN else END
    return tuple(marks)


def read_marks(marks: Sequence[str]) -> tuple[int | None, int | None] | None:
    """The first and last month of the marks, however people draw them; None where they make no single bar.

    >>> read_marks(["", "○", "○", *[""] * 9]), read_marks(["○", "", "○", *[""] * 9])
    ((5, 6), None)
    >>> read_marks(print_marks(5, None)), read_marks([""] * 12)
    ((5, None), (None, None))
    """
    drawn = [month for month, mark in enumerate(marks) if mark.strip()]
    if not drawn:
        return None, None
    first, last = drawn[0], drawn[-1]
    if len(drawn) != last - first + 1:
        return None
    begins, ends = marks[first].strip(), marks[last].strip()
    open_end = ends == BEGIN or (begins == BEGIN and _goes_on(ends))
    open_begin = begins == END or (ends == END and _goes_on(begins))
    return (
        None if open_begin and first == 0 else MONTHS[first],
        None if open_end and last == len(MONTHS) - 1 else MONTHS[last],
    )


def _goes_on(mark: str) -> bool:
    return all(sign in DASHES for sign in mark)
