"""ことばの目標は、実績のことばに合う判定になっている

「再構築」「導入」のようなことばの目標は、実績が同じことばなら達成です。ちがうことばで達成、同じことばで未達成という
判定は、どちらかの書きまちがいかもしれません。「完了」「導入済み」のような言いかえは問いません。
根拠: 様式の判定の規則（言葉の目標は、実績の言葉が目標と同じなら達成）
直し方: 年度の列がずれていないか、前年度の実績が残っていないかを確かめる。判定が正しいなら、理由を書く。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.judgement.years import each_year, spoken
from hyoka.judging import Meant, meant, propose
from hyoka.layouts import Compare
from hyoka.sheet import Sheet


def milestone_words_bear_out_the_status(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for year in each_year(sheet):
        if year.value.target.number is not None:
            continue
        stated = meant(year.value.status, around.layout)
        if stated is None or year.value.status_reason:
            continue
        proposal = propose(year.series.indicator, year.value.fiscal_year, around.layout)
        if proposal.compare is not Compare.SAME_WORDS or proposal.status is None:
            continue
        proposed = meant(proposal.status, around.layout)
        if stated is proposed:
            continue
        how = "同じことばです" if proposed is Meant.GOOD else "ちがうことばです"
        at = year.place / "status"
        yield Finding(
            check="milestone-words-bear-out-the-status",
            severity=Severity.WARNING,
            at=at,
            message=(
                f"{year.name} の判定は「{year.value.status}」ですが、目標「{spoken(year.value.target)}」と"
                f"実績「{spoken(year.value.actual)}」は{how}。"
            ),
            places=(at, year.place / "target", year.place / "actual"),
            fiscal_year=year.value.fiscal_year,
        )
