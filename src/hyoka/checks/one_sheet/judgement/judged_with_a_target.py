"""判定のある年度には、目標がある

目標が「—」（設定なし）の年度は、事業の終了や移管で目標を置かない年度です。比べるものがないので判定も書きません。
根拠: 様式の判定の規則（目標と実績を比べて判定する）
直し方: 目標の記入もれなら書く。目標を置かない年度なら、判定を消す。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.judgement.years import each_year, spoken
from hyoka.judging import is_stated
from hyoka.sheet import Sheet
from hyoka.values import Why


def judged_with_a_target(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for year in each_year(sheet):
        target = year.value.target
        if target.absent in (None, Why.NOT_IN_SOURCE) or not is_stated(year.value.status):
            continue
        at = year.place / "status"
        yield Finding(
            check="judged-with-a-target",
            severity=Severity.WARNING,
            at=at,
            message=f"{year.name} は判定が「{year.value.status}」ですが、目標がありません（{spoken(target)}）。",
            places=(at, year.place / "target"),
            fiscal_year=year.value.fiscal_year,
        )
