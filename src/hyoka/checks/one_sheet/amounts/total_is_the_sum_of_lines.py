"""総括表の予算額・決算額は、予算費目の合計と一致する

総括表の額は、この施策で所管する事業の額の合計です。再掲の費目は再掲元だけで数えます。千円未満の端数を
費目ごとに丸めた差は誤りとしません。予算費目表の一部でも原資料にないときは点検しません。
根拠: 様式の注記（再掲で表示されている事業は、再掲元の予算費目及び総括表に額を記載する）。総括表の額は所管事業の合計
直し方: 費目の記入もれ、再掲の印の付けわすれ、総括表の転記ちがいを確かめる。
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.amounts.money import (
    is_lost,
    is_none,
    is_relisted,
    say_yen,
    spoken,
    unit_of,
    year_of,
    yen,
)
from hyoka.sheet import BudgetLine, Place, Sheet, TotalYear, each_line
from hyoka.values import Amount, FiscalYear, MoneyUnit

_WORDS = {"budget": "予算額", "settlement": "決算額"}


class _Listed(NamedTuple):
    """A line's amount in one year."""

    line: BudgetLine
    amount: Amount
    place: Place


def total_is_the_sum_of_lines(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if not sheet.directions or not all(direction.budget_table.is_known for direction in sheet.directions):
        return
    if all(is_relisted(line) for _, line, _ in each_line(sheet)):
        yield from _nothing_listed(sheet)
        return
    for year in sheet.totals.years:
        for field in _WORDS:
            yield from _compare(sheet, year, field)


def _nothing_listed(sheet: Sheet) -> Iterator[Finding]:
    """Every budget table says なし, or relists only: one cause, one finding."""
    stated = [
        (
            Place("/totals") / year.fiscal_year / field,
            f"{year.fiscal_year.short} {word} {spoken(amount)}",
            year,
        )
        for year in sheet.totals.years
        for field, word in _WORDS.items()
        if yen(amount := getattr(year, field))
    ]
    if stated:
        yield Finding(
            check="total-is-the-sum-of-lines",
            severity=Severity.ERROR,
            at=stated[0][0],
            message=(
                f"総括表に金額がありますが（{'、'.join(said for _, said, _ in stated)}）、"
                "予算費目表には「なし」か再掲の費目しかありません。"
            ),
            places=tuple(place for place, _, _ in stated),
            fiscal_year=stated[0][2].fiscal_year if len(stated) == 1 else None,
        )


def _compare(sheet: Sheet, year: TotalYear, field: str) -> Iterator[Finding]:
    total: Amount = getattr(year, field)
    stated = yen(total)
    listed = _listed(sheet, year.fiscal_year, field)
    if stated is None or listed is None or (listed and all(item.amount.is_blank for item in listed)):
        return
    amounts = [yen(item.amount) or Decimal(0) for item in listed]
    difference = stated - sum(amounts, Decimal(0))
    if abs(difference) <= _rounding(total, listed):
        return
    unit = unit_of(total)
    blanks = [item for item in listed if item.amount.is_blank]
    at = Place("/totals") / year.fiscal_year / field
    message = (
        f"{FiscalYear(year.fiscal_year).short} の{_WORDS[field]} {say_yen(stated, unit)} が、"
        f"再掲を除く予算費目{len(listed)}件の合計 {say_yen(stated - difference, unit)} と一致しません"
        f"（差 {say_yen(difference, unit, signed=True)}）。{_hint(sheet, listed, difference, year.fiscal_year, field)}"
    )
    if blanks:
        message += f"空欄の費目があります: {'、'.join(_name(item.line) for item in blanks)}。"
    yield Finding(
        check="total-is-the-sum-of-lines",
        severity=Severity.WARNING if blanks else Severity.ERROR,
        at=at,
        message=message,
        places=(at, *(item.place for item in listed)),
        fiscal_year=year.fiscal_year,
    )


def _listed(sheet: Sheet, fiscal_year: int, field: str) -> list[_Listed] | None:
    """The amounts to add up; None where one of them cannot be known."""
    found = []
    for _, line, place in each_line(sheet):
        if is_relisted(line):
            continue
        year = year_of(line.years, fiscal_year)
        if year is None:
            return None
        amount: Amount = getattr(year, field)
        if is_lost(amount) or (yen(amount) is None and not is_none(amount)):
            return None
        found.append(_Listed(line, amount, place / fiscal_year / field))
    return found


def _rounding(total: Amount, listed: list[_Listed]) -> Decimal:
    """How far sums of rounded figures may lie apart: half a unit for the total and for each line."""
    units = {unit_of(item.amount) for item in listed} | {unit_of(total)}
    if units == {MoneyUnit.YEN}:
        return Decimal(0)
    return Decimal(max(unit.yen for unit in units)) * (len(listed) + 1) / 2


def _hint(sheet: Sheet, listed: list[_Listed], difference: Decimal, fiscal_year: int, field: str) -> str:
    """The line whose amount is the difference, if there is one."""
    for item in listed:
        if yen(item.amount) == -difference:
            return f"差は費目「{_name(item.line)}」の額と同じです（再掲の印の付けわすれ、または総括表への加えわすれ）。"
    for _, line, _ in each_line(sheet):
        year = year_of(line.years, fiscal_year) if is_relisted(line) else None
        if year and yen(getattr(year, field)) == difference:
            return f"差は再掲の費目「{_name(line)}」の額と同じです（再掲は再掲元だけで数えます）。"
    return ""


def _name(line: BudgetLine) -> str:
    return line.name or line.no or "名称なし"
