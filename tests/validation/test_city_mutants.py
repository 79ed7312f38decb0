"""Faults between two sheets of a year are found, near misses are not, and the clean city is left alone."""

import pytest

from hyoka.checks.whole_city import City, run_city

from .city_kinds import CITY_KINDS, CityKind
from .measuring_city import clean_years, measure_city

PER_KIND = 20


@pytest.mark.slow
@pytest.mark.parametrize("kind", CITY_KINDS, ids=lambda kind: kind.title)
def test_a_fault_between_sheets_is_found_and_its_near_miss_is_not(kind: CityKind) -> None:
    result = measure_city(kind, per_kind=PER_KIND)
    assert result.mutants == PER_KIND and result.near_misses >= PER_KIND // 2
    assert result.recall >= 0.95, f"{result.found} of {result.mutants} found"
    assert len(result.alarms) <= 1, [finding.message for finding in result.alarms]


def test_the_clean_city_gets_no_false_alarm() -> None:
    assert [run_city(City.of(sheets, is_whole=True)) for sheets in clean_years()] == [(), (), ()]
