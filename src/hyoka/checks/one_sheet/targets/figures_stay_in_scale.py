"""一つの年度だけ桁のちがう数値はない

ほかの年度がそろっているのに、一つの年度だけ10倍や100倍（または10分の1、100分の1）に近いときは、0 の打ちすぎ、
小数点の落ち、単位（千人と人など）の取りちがえが疑われます。
根拠: 入力の誤りで最も多いのは桁と単位の誤り
直し方: もとの資料で桁と単位を確かめる。正しいなら、急に変わった理由を本文に書く。
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.targets.reading import named, number_of, spoken
from hyoka.judging import units_agree
from hyoka.sheet import Series, Sheet, YearValue, each_series
from hyoka.values import Number

_TIMES = (Decimal(10), Decimal(100), Decimal(1000), Decimal(10000))
_SPREAD = Decimal(2)  # the others lie within this of each other
_SLACK = Decimal("1.3")  # how far beyond the others a corrected figure may lie
_SMALL = Decimal(5)  # from 1回 to 10回 may be a busy year
_ODD = Decimal(3)  # a growing row: the figure must stand out from its own row by this
_OTHER = {"actual": "target", "target": "actual"}


class _Slip(NamedTuple):
    """A figure that falls into line once its digits are shifted."""

    value: YearValue
    cell: str
    times: str  # 約10倍
    usual: list[YearValue]
    is_small: bool


def figures_stay_in_scale(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for series in each_series(sheet):
        for value in series.indicator.values:
            cells = sorted(_OTHER, key=lambda cell: _strangeness(series, value, cell), reverse=True)
            slip = next((slip for cell in cells if (slip := _slip(series, value, cell))), None)
            if slip:
                yield _finding(series, slip)


def _strangeness(series: Series, value: YearValue, cell: str) -> Decimal:
    """How many times the figure lies beyond its own row: the stranger of target and actual is the slip."""
    number = number_of(getattr(value, cell))
    own = [_figure(other, cell, number) for other in series.indicator.values if number and other is not value]
    row = [figure for figure in own if figure]
    if number is None or number.value <= 0 or not row:
        return Decimal(0)
    return max(number.value / max(row), min(row) / number.value)


def _slip(series: Series, value: YearValue, cell: str) -> _Slip | None:
    number = number_of(getattr(value, cell))
    if number is None or number.value <= 0:
        return None
    figure = number.value
    others = [other for other in series.indicator.values if other is not value]
    beside = _figure(value, _OTHER[cell], number)
    if beside and _are_near(beside, figure):
        return None  # target and actual rose together: the work grew
    rows = [(_figure(other, cell, number), _figure(other, _OTHER[cell], number)) for other in others]
    usual = [other for other in others if _figure(other, cell, number)]
    for pool in _pools(figure, beside, rows):
        for times in _TIMES:
            is_small = min(*pool, figure) < _SMALL or max(*pool, figure) < _SMALL * 10
            if _falls_in_line(figure / times, pool, is_small):
                return _Slip(value, cell, f"約{times:,}倍", usual, is_small)
            if _falls_in_line(figure * times, pool, is_small):
                return _Slip(value, cell, f"約{times:,}分の1", usual, is_small)
    return None


def _pools(
    figure: Decimal, beside: Decimal | None, rows: list[tuple[Decimal | None, Decimal | None]]
) -> Iterator[list[Decimal]]:
    """What the figure may be held against: its own row in other years, both rows, its fellow of the same year."""
    own = [one for one, _ in rows if one]
    both = [*own, *(other for _, other in rows if other), *([beside] if beside else [])]
    for pool in (own, both):
        if len(pool) > 1 and max(pool) <= min(pool) * _SPREAD:
            yield pool
    pairs = [(one, other) for one, other in rows if one and other]
    is_odd_one = all(figure > one * _ODD or figure * _ODD < one for one in own)
    if beside and pairs and is_odd_one and all(_are_near(one, other) for one, other in pairs):
        yield [beside / _SLACK, beside * _SLACK]


def _are_near(one: Decimal, other: Decimal) -> bool:
    return one / _SPREAD <= other <= one * _SPREAD


def _figure(value: YearValue, cell: str, like: Number) -> Decimal | None:
    """A positive figure that counts the same thing."""
    number = number_of(getattr(value, cell))
    return number.value if number and number.value > 0 and units_agree(number.unit, like.unit) else None


def _falls_in_line(figure: Decimal, pool: list[Decimal], is_small: bool) -> bool:
    """Small figures only where all others are one and the same."""
    if is_small:
        return min(pool) == max(pool) == figure
    return min(pool) / _SLACK <= figure <= max(pool) * _SLACK


def _finding(series: Series, slip: _Slip) -> Finding:
    at = series.values_at / slip.value.fiscal_year / slip.cell
    word = {"target": "目標", "actual": "実績"}[slip.cell]
    usual = "、".join(
        f"{value.fiscal_year.short} {spoken(getattr(value, slip.cell))}" for value in slip.usual
    )
    beside = f"ほかの年度（{usual}）" if usual else f"同じ年度の{'目標' if slip.cell == 'actual' else '実績'}"
    return Finding(
        check="figures-stay-in-scale",
        severity=Severity.NOTE if slip.is_small else Severity.WARNING,
        at=at,
        message=(
            f"{named(series)}{slip.value.fiscal_year.short} の{word} {spoken(getattr(slip.value, slip.cell))} は、"
            f"{beside}の{slip.times}です。桁か単位の誤りではありませんか。"
        ),
        places=(at, *(series.values_at / value.fiscal_year / slip.cell for value in slip.usual)),
        fiscal_year=slip.value.fiscal_year,
    )
