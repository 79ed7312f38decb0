"""実績が大きく上回り続ける目標は、見直されている

同じ目標が3年度以上続き、最近の実績がその1.5倍以上なら、目標は仕事の励みになっていません。法令などで決まった回数なら
そのままでかまいません。
根拠: 指標の点検（目標は達成の見込みと水準を踏まえて毎年度見直す）
直し方: 目標を上げるか、最低限の回数であることを指標の説明に書く。
"""

from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.targets.reading import better_of, is_explained, named, number_of, spoken
from hyoka.judging import are_comparable
from hyoka.layouts import Layout
from hyoka.sheet import Better, Series, Sheet, YearValue, each_series

_YEARS = 3
_FAR = Decimal("1.5")
_A_FEW = 2  # 年1回 done twice is not far beyond


def target_keeps_up_with_actuals(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for series in each_series(sheet):
        standing = _standing(series)
        judged = [value for value in standing if value.actual.number is not None]
        if len(standing) < _YEARS or len(judged) < 2 or is_explained(series):
            continue
        if not all(_far_exceeds(series, value, around.layout) for value in judged[-2:]):
            continue
        last = judged[-1]
        at = series.values_at / last.fiscal_year / "target"
        actuals = "、".join(f"{value.fiscal_year.short} {spoken(value.actual)}" for value in judged[-2:])
        yield Finding(
            check="target-keeps-up-with-actuals",
            severity=Severity.NOTE,
            at=at,
            message=(
                f"{named(series)}の目標は {standing[0].fiscal_year.short} から {standing[-1].fiscal_year.short} まで "
                f"{spoken(last.target)} のままですが、実績は大きく上回っています（{actuals}）。"
            ),
            places=(at, *(series.values_at / value.fiscal_year / "actual" for value in judged[-2:])),
            fiscal_year=last.fiscal_year,
        )


def _standing(series: Series) -> list[YearValue]:
    """The latest years on end with one and the same target."""
    run: list[YearValue] = []
    for value in series.indicator.values:
        if value.target.number is None:
            continue
        run = [*run, value] if run and run[-1].target.number == value.target.number else [value]
    return run


def _far_exceeds(series: Series, value: YearValue, layout: Layout) -> bool:
    target, actual = number_of(value.target), number_of(value.actual)
    if target is None or actual is None or target.value <= 0 or not are_comparable(target, actual):
        return False
    if abs(actual.value - target.value) < _A_FEW or target.cumulative != actual.cumulative:
        return False
    better = better_of(series, value, layout)
    if better is Better.HIGHER:
        return actual.value >= target.value * _FAR
    return better is Better.LOWER and actual.value * _FAR <= target.value
