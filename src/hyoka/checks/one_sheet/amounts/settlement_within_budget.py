"""決算額は、予算額を超えない（前年度から繰り越した額を除く）

支出は予算の範囲内です。超えるのは前年度から繰り越した予算を使った場合で、その額が「繰越明許分」に書かれます。
費目どうしの流用や補正の後の予算額を書いていないときにも起こるため、要確認とします。
根拠: 様式の注記（予算要求年度に予算額を、実執行年度に決算額及び繰越明許額を記載）
直し方: 補正・流用後の予算額になっているか、繰越明許分の記入もれがないか、年度の列がずれていないかを確かめる。
"""

from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.amounts.money import is_none, is_relisted, spoken, total_of, unit_of, yen
from hyoka.sheet import CostYear, Place, Sheet, TotalYear, each_line
from hyoka.values import FiscalYear


def settlement_within_budget(sheet: Sheet, around: Around) -> Iterator[Finding]:
    told = set()
    for _, line, place in each_line(sheet):
        if is_relisted(line):
            continue
        for year in line.years:
            if _is_over(sheet, year):
                told.add(year.fiscal_year)
                yield _finding(f"「{line.name}」", year, place)
    for total in sheet.totals.years:
        if total.fiscal_year not in told and _is_over(sheet, total):
            yield _finding("", total, Place("/totals"))


def _is_over(sheet: Sheet, year: TotalYear | CostYear) -> bool:
    budget, settlement = yen(year.budget), yen(year.settlement)
    if budget is None or settlement is None or settlement <= budget:
        return False
    carried = _carried_over(sheet, year.fiscal_year)
    return carried is not None and settlement - budget > carried


def _carried_over(sheet: Sheet, fiscal_year: int) -> Decimal | None:
    """Money brought along from the year before; None where the source does not tell."""
    total = total_of(sheet.totals.years, fiscal_year)
    if total is None:
        return None
    amount = total.carried_over
    return Decimal(0) if is_none(amount) else yen(amount)


def _finding(name: str, year: TotalYear | CostYear, place: Place) -> Finding:
    at = place / year.fiscal_year / "settlement"
    over = (yen(year.settlement) or Decimal(0)) - (yen(year.budget) or Decimal(0))
    excess = f"{over / unit_of(year.settlement).yen:,f}{unit_of(year.settlement).value}"
    return Finding(
        check="settlement-within-budget",
        severity=Severity.WARNING,
        at=at,
        message=(
            f"{name}{FiscalYear(year.fiscal_year).short} の決算額 {spoken(year.settlement)} が、"
            f"予算額 {spoken(year.budget)} を {excess} 超えています。繰越明許分の記載では説明できません。"
        ),
        places=(
            at,
            place / year.fiscal_year / "budget",
            Place("/totals") / year.fiscal_year / "carried_over",
        ),
        fiscal_year=year.fiscal_year,
    )
