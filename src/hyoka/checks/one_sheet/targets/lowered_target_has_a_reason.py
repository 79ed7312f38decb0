"""下げた目標には、理由が書かれている

目標を前年度より1割を超えて下げるのは、対象が減った、事業を縮小したなどの理由があるときです。
根拠: 様式の欄（改善内容、終了・休止理由、目標値変更理由等）
直し方: 「目標値変更理由等」に理由を書く。
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.targets.reading import better_of, is_explained, named, number_of, percent, spoken
from hyoka.judging import are_comparable
from hyoka.layouts import Layout
from hyoka.sheet import Better, Series, Sheet, YearValue, each_series

_FAR = Decimal("0.10")


def lowered_target_has_a_reason(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for series in each_series(sheet):
        if is_explained(series):
            continue
        known = [value for value in series.indicator.values if number_of(value.target)]
        for before, value in pairwise(known):
            share = _lowered_by(series, before, value, around.layout)
            if share is None or share <= _FAR or _is_below_last_actual(before, value):
                continue
            at = series.values_at / value.fiscal_year / "target"
            yield Finding(
                check="lowered-target-has-a-reason",
                severity=Severity.NOTE,
                at=at,
                message=(
                    f"{named(series)}の目標が、{before.fiscal_year.short} の {spoken(before.target)} から "
                    f"{value.fiscal_year.short} は {spoken(value.target)} に {percent(share)} 後退していますが、"
                    "理由が見当たりません。"
                ),
                places=(at, series.values_at / before.fiscal_year / "target"),
                fiscal_year=value.fiscal_year,
            )


def _lowered_by(series: Series, before: YearValue, value: YearValue, layout: Layout) -> Decimal | None:
    old, new = number_of(before.target), number_of(value.target)
    if old is None or new is None or old.value <= 0 or not are_comparable(old, new):
        return None
    if abs(old.value - new.value) <= old.value * _FAR:
        return None
    better = better_of(series, value, layout)
    step = {Better.HIGHER: old.value - new.value, Better.LOWER: new.value - old.value}.get(better)
    return None if step is None else step / old.value


def _is_below_last_actual(before: YearValue, value: YearValue) -> bool:
    """target-is-above-last-actual says it then."""
    reached, target = before.actual.number, value.target.number
    return reached is not None and target is not None and target < reached
