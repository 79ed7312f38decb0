"""Faults put into clean sheets are found, near misses are not, and clean sheets are left alone."""

import pytest

from hyoka.example import clean_sheets

from .kind import Kind
from .kinds import KINDS
from .measuring import false_alarms, measure

PER_KIND = 20


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.family}-{kind.title}")
def test_a_fault_is_found_and_its_near_miss_is_not(kind: Kind) -> None:
    result = measure(kind, clean_sheets(), per_kind=PER_KIND)
    assert result.mutants == PER_KIND
    assert result.sheets == min(PER_KIND, result.able)  # no sheet twice while another one is left
    assert result.recall >= 0.95, f"{result.found} of {result.mutants} found"
    assert result.near_misses >= PER_KIND // 2
    assert result.spoke <= 1, [finding.message for _, finding in result.alarms]


@pytest.mark.slow
def test_clean_sheets_get_at_most_one_false_alarm_each() -> None:
    assert sum(false_alarms(clean_sheets()).values()) <= len(clean_sheets())
