"""欄の数合わせ — rows that lost or gained a cell, brought to the width of their table and marked."""

import re

from hyoka.readers.form.desk import Desk
from hyoka.readers.form.draft import Found, Qualm
from hyoka.readers.reading import Doubt

MERGED = Qualm(Doubt.MERGED, "隣の欄と一つになっていた")
_SHORT = Qualm(Doubt.SHIFTED, "この行は欄が足りず、どの列の値か確かでない")
_LONG = Qualm(Doubt.SHIFTED, "この行は欄が多く、どの列の値か確かでない")
_TWO_FIGURES = Qualm(Doubt.MERGED, "一つの欄に二つの値があるように見える")
_TWO = re.compile(r"[0-9０-９][^ ]* +[^ ]*[0-9０-９]")


def fit_lead(lead: list[Found], width: int) -> list[Found]:
    """Names in a row that lost or gained a cell before its label: blanks give way, and all are marked."""
    named = [found for found in lead if found.text]
    if len(named) <= width < len(lead):
        while len(lead) > width:
            lead.remove(next(found for found in reversed(lead) if not found.text))
    return [found.doubted(_SHORT if len(lead) < width else _LONG) for found in lead]


def fit_tail(
    desk: Desk, row: int, tail: list[Found], *, want: int, years: int, usual: int | None
) -> list[Found | None]:
    """Values in as many columns as the table has; None where the row has no such cell.

    `years`: how many of the columns are years; `usual`: how many cells such rows have where row ends are cut off.
    """
    if not desk.joined:
        tail = [
            found.doubted(_TWO_FIGURES) if _TWO.search(found.text) and len(found.text) < 24 else found
            for found in tail
        ]
    lacking = want - len(tail)
    if lacking > 0 and not desk.trimmed:
        split = _split_merged(tail[:years], tail[years:], lacking)
        if split:
            return list(split)
        return [*(found.doubted(_SHORT) for found in tail), *([None] * lacking)]
    if lacking > 0:
        tail += [Found("", row, desk.width(row) + index) for index in range(lacking)]
        short = usual is not None and len(tail) - lacking < usual
        return [found.doubted(_SHORT) for found in tail] if short else list(tail)
    if lacking < 0:
        for found in tail[want:]:
            if found.text:
                desk.leave(row, found.column, "表の列より右にはみ出している")
        return [found.doubted(_LONG) for found in tail[:want]]
    return list(tail)


def _split_merged(years: list[Found], behind: list[Found], lacking: int) -> list[Found] | None:
    """The row with the one cell split that holds as many values too many as cells are lacking."""
    pieces = [found.text.split(" ") if len(found.text) < 40 else [] for found in years]
    able = [at for at, split in enumerate(pieces) if len(split) == lacking + 1]
    if len(able) != 1:
        return None
    [at] = able
    values = [years[at].saying(piece).doubted(MERGED) for piece in pieces[at]]
    return [*years[:at], *values, *years[at + 1 :], *behind]
