"""指標の名前は、年度で変わらない

同じ系列の指標の名前が前年度と違うと、別のものを数えていないかを確かめる必要があります。
根拠: 年度をまたいで比べるためには、同じものを同じ名前で数える
直し方: 数えるものが同じなら前の名前に合わせる。別のものを数えるのなら、新しい指標にして、前のものは終える。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.sheet import IndicatorKind, Sheet, each_series
from hyoka.values import compare_key


def indicator_keeps_its_name(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if not around.before:
        return
    last = around.before[0]
    names = _names(last)
    for series in each_series(sheet):
        name = series.indicator.name
        held = names.get((series.kind, series.indicator.series_id), [])
        if not name or not held or compare_key(name) in map(compare_key, held):
            continue
        before = held[0]
        at = series.values_at / "name"
        yield Finding(
            check="indicator-keeps-its-name",
            severity=Severity.NOTE,
            at=at,
            message=f"指標の名前が、{last.fiscal_year.wareki}の「{before}」から「{name}」に変わっています。同じものを数えているか確かめてください。",
            places=(at,),
            fiscal_year=sheet.fiscal_year,
        )


def _names(last: Sheet) -> dict[tuple[IndicatorKind, str], list[str]]:
    """What each series was called; an outcome and an output that are linked keep each its own name."""
    found: dict[tuple[IndicatorKind, str], list[str]] = {}
    for series in each_series(last):
        if series.indicator.series_id and series.indicator.name:
            found.setdefault((series.kind, series.indicator.series_id), []).append(series.indicator.name)
    return found
