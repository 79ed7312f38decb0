"""年度の見出し — which column of a table is which fiscal year, by its head and by what the other tables say."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from hyoka.readers.form.desk import Desk
from hyoka.readers.form.draft import Qualm
from hyoka.readers.reading import Doubt
from hyoka.values import FiscalYear

_NO_HEAD = Qualm(Doubt.GUESSED, "年度の見出しが原資料にないため、様式の並びから推定した")
_PART_OF_HEAD = Qualm(Doubt.GUESSED, "年度の見出しが一部欠けているため、並びから推定した")


@lru_cache(maxsize=4096)
def fiscal_year_of(text: str) -> int | None:
    """The fiscal year a short text names, None if none."""
    if not 2 <= len(text) <= 16:
        return None
    try:
        return int(FiscalYear.parse(text))
    except ValueError:
        return None


@dataclass
class YearHead:
    """The years printed in a table's head, by their distance from the column of the row labels."""

    label: int  # column
    years: dict[int, int]  # distance from the label column → fiscal year
    tail: int  # columns from the label on, itself included


def read_year_head(desk: Desk, row: int, label: int | None) -> YearHead | None:
    """The years in a row of a table's head; ticks them. `label`: the column of 「年度」, None if it is lost."""
    years: dict[int, int] = {}
    shift = 0
    for column, text in desk.filled(row):
        if label is not None and column <= label:
            continue
        for index, piece in enumerate(_pieces(text)):
            year = fiscal_year_of(piece)
            if year is None:
                continue
            if label is None:
                label = column - 1
            shift += index > 0
            years[column + shift - label] = year
            desk.tick(row, column)
    if label is None or not years:
        return None
    desk.tick(row, label)
    return YearHead(label, years, desk.width(row) + shift - label)


def _pieces(text: str) -> Sequence[str]:
    """The cell, or the years it consists of where cells were merged."""
    if fiscal_year_of(text) is not None or " " not in text:
        return (text,)
    pieces = text.split()
    return pieces if all(fiscal_year_of(piece) is not None for piece in pieces) else (text,)


def settle_years(
    head: YearHead | None, tail: int, limit: int, expected: Sequence[int], *, trimmed: bool
) -> tuple[dict[int, int], Qualm | None]:
    """Which distance from the label is which year, and the doubt about it.

    `tail`: the width of the rows from the label on; `limit`: the distance at which other columns begin;
    `expected`: the years that other tables or the layout name.
    """
    room = min(tail, limit) - 1
    by_order = dict(enumerate(expected, start=1)) if room >= len(expected) else {}
    if head is None:
        return by_order, _NO_HEAD
    found = head.years
    within = set(found.values()) <= set(expected)
    straight = len({year - distance for distance, year in found.items()}) == 1
    if (
        not straight
        or (head.tail != tail and not trimmed)
        or (trimmed and within and len(found) < len(expected))
    ):
        return (by_order if within and by_order else dict(found)), _PART_OF_HEAD
    base = next(year - distance for distance, year in found.items())
    last = max(found)
    if within and base + 1 == expected[0] and room >= len(expected):
        last = len(expected)
    years = {
        distance: base + distance
        for distance in range(1, last + 1)
        if fiscal_year_of(f"{base + distance}年度")
    }
    return years, None if years.keys() == found.keys() else _PART_OF_HEAD
