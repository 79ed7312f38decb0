"""繰越明許分は、決算額を超えない

「決算額の内 繰越明許分」は決算額の内数です。
根拠: 様式の見出し（決算額の内 繰越明許分）
直し方: 決算額に繰越明許分を含めて書く。予算の繰越額を書いていないかも確かめる。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.amounts.money import is_in_brackets, spoken, yen
from hyoka.sheet import Place, Sheet
from hyoka.values import FiscalYear


def carried_over_within_settlement(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for year in sheet.totals.years:
        carried, settlement = yen(year.carried_over), yen(year.settlement)
        if carried is None or settlement is None or carried <= settlement or is_in_brackets(year.settlement):
            continue
        at = Place("/totals") / year.fiscal_year / "carried_over"
        yield Finding(
            check="carried-over-within-settlement",
            severity=Severity.ERROR,
            at=at,
            message=(
                f"{FiscalYear(year.fiscal_year).short} の繰越明許分 {spoken(year.carried_over)} が、"
                f"決算額 {spoken(year.settlement)} を超えています。"
            ),
            places=(at, Place("/totals") / year.fiscal_year / "settlement"),
            fiscal_year=year.fiscal_year,
        )
