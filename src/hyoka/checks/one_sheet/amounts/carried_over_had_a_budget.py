"""繰越明許分には、前年度の予算がある

繰越明許は、前年度の予算のうち年度内に使い終わらない分を翌年度に使うものです。前年度の予算額より大きくはなりません。
事業がほかの課や施策から移ってきたときは前年度の予算がこの表にないため、要確認とします。
根拠: 地方自治法第213条（繰越明許費）、様式の注記
直し方: 前年度の予算額の記入もれ、年度の列のずれ、繰越明許分の桁を確かめる。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.amounts.money import is_none, spoken, total_of, yen
from hyoka.sheet import Place, Sheet
from hyoka.values import FiscalYear


def carried_over_had_a_budget(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for year in sheet.totals.years:
        before = total_of(sheet.totals.years, year.fiscal_year - 1)
        carried = yen(year.carried_over)
        if not carried or carried < 0 or before is None:
            continue
        budget = yen(before.budget)
        if budget is None and not is_none(before.budget):
            continue
        if carried <= (budget or 0):
            continue
        at = Place("/totals") / year.fiscal_year / "carried_over"
        last = FiscalYear(before.fiscal_year).short
        said = "がありません" if not budget else f" {spoken(before.budget)} を超えています"
        yield Finding(
            check="carried-over-had-a-budget",
            severity=Severity.WARNING,
            at=at,
            message=(
                f"{FiscalYear(year.fiscal_year).short} の繰越明許分 {spoken(year.carried_over)} は、"
                + (f"{last} の予算額{said}。" if budget else f"もとになる {last} の予算額{said}。")
            ),
            places=(at, Place("/totals") / before.fiscal_year / "budget"),
            fiscal_year=year.fiscal_year,
        )
