"""判定のある年度には、実績がある

実績が空欄や「調査中」のまま判定だけがある年度です。未実施の年度は、実績がなくてもかまいません。
根拠: 様式の判定の規則（目標と実績を比べて判定する）
直し方: 実績を書く。まだ確定していないなら、判定を消して確定後に書く。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.judgement.years import each_year, rule_with, spoken
from hyoka.judging import is_stated
from hyoka.sheet import Sheet
from hyoka.values import Why


def status_has_an_actual(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for year in each_year(sheet):
        actual, target = year.value.actual, year.value.target
        if actual.absent in (None, Why.NOT_IN_SOURCE) or not is_stated(year.value.status):
            continue
        if target.absent not in (None, Why.NOT_IN_SOURCE) or rule_with(year.value.status, around.layout):
            continue  # without a target: judged-with-a-target says it
        at = year.place / "status"
        yield Finding(
            check="status-has-an-actual",
            severity=Severity.WARNING,
            at=at,
            message=f"{year.name} は判定が「{year.value.status}」ですが、実績がありません（{spoken(actual)}）。",
            places=(at, year.place / "actual"),
            fiscal_year=year.value.fiscal_year,
        )
