"""計画と評価の文は、前年度の写しではない

前年度とまったく同じ文であれば、その年に考えたこと、起きたことが書かれていないかもしれません。続ける事業では自然なこともあるので、参考です。
根拠: 事務事業評価の形骸化についての各市の見直し報告（毎年同じ文が並ぶ）
直し方: 前年度の改善内容(Action)に答える文か、その年の結果に書き改める。変わらないのなら、そのままでもよい。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.paragraph import untagged
from hyoka.layouts import describe
from hyoka.sheet import Sheet, each_text

_SHORTEST = 30  # 「引き続き実施する。」 two years running is no finding


def text_is_written_anew(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if not around.before:
        return
    last = around.before[0]
    before = {str(text.place): untagged(text.text or "") for text in each_text(last)}
    for text in each_text(sheet):
        words = untagged(text.text or "")
        if len(words) >= _SHORTEST and words == before.get(str(text.place)):
            yield Finding(
                check="text-is-written-anew",
                severity=Severity.NOTE,
                at=text.place,
                message=f"{describe(around.layout, sheet, text.place)} が、{last.fiscal_year.wareki}とまったく同じ文です。",
                places=(text.place,),
                fiscal_year=sheet.fiscal_year,
            )
