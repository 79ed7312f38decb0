"""繰越明許分には、前年度の予算がある."""

import pytest
from tests.checks.sheets import a_sheet, a_total, found

from hyoka.checks import Severity
from hyoka.checks.one_sheet.amounts import carried_over_had_a_budget

CHECK = carried_over_had_a_budget


@pytest.mark.parametrize(
    ("budget", "says"),
    [
        ("", "予算額がありません"),
        ("-", "予算額がありません"),
        ("0", "予算額がありません"),
        ("299", "299千円 を超えて"),
    ],
)
def test_carry_over_needs_a_budget_of_the_year_before(budget: str, says: str) -> None:
    [finding] = found(CHECK, a_sheet(totals=[a_total(2017, budget), a_total(2018, "900", "800", "300")]))
    assert finding.severity is Severity.WARNING and says in finding.message
    assert finding.places == ("/totals/2018/carried_over", "/totals/2017/budget")


@pytest.mark.parametrize(
    ("budget", "carried"),
    [("300", "300"), ("5,000", "300"), (None, "300"), ("調査中", "300"), ("", "-"), ("", "0"), ("", "")],
)
def test_silences(budget: str | None, carried: str | None) -> None:
    assert not found(CHECK, a_sheet(totals=[a_total(2017, budget), a_total(2018, "900", "800", carried)]))


def test_first_column_knows_no_year_before() -> None:
    assert not found(CHECK, a_sheet(totals=[a_total(2018, "900", "800", "300")]))
