"""内数 — general revenue and the carried-over part lie within their amounts."""

import pytest
from tests.checks.sheets import a_cost, a_direction, a_line, a_sheet, a_total, found

from hyoka.checks import Severity
from hyoka.checks.one_sheet.amounts import carried_over_within_settlement, general_revenue_within_amount


def test_general_revenue_beyond_its_amount_is_an_error() -> None:
    line = a_line("費目", a_cost(2018, "1,000", "900", "1,001", "900"))
    [finding] = found(general_revenue_within_amount, a_sheet(a_direction(lines=[line])))
    assert finding.severity is Severity.ERROR
    assert "1,001千円" in finding.message and "1,000千円" in finding.message
    assert finding.at.endswith("/2018/budget_general")


def test_settlement_is_looked_at_too() -> None:
    line = a_line("費目", a_cost(2018, "1,000", "900", "1,000", "950"))
    [finding] = found(general_revenue_within_amount, a_sheet(a_direction(lines=[line])))
    assert finding.at.endswith("/2018/settlement_general")


@pytest.mark.parametrize(
    ("whole", "part"),
    [("1,000", "1,000"), ("1,000", "0"), ("0", "0"), ("", "5"), (None, "5"), ("1,000", None), ("(100)", "200"), ("▲5", "1"),
     ("約1,000", "1,100"), ("1,000", "-")],
)  # fmt: skip
def test_general_revenue_silences(whole: str | None, part: str | None) -> None:
    line = a_line("費目", a_cost(2018, whole, "", part))
    assert not found(general_revenue_within_amount, a_sheet(a_direction(lines=[line])))


def test_carried_over_part_beyond_the_settlement_is_an_error() -> None:
    [finding] = found(carried_over_within_settlement, a_sheet(totals=[a_total(2018, "900", "500", "501")]))
    assert finding.severity is Severity.ERROR
    assert "501千円" in finding.message and "500千円" in finding.message


@pytest.mark.parametrize(
    ("settlement", "carried"), [("500", "500"), ("500", "-"), ("500", "0"), ("", "5"), (None, "5"), ("0", "")]
)
def test_carried_over_silences(settlement: str | None, carried: str | None) -> None:
    assert not found(
        carried_over_within_settlement, a_sheet(totals=[a_total(2018, "900", settlement, carried)])
    )
