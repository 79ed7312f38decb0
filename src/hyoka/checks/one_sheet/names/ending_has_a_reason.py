"""終了・休止・統合には、理由がある

今後の取組み方針が終了などであるときは、その理由を書くことになっています。
根拠: 様式の欄「改善内容、終了・休止理由、目標値変更理由等」
直し方: 終える理由と、残る仕事をどこが引き継ぐかを書く。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.sheet import Sheet, each_project


def ending_has_a_reason(sheet: Sheet, around: Around) -> Iterator[Finding]:
    words = around.layout.ending_words
    for _, project, place in each_project(sheet):
        for means in project.means:
            if means.course not in words or means.reason is None or means.reason.strip():
                continue
            at = place / means.key / "reason"
            course = place / means.key / "course"
            yield Finding(
                check="ending-has-a-reason",
                severity=Severity.WARNING,
                at=at,
                message=f"「{means.text or means.indicator.name or ''}」の方針が「{means.course}」ですが、理由が空欄です。",
                places=(at, course),
                fiscal_year=sheet.fiscal_year,
            )
