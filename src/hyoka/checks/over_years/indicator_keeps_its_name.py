"""指標の名前は、年度で変わらない

同じ系列の指標の名前が前年度と違うと、別のものを数えていないかを確かめる必要があります。
根拠: 年度をまたいで比べるためには、同じものを同じ名前で数える
直し方: 数えるものが同じなら前の名前に合わせる。別のものを数えるのなら、新しい指標にして、前のものは終える。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.sheet import Sheet, each_series
from hyoka.values import compare_key


def indicator_keeps_its_name(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if not around.before:
        return
    last = around.before[0]
    names = {series.indicator.series_id: series.indicator.name for series in each_series(last)}
    for series in each_series(sheet):
        name = series.indicator.name
        before = names.get(series.indicator.series_id) if series.indicator.series_id else None
        if not name or not before or compare_key(name) == compare_key(before):
            continue
        at = series.values_at / "name"
        yield Finding(
            check="indicator-keeps-its-name",
            severity=Severity.NOTE,
            at=at,
            message=f"指標の名前が、{last.fiscal_year.wareki}の「{before}」から「{name}」に変わっています。同じものを数えているか確かめてください。",
            places=(at,),
            fiscal_year=sheet.fiscal_year,
        )
