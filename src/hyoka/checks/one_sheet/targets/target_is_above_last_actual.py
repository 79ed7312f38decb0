"""目標は、前年度の実績より後ろ向きになっていない

前年度にすでに達した水準より低い目標は、達成しても後退です。実績が一時的に高かった、対象が減ったなどの事情があるなら、
それを書きます。前年度の目標を上回った実績があるのに、今年度以降の目標がそれを1割5分を超えて下回るときは要確認、ほかは参考と
します（計画どおりに縮小していく事業もあるため）。
毎年度変わらない目標（年2回など）は、ここでは問いません。
根拠: 前年度評価を踏まえて今年度の計画を立てるという評価表の考え方（PDCA）
直し方: 目標を見直すか、下げた理由を「目標値変更理由等」や本文に書く。
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.targets.reading import is_explained, leaning_in, named, number_of, percent, spoken
from hyoka.checks.one_sheet.targets.scale import slip_of
from hyoka.judging import are_comparable
from hyoka.layouts import Layout
from hyoka.sheet import Better, Series, Sheet, YearValue, each_series

_FAR = Decimal("0.15")


class _Step(NamedTuple):
    """A target, and the actual of the year before that it falls behind."""

    value: YearValue
    before: YearValue
    gap: Decimal  # share of last year's actual
    was_exceeded: bool  # last year's actual was better than its target, and which way is better is no guess


def target_is_above_last_actual(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for series in each_series(sheet):
        steps = [step for value in series.indicator.values if (step := _step(series, value, around.layout))]
        if not steps or is_explained(series):
            continue
        open_years = [step for step in steps if step.value.fiscal_year >= sheet.fiscal_year]
        far = [step for step in open_years if step.gap > _FAR and step.was_exceeded]
        worst = (far or steps)[-1]
        yield _finding(series, worst, Severity.WARNING if far else Severity.NOTE)


def _step(series: Series, value: YearValue, layout: Layout) -> _Step | None:
    before = series.indicator.at(value.fiscal_year - 1)
    target, reached = number_of(value.target), number_of(before.actual) if before else None
    if before is None or target is None or reached is None or reached.value <= 0 or target.value < 0:
        return None
    if before.target.number == target.value or not are_comparable(target, reached):
        return None
    if target.cumulative != reached.cumulative or target.value == reached.value:
        return None
    leaning = leaning_in(series, value, layout)
    sign = {Better.HIGHER: 1, Better.LOWER: -1}.get(leaning.better)
    promised = before.target.number
    if sign is None or (fallen := (reached.value - target.value) * sign) <= 0:
        return None
    if slip_of(series, before) or slip_of(series, value):
        return None  # digits out of place: figures-stay-in-scale says it
    was_exceeded = promised is not None and (reached.value - promised) * sign > 0 and not leaning.is_doubtful
    return _Step(value, before, fallen / reached.value, was_exceeded)


def _finding(series: Series, step: _Step, severity: Severity) -> Finding:
    at = series.values_at / step.value.fiscal_year / "target"
    is_below = (step.value.target.number or 0) < (step.before.actual.number or 0)
    way = "下回って" if is_below else "上回って（少ないほど良い指標です）"
    return Finding(
        check="target-is-above-last-actual",
        severity=severity,
        at=at,
        message=(
            f"{named(series)}{step.value.fiscal_year.short} の目標 {spoken(step.value.target)} が、"
            f"前年度 {step.before.fiscal_year.short} の実績 {spoken(step.before.actual)} を {percent(step.gap)} {way}います。"
        ),
        places=(at, series.values_at / step.before.fiscal_year / "actual"),
        fiscal_year=step.value.fiscal_year,
    )
