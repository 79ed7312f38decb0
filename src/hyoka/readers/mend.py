"""折れた行 — a row of a table that breaks within a cell stands on two lines; joined, it has its neighbours' width."""

import re
from collections.abc import Callable, Iterator, Sequence

from hyoka.readers.source import SourceCell, SourceRow

# Narrower rows are labels and texts, whose width says nothing.
_TABLE = 5

# A word breaks between two Japanese signs.
_JAPANESE = "[\u3005\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f]"
_ENDS, _BEGINS = re.compile(_JAPANESE + "$"), re.compile(_JAPANESE)


def mend_broken_rows(rows: Sequence[SourceRow], is_label: Callable[[str], bool]) -> tuple[SourceRow, ...]:
    """The rows with broken ones joined: only where a whole row touches them, and never across a label."""
    return tuple(_mended(rows, is_label))


def _mended(rows: Sequence[SourceRow], is_label: Callable[[str], bool]) -> Iterator[SourceRow]:
    index = 0
    above = 0  # width of the row that touches from above
    while index < len(rows):
        row = rows[index]
        if _is_broken(rows, index, above) and not any(
            is_label(cell.text) for cell in (row.cells[-1], rows[index + 1].cells[0])
        ):
            row = _joined(row, rows[index + 1])
            index += 1
        yield row
        above = len(row.cells)
        index += 1


def _is_broken(rows: Sequence[SourceRow], index: int, above: int) -> bool:
    """Whether a row and the next are the two halves of one that is as wide as its neighbours."""
    if index + 1 >= len(rows) or not rows[index].cells or not rows[index + 1].cells:
        return False
    row, below = rows[index].cells, rows[index + 1].cells
    after = rows[index + 2].cells if index + 2 < len(rows) else ()
    width = len(row) + len(below) - 1
    if width < _TABLE or width not in (above, len(after)):
        return False
    if not (_ENDS.search(row[-1].text) and _BEGINS.match(below[0].text)):
        return False
    if len(row) == 1:
        return above == width
    return len(row) < width or len(after) != width or not after[0].text


def _joined(row: SourceRow, below: SourceRow) -> SourceRow:
    last, first = row.cells[-1], below.cells[0]
    seam = SourceCell(
        f"{last.text}\n{first.text}", last.covered, row.origin(len(row.cells) - 1), last.spoiled, mended=True
    )
    rest = tuple(
        cell._replace(origin=below.origin(column)) for column, cell in enumerate(below.cells) if column > 0
    )
    return row._replace(cells=(*row.cells[:-1], seam, *rest))
