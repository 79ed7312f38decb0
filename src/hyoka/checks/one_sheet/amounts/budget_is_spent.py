"""予算は、その年度のうちにおおむね使われている

執行率が半分に満たないときは、事業の遅れ、入札差金、翌年度への繰越しなどの事情があるはずです。まったく使われていない
予算は要確認、50%未満は参考とします。10万円未満の予算（科目存置など）と、理由が書かれた費目は対象外です。
根拠: 決算の説明責任（執行率は決算審査で必ず問われる）
直し方: 決算額の記入もれや単位の誤りがないかを確かめ、「決算額増減の理由・改善状況等」に事情を書く。
"""

from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.amounts.money import is_relisted, spoken, total_of, yen
from hyoka.sheet import CostYear, Place, Sheet, TotalYear, each_line
from hyoka.values import FiscalYear

_LOW = Decimal("0.5")
_REAL_BUDGET = 100_000  # yen: smaller ones only keep the account open (科目存置)


def budget_is_spent(sheet: Sheet, around: Around) -> Iterator[Finding]:
    told = set()
    for _, line, place in each_line(sheet):
        if is_relisted(line):
            continue
        for year in line.years:
            explained = year.fiscal_year == sheet.fiscal_year and line.reason != ""
            rate = _rate(sheet, year)
            if rate is not None and not explained:
                told.add(year.fiscal_year)
                yield _finding(f"「{line.name}」", year, rate, place)
    for total in sheet.totals.years:
        rate = _rate(sheet, total)
        if rate is not None and total.fiscal_year not in told:
            yield _finding("", total, rate, Place("/totals"))


def _rate(sheet: Sheet, year: TotalYear | CostYear) -> Decimal | None:
    """The share spent, where it is low and no carrying over accounts for it."""
    budget, settlement = yen(year.budget), yen(year.settlement)
    if budget is None or settlement is None or budget < _REAL_BUDGET or settlement < 0:
        return None
    if year.fiscal_year > sheet.fiscal_year or settlement >= budget * _LOW:
        return None
    following = total_of(sheet.totals.years, year.fiscal_year + 1)
    carried = (yen(following.carried_over) or Decimal(0)) if following else Decimal(0)
    return None if settlement + carried >= budget * _LOW else settlement / budget


def _finding(name: str, year: TotalYear | CostYear, rate: Decimal, place: Place) -> Finding:
    at = place / year.fiscal_year / "settlement"
    return Finding(
        check="budget-is-spent",
        severity=Severity.NOTE if rate else Severity.WARNING,
        at=at,
        message=(
            f"{name}{FiscalYear(year.fiscal_year).short} の予算額 {spoken(year.budget)} に対し、"
            f"決算額は {spoken(year.settlement)}（執行率 {rate * 100:.1f}%）です。"
        ),
        places=(at, place / year.fiscal_year / "budget"),
        fiscal_year=year.fiscal_year,
    )
