"""繰越明許分は、前年度の使い残しに収まる

翌年度に繰り越せるのは、前年度の予算のうち年度内に使い終わらなかった分です。前年度の確定した評価表の予算額から決算額を引いた額より
大きい繰越明許分は、どちらかの年度の記入もれか、年度の取り違えです。事務移管があったときは、前年度の額がこの評価表のものと違うので
何も言いません。
根拠: 地方自治法第213条（繰越明許費）
直し方: 前年度の予算額（前年度からの繰越を含むか）、決算額、繰越明許分を、財務の記録で確かめる。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.amounts.money import spoken, total_of, yen
from hyoka.checks.over_years.moved import anything_moved
from hyoka.sheet import Place, Sheet


def carried_over_was_left(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if not around.before or anything_moved((sheet, around.before[0]), sheet.fiscal_year):
        return
    last = around.before[0]
    now = total_of(sheet.totals.years, sheet.fiscal_year)
    then = total_of(last.totals.years, last.fiscal_year)
    if now is None or then is None:
        return
    carried, budget, spent = yen(now.carried_over), yen(then.budget), yen(then.settlement)
    brought = yen(then.carried_over) or 0  # what was spent of an earlier year's budget is not of this one's
    if not carried or budget is None or spent is None or carried <= budget - (spent - brought):
        return
    at = Place("/totals") / sheet.fiscal_year / "carried_over"
    left = budget - (spent - brought)
    yield Finding(
        check="carried-over-was-left",
        severity=Severity.WARNING,
        at=at,
        message=(
            f"{sheet.fiscal_year.short} の繰越明許分 {spoken(now.carried_over)} が、{last.fiscal_year.short} の使い残し"
            f"（予算額 {spoken(then.budget)}、決算額 {spoken(then.settlement)} から {left // 1000:,}千円）を超えています。"
        ),
        places=(at,),
        fiscal_year=sheet.fiscal_year,
    )
