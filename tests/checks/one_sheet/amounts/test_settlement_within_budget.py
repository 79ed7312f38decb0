"""決算額は、予算額を超えない."""

import pytest
from tests.checks.sheets import a_cost, a_direction, a_line, a_sheet, a_total, found

from hyoka.checks import Severity
from hyoka.checks.one_sheet.amounts import settlement_within_budget

CHECK = settlement_within_budget


def test_overspending_without_carry_over_is_a_question() -> None:
    [finding] = found(CHECK, a_sheet(totals=[a_total(2018, "1,000", "1,200")]))
    assert finding.severity is Severity.WARNING
    assert "1,200千円" in finding.message and "200千円 超えて" in finding.message


@pytest.mark.parametrize(
    ("budget", "settlement", "carried"),
    [
        ("1,000", "1,000", "-"),
        ("1,000", "900", "-"),
        ("1,000", "1,200", "200"),
        ("1,000", "1,200", "500"),
        ("1,000", "1,200", None),  # the carried-over cell was lost
        ("", "1,200", "-"),
        (None, "1,200", "-"),
        ("1,000", "", "-"),
        ("1,000", "調査中", "-"),
    ],
)
def test_silences(budget: str | None, settlement: str | None, carried: str | None) -> None:
    assert not found(CHECK, a_sheet(totals=[a_total(2018, budget, settlement, carried)]))


def test_carry_over_that_covers_only_a_part_does_not_explain() -> None:
    assert len(found(CHECK, a_sheet(totals=[a_total(2018, "1,000", "1,200", "199")]))) == 1


def test_line_is_told_and_the_total_not_again() -> None:
    over = a_line("費目", a_cost(2018, "1,000", "1,200"))
    [finding] = found(CHECK, a_sheet(a_direction(lines=[over]), totals=[a_total(2018, "1,000", "1,200")]))
    assert "費目" in finding.message


def test_carry_over_of_the_whole_covers_a_line() -> None:
    over = a_line("費目", a_cost(2018, "1,000", "1,200"))
    assert not found(
        CHECK, a_sheet(a_direction(lines=[over]), totals=[a_total(2018, "2,000", "1,900", "200")])
    )


def test_silent_on_a_line_whose_totals_are_lost() -> None:
    assert not found(CHECK, a_sheet(a_direction(lines=[a_line("費目", a_cost(2018, "1,000", "1,200"))])))
