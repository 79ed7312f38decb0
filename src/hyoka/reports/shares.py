"""割合 — percentages that add up to 100.0, and rates."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from hyoka.reports.report import Cell, Figure, Part

_UNITS = 1000  # tenths of a percent

LARGEST_REMAINDER = (
    "割合（%）は、小数第2位以下を切り捨て、合計が 100.0 になるように、切り捨てた端数の大きい順に 0.1 ずつ加えています（最大剰余法）。"
    "端数が同じなら件数の多いもの、それも同じなら左のものを先にします。"
)
ROUNDED = "率（%）は、小数第2位を四捨五入しています。"


def shares(counts: Sequence[int]) -> list[Decimal | None]:
    """The share of each in percent with one decimal; together they are 100.0. Of nothing there is no share.

    >>> [str(share) for share in shares([1, 1, 1])]
    ['33.4', '33.3', '33.3']
    >>> shares([0, 0])
    [None, None]
    """
    whole = sum(counts)
    if not whole:
        return [None] * len(counts)
    units = [count * _UNITS // whole for count in counts]
    by_remainder = sorted(
        range(len(counts)), key=lambda at: (-(counts[at] * _UNITS % whole), -counts[at], at)
    )
    for at in by_remainder[: _UNITS - sum(units)]:
        units[at] += 1
    return [Decimal(unit) / 10 for unit in units]


def rate(part: Figure, whole: Figure) -> Decimal | None:
    """A share by itself, rounded half up.

    >>> str(rate(1, 3)), str(rate(1, 16)), rate(1, 0)
    ('33.3', '6.3', None)
    """
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def rate_of(parts: Sequence[Part], over: Sequence[Part]) -> Cell:
    """A rate with the figures above and below its line."""
    whole = sum(part.figure for part in over)
    return Cell(rate(sum(part.figure for part in parts), whole), parts, over)
