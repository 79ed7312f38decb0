"""桁 — whether one figure of an indicator falls into line with the others once its digits are shifted."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from hyoka.checks.one_sheet.targets.reading import number_of
from hyoka.judging import units_agree
from hyoka.sheet import Series, YearValue
from hyoka.values import Number

_TIMES = (Decimal(10), Decimal(100), Decimal(1000), Decimal(10000))
_SPREAD = Decimal(2)  # the others lie within this of each other
_SLACK = Decimal("1.3")  # how far beyond the others a corrected figure may lie
_SMALL = Decimal(4)  # from 1回 to 10回 may be a busy year
_ODD = Decimal(3)  # a growing row: the figure must stand out from its own row by this
_OTHER = {"actual": "target", "target": "actual"}


class Slip(NamedTuple):
    """A figure that falls into line once its digits are shifted."""

    value: YearValue
    cell: str
    times: str  # 約10倍
    usual: list[YearValue]  # the years with figures to compare with
    is_small: bool


def slip_of(series: Series, value: YearValue) -> Slip | None:
    """The slip of one year: in its actual or its target, whichever lies further off its row."""
    cells = sorted(_OTHER, key=lambda cell: _strangeness(series, value, cell), reverse=True)
    return next((slip for cell in cells if (slip := _slip(series, value, cell))), None)


def _strangeness(series: Series, value: YearValue, cell: str) -> Decimal:
    """How many times the figure lies beyond its own row."""
    number = number_of(getattr(value, cell))
    own = [_figure(other, cell, number) for other in series.indicator.values if number and other is not value]
    row = [figure for figure in own if figure]
    if number is None or number.value <= 0 or not row:
        return Decimal(0)
    return max(number.value / max(row), min(row) / number.value)


def _slip(series: Series, value: YearValue, cell: str) -> Slip | None:
    number = number_of(getattr(value, cell))
    if number is None or number.value <= 0:
        return None
    figure = number.value
    beside = _figure(value, _OTHER[cell], number)
    if beside and _are_near(beside, figure):
        return None  # target and actual rose together: the work grew
    others = [other for other in series.indicator.values if other is not value]
    others.sort(key=lambda other: abs(other.fiscal_year - value.fiscal_year))
    rows = [(_figure(other, cell, number), _figure(other, _OTHER[cell], number)) for other in others]
    usual = [
        other for other in series.indicator.values if other is not value and _figure(other, cell, number)
    ]
    for pool in _pools(figure, beside, rows):
        for times in _TIMES:
            is_small = times == 10 and _is_small(figure, pool)
            if _falls_in_line(figure / times, pool, is_small):
                return Slip(value, cell, f"約{times:,}倍", usual, is_small)
            if _falls_in_line(figure * times, pool, is_small):
                return Slip(value, cell, f"約{times:,}分の1", usual, is_small)
    return None


def _pools(
    figure: Decimal, beside: Decimal | None, rows: list[tuple[Decimal | None, Decimal | None]]
) -> Iterator[list[Decimal]]:
    """What the figure may be held against: its own row, the two nearest years of it, both rows, its fellow.

    `rows` are (own, other) figures of the other years, nearest year first.
    """
    own = [one for one, _ in rows if one]
    both = [*own, *(other for _, other in rows if other), *([beside] if beside else [])]
    is_odd_one = all(figure > one * _ODD or figure * _ODD < one for one in own)
    for pool in (own, both, own[:2] if is_odd_one and len(own) > 2 else []):
        if len(pool) > 1 and max(pool) <= min(pool) * _SPREAD:
            yield pool
    pairs = [(one, other) for one, other in rows if one and other]
    if beside and pairs and is_odd_one and all(_are_near(one, other) for one, other in pairs):
        yield [beside / _SLACK, beside * _SLACK]
    elif beside and not pairs and is_odd_one:  # the first year: only its own target to go by
        yield [beside]


def _are_near(one: Decimal, other: Decimal) -> bool:
    return one / _SPREAD <= other <= one * _SPREAD


def _figure(value: YearValue, cell: str, like: Number) -> Decimal | None:
    """A positive figure that counts the same thing."""
    number = number_of(getattr(value, cell))
    return number.value if number and number.value > 0 and units_agree(number.unit, like.unit) else None


def _is_small(figure: Decimal, pool: list[Decimal]) -> bool:
    """Counts that may well differ tenfold from year to year; 2.7件 and 0.51冊 are no such counts."""
    if figure % 1 or min(pool) >= _SMALL * 5:
        return False
    return min(*pool, figure) < _SMALL or max(*pool, figure) < _SMALL * 10


def _falls_in_line(figure: Decimal, pool: list[Decimal], is_small: bool) -> bool:
    """Small figures only where all others are one and the same."""
    if is_small:
        return min(pool) == max(pool) == figure
    return min(pool) / _SLACK <= figure <= max(pool) * _SLACK
