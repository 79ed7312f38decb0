"""前年度に掲げた目標は、理由なく下げない

前年度の評価表に、今年度から先の目標がすでに書かれています。今年度の評価表でその目標を後退させるときは、理由を書きます。
根拠: 様式の欄（改善内容、終了・休止理由、目標値変更理由等）。目標を下げれば、達成は見かけだけのものになる
直し方: 「目標値変更理由等」に理由を書くか、目標を戻す。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.targets.reading import better_of, is_explained, named, number_of, spoken
from hyoka.judging import are_comparable
from hyoka.layouts import Layout
from hyoka.sheet import Better, Series, Sheet, YearValue, each_series


def promised_target_is_kept(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if not around.before:
        return
    last = around.before[0]
    promised = {str(series.place): series for series in each_series(last)}
    for series in each_series(sheet):
        before = promised.get(str(series.place))
        if before is None or is_explained(series) or is_explained(before):
            continue
        for value in series.indicator.values:
            old = before.indicator.at(value.fiscal_year)
            if value.fiscal_year < sheet.fiscal_year or old is None:
                continue
            if _is_lowered(series, old, value, around.layout):
                at = series.values_at / value.fiscal_year / "target"
                yield Finding(
                    check="promised-target-is-kept",
                    severity=Severity.WARNING,
                    at=at,
                    message=(
                        f"{named(series)}の {value.fiscal_year.short} の目標が、{last.fiscal_year.wareki}の評価表の "
                        f"{spoken(old.target)} から {spoken(value.target)} に後退していますが、理由が見当たりません。"
                    ),
                    places=(at,),
                    fiscal_year=value.fiscal_year,
                )


def _is_lowered(series: Series, old: YearValue, new: YearValue, layout: Layout) -> bool:
    was, now = number_of(old.target), number_of(new.target)
    if was is None or now is None or not are_comparable(was, now):
        return False
    better = better_of(series, new, layout)
    return {Better.HIGHER: now.value < was.value, Better.LOWER: now.value > was.value}.get(better, False)
