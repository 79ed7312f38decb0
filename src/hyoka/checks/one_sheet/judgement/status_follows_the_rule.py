"""達成状況は、目標と実績に合っている

判定の規則が分かっている指標では、目標と実績から達成・未達成が決まります。規則とちがう判定をするときは、理由を残します。
順調・遅れは境目が公表されていないので、目標に届いていないときの判定は点検しません。未実施は担当者の判断です。
「少ないほど良い」指標かどうかが分からないときは、要確認とします。
根拠: 様式の判定の規則（判定案に規則名と版を残す）
直し方: 判定、目標、実績のどれが誤りかを確かめる。規則とちがう判定が正しいなら、理由を書く。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.judgement.years import each_year
from hyoka.judging import propose
from hyoka.layouts import Compare
from hyoka.sheet import Sheet
from hyoka.values import compare_key


def status_follows_the_rule(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for year in each_year(sheet):
        stated = year.value.status
        if not stated or year.value.status_reason:
            continue
        proposal = propose(year.series.indicator, year.value.fiscal_year, around.layout)
        if proposal.compare is Compare.SAME_WORDS or not proposal.certain or proposal.status is None:
            continue
        rule = around.layout.rule(proposal.rule)
        opposite = rule.missed if proposal.status == rule.met else rule.met
        if compare_key(stated) != compare_key(opposite):
            continue
        is_sure = rule.compare is Compare.REACHES and proposal.better_is_known
        doubt = "" if is_sure or rule.compare is Compare.SHARE else "少ないほど良い指標なら問題ありません。"
        at = year.place / "status"
        yield Finding(
            check="status-follows-the-rule",
            severity=Severity.ERROR if is_sure else Severity.WARNING,
            at=at,
            message=(
                f"{year.name} の判定は「{stated}」ですが、数値からは「{proposal.status}」です: "
                f"{proposal.arithmetic}。{doubt}"
            ),
            places=(at, year.place / "target", year.place / "actual"),
            fiscal_year=year.value.fiscal_year,
        )
