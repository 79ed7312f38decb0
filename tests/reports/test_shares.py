"""Percentages add up to 100.0, and none is further from the truth than a tenth."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from hyoka.reports.shares import rate, shares

counts = st.lists(st.integers(0, 10_000), min_size=1, max_size=12)


@given(counts)
def test_percentages_add_up_to_100(many: list[int]) -> None:
    found = shares(many)
    if sum(many):
        assert sum(share for share in found if share is not None) == 100
        assert all(
            abs(Fraction(share or 0) - Fraction(100 * count, sum(many))) < Fraction(1, 10)
            for share, count in zip(found, many, strict=True)
        )
    else:
        assert found == [None] * len(many)


@given(counts)
def test_more_is_never_a_smaller_share(many: list[int]) -> None:
    pairs = [(count, share) for count, share in zip(many, shares(many), strict=True) if share is not None]
    assert all(one <= other for few, one in pairs for more, other in pairs if few < more)


def test_what_rounding_alone_gets_wrong() -> None:
    """Three thirds are 99.9 when each is rounded; six sixths are 100.2."""
    assert shares([1, 1, 1]) == [Decimal("33.4"), Decimal("33.3"), Decimal("33.3")]
    assert sum(share or 0 for share in shares([1] * 6)) == 100


def test_the_greatest_remainder_gets_the_tenth() -> None:
    assert shares([2, 1, 4]) == [Decimal("28.6"), Decimal("14.3"), Decimal("57.1")]


def test_none_of_some_is_zero_and_of_nothing_is_nothing() -> None:
    assert shares([3, 0]) == [100, 0]
    assert rate(0, 5) == 0
    assert rate(0, 0) is None
