"""予算は、その年度のうちにおおむね使われている."""

import pytest
from tests.checks.sheets import a_cost, a_direction, a_line, a_sheet, a_total, found

from hyoka.checks import Severity
from hyoka.checks.one_sheet.amounts import budget_is_spent

CHECK = budget_is_spent


@pytest.mark.parametrize(
    ("budget", "settlement", "severity"),
    [("1,000", "499", Severity.NOTE), ("1,000", "0", Severity.WARNING), ("100", "0", Severity.WARNING)],
)
def test_unspent_budget(budget: str, settlement: str, severity: Severity) -> None:
    [finding] = found(CHECK, a_sheet(totals=[a_total(2018, budget, settlement)]))
    assert finding.severity is severity and "執行率" in finding.message


@pytest.mark.parametrize(
    ("budget", "settlement"),
    [("1,000", "500"), ("1,000", "1,000"), ("1", "0"), ("99", "0"), ("0", "0"), ("1,000", ""), ("1,000", "-"), ("1,000", None),
     (None, "0"), ("", "0")],
)  # fmt: skip
def test_silences(budget: str | None, settlement: str | None) -> None:
    assert not found(CHECK, a_sheet(totals=[a_total(2018, budget, settlement)]))


def test_carrying_over_to_the_next_year_accounts_for_it() -> None:
    totals = [a_total(2017, "1,000", "100"), a_total(2018, "1,000", "1,400", "800")]
    assert not found(CHECK, a_sheet(totals=totals))


def test_years_to_come_are_not_spent_yet() -> None:
    assert not found(CHECK, a_sheet(totals=[a_total(2019, "1,000", "0")]))


def test_line_with_a_reason_is_explained() -> None:
    unspent = a_cost(2018, "1,000", "0")
    assert not found(CHECK, a_sheet(a_direction(lines=[a_line("費目", unspent, reason="入札不調のため")])))
    assert not found(CHECK, a_sheet(a_direction(lines=[a_line("費目", unspent, reason=None)])))
    assert len(found(CHECK, a_sheet(a_direction(lines=[a_line("費目", unspent)])))) == 1


def test_relisted_line_spends_nothing() -> None:
    line = a_line("費目", a_cost(2018, "1,000", "0"), relisted_from=("48", "2"))
    assert not found(CHECK, a_sheet(a_direction(lines=[line])))


def test_line_is_told_and_the_total_not_again() -> None:
    lines = [a_line("費目", a_cost(2018, "1,000", "0"))]
    assert len(found(CHECK, a_sheet(a_direction(lines=lines), totals=[a_total(2018, "1,000", "0")]))) == 1
