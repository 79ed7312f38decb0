"""直し込み — small steps with which faults are put into a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hyoka.sheet import BudgetLine, Place, Series, Sheet, YearValue, each_line, each_series, get, put
from hyoka.values import Amount, Entry


def entry(sheet: Sheet, place: str, written: str | None) -> Sheet:
    """The sheet with another entry in a cell."""
    changed: Sheet = put(sheet, place, Entry(written=written))
    return changed


def amount(sheet: Sheet, place: str, figure: int | str | None) -> Sheet:
    """The sheet with another amount in a cell, in the unit of the paper."""
    written = f"{figure:,}" if isinstance(figure, int) else figure
    changed: Sheet = put(sheet, place, Amount(written=written, unit=get(sheet, place).unit))
    return changed


def text(sheet: Sheet, place: str, words: str | None) -> Sheet:
    """The sheet with other words in a cell."""
    changed: Sheet = put(sheet, place, words)
    return changed


def figure(sheet: Sheet, place: str) -> int | None:
    """The whole figure of an amount's cell, in the unit of the paper."""
    money = get(sheet, place).means
    return int(money.amount) if money.kind == "money" else None


def numbered(value: YearValue) -> bool:
    """Whether target and actual of a year are both figures."""
    return value.target.number is not None and value.actual.number is not None


def with_number(cell: Entry, number: Decimal) -> str:
    """Another figure, written like this cell: same unit, thousands separated."""
    rest = "".join(character for character in cell.written or "" if character not in "0123456789,.")
    plain = number.quantize(Decimal("0.1")) if number % 1 else Decimal(int(number))
    return f"{plain:,}{rest}"


def judged(sheet: Sheet) -> Iterator[tuple[Series, YearValue, Place]]:
    """Every year of every indicator with figures on both sides and a status, and the place of that year."""
    for series in each_series(sheet):
        for value in series.indicator.values:
            if numbered(value) and value.status:
                yield series, value, series.values_at / value.fiscal_year


def spent(sheet: Sheet) -> Iterator[tuple[BudgetLine, int, Place]]:
    """Every year of every budget line that carries money, with its place."""
    for _, line, place in each_line(sheet):
        for year in line.years:
            if line.relisted_from is None and figure(sheet, place / year.fiscal_year / "budget"):
                yield line, int(year.fiscal_year), place / year.fiscal_year
