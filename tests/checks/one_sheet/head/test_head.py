"""頭書きと従事時間 — facts printed twice, hours of people."""

from decimal import Decimal

import pytest
from tests.checks.one_sheet.making import around, found, scheduled, sheet

from hyoka.checks import Reprinted, Severity
from hyoka.sheet import Head, Sheet
from hyoka.values import Entry

PRINTED, STAFF, GRID = "head-is-printed-alike", "hours-fit-the-staff", "hours-fit-the-grid"
HEAD = Head(
    division="情報政策課", regular_staff=Entry.of("8人"), other_staff=Entry.of("1人"), phone="055-000-0000"
)
# Planned hours of a published sheet: 9,246 hours of eight people, 1,307 of one.
HOURS = (
    ("747H", "560H"),
    ("280H", ""),
    ("934H", "187H"),
    ("3362H", "560H"),
    ("1681H", ""),
    ("1121H", ""),
    ("1121H", ""),
)


def _sheet(hours: tuple[tuple[str, str], ...] = HOURS, head: Head = HEAD) -> Sheet:
    return sheet(schedule=tuple(scheduled(f"事業{no}", *both) for no, both in enumerate(hours)), head=head)


def _reprints(place: str, written: str) -> list[Severity]:
    reprints = (Reprinted(place=place, written=written, where="スケジュール表"),)
    return [finding.severity for finding in found(_sheet(), PRINTED, reprints=reprints)]


def test_other_wording_is_an_error_with_both() -> None:
    reprints = (Reprinted(place="/head/regular_staff", written="9人", where="スケジュール表"),)
    [finding] = found(_sheet(), PRINTED, reprints=reprints)
    assert finding.severity is Severity.ERROR
    assert (
        "「8人」" in finding.message and "「9人」" in finding.message and "スケジュール表" in finding.message
    )


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("/head/regular_staff", "８人"),
        ("/head/regular_staff", "8名"),
        ("/head/division", "情報 政策課"),
        ("/head/phone", ""),
    ],
)
def test_other_spacing_width_or_counter_is_silent(place: str, written: str) -> None:
    assert not _reprints(place, written)


def test_shortened_wording_is_a_warning() -> None:
    assert _reprints("/head/division", "情報政策") == [Severity.WARNING]


def test_hours_within_head_count_are_silent() -> None:
    assert not found(_sheet(), STAFF)


def test_hours_beyond_head_count_are_a_warning_for_each_kind_of_staff() -> None:
    findings = found(_sheet((("15000H", "1900H"),)), STAFF)
    assert [finding.severity for finding in findings] == [Severity.WARNING, Severity.WARNING]
    assert "15,000時間" in findings[0].message and "14,944時間" in findings[0].message


def test_exactly_the_hours_of_all_are_silent_and_one_share_more_is_not() -> None:
    assert not found(_sheet((("14944H", ""),)), STAFF)
    assert found(_sheet((("15037H", ""),)), STAFF)


def test_unknown_head_count_and_unknown_hours_are_silent() -> None:
    assert not found(_sheet((("15000H", ""),), Head(regular_staff=Entry.missing())), STAFF)
    assert not found(_sheet((("調整中", ""),)), STAFF)


def test_grid_is_off_unless_the_city_sets_it() -> None:
    assert not found(_sheet((("750H", ""),)), GRID)


def test_hours_off_the_grid_are_a_note_and_on_it_silent() -> None:
    assert not found(_sheet(), GRID, effort_grid=Decimal("0.05"))
    [finding] = found(_sheet((("750H", ""),)), GRID, effort_grid=Decimal("0.05"))
    assert finding.severity is Severity.NOTE and "0.4人工" in finding.message and "747時間" in finding.message


def test_layout_knows_the_hours_of_a_person() -> None:
    assert around().layout.staff_hours == 1868
