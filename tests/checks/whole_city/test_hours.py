"""課の時間は、すべての評価表を合わせて、職員数で働ける時間に収まる."""

import pytest
from tests.checks.whole_city.cities import a_schedule, found, held_by

from hyoka.checks import Severity
from hyoka.checks.whole_city import division_hours_fit_its_staff
from hyoka.example import clean_sheets


def two(first: str, second: str, staff: str = "2人", other_staff: str | None = None):  # type: ignore[no-untyped-def]
    return (
        held_by("図書館", "31", staff=staff, schedule=a_schedule(first)),
        held_by("図書館", "32", staff=other_staff or staff, schedule=a_schedule(second)),
    )


def test_sheets_that_fit_each_by_itself_may_not_fit_together() -> None:
    [finding] = found(division_hours_fit_its_staff, *two("2,000H", "1,900H"))
    assert finding.severity is Severity.WARNING
    assert (
        "3,900時間" in finding.message
        and "3,736時間" in finding.message
        and "施策32 1,900時間" in finding.message
    )
    assert [one.alone for one in finding.concerned] == ["", ""]


@pytest.mark.parametrize("second", ["1,700H", "1,737H", ""])
def test_hours_that_fit_but_for_rounding_are_silent(second: str) -> None:
    assert not found(division_hours_fit_its_staff, *two("2,000H", second))


def test_one_sheet_alone_is_told_by_its_own_check() -> None:
    assert not found(
        division_hours_fit_its_staff, held_by("図書館", "31", staff="1人", schedule=a_schedule("9,000H"))
    )


def test_two_head_counts_of_one_division_are_a_note() -> None:
    [finding] = found(division_hours_fit_its_staff, *two("900H", "900H", "2人", "3人"))
    assert finding.severity is Severity.NOTE and "施策31 2人" in finding.message


def test_effort_typed_as_hours_is_a_note_where_all_sheets_are_there() -> None:
    [finding] = found(division_hours_fit_its_staff, *two("0.8H", "0.9H"))
    assert finding.severity is Severity.NOTE
    assert not found(division_hours_fit_its_staff, *two("0.8H", "0.9H"), is_whole=False)


def test_staff_that_nobody_tells_is_silent() -> None:
    assert not found(division_hours_fit_its_staff, *two("9,000H", "9,000H", staff=""))


def test_the_clean_city_fits() -> None:
    year = [sheet for sheet in clean_sheets() if sheet.fiscal_year == 2024]
    assert not found(division_hours_fit_its_staff, *year)
