"""総括表の予算額・決算額は、予算費目の合計と一致する."""

import pytest
from tests.checks.sheets import a_cost, a_direction, a_line, a_sheet, a_total, found

from hyoka.checks import Severity
from hyoka.checks.one_sheet.amounts import total_is_the_sum_of_lines
from hyoka.sheet import BudgetLine, Presence, Sheet
from hyoka.values import Amount, MoneyUnit

CHECK = total_is_the_sum_of_lines


def with_budgets(total: str | None, *budgets: str | None, more: list[BudgetLine] | None = None) -> Sheet:
    lines = [a_line(f"費目{n}", a_cost(2018, budget)) for n, budget in enumerate(budgets, start=1)]
    return a_sheet(a_direction(lines=[*lines, *(more or [])]), totals=[a_total(2018, total)])


def test_difference_is_told_in_figures() -> None:
    [finding] = found(CHECK, with_budgets("1,350", "1,000", "300"))
    assert finding.severity is Severity.ERROR
    assert (
        "1,350千円" in finding.message and "1,300千円" in finding.message and "差 +50千円" in finding.message
    )
    assert len(finding.places) == 3 and finding.fiscal_year == 2018


@pytest.mark.parametrize(
    ("total", "budgets"),
    [
        ("1,300", ("1,000", "300")),
        ("1,301", ("1,000", "300")),  # each of three figures was rounded
        ("1,299", ("1,000", "300")),
        ("0", ("0", "0")),
        ("1,300", ("1,000", "300", "")),
        ("1,300", ("1,000", "300", "-")),
        ("1,350", ("", "")),  # nothing filled in yet
        ("1,350", ("1,000", None)),  # a cell was lost
        ("1,350", ("1,000", "調査中")),
        ("1,350", ("約1,000", "300")),
        ("", ("1,000", "300")),
        (None, ("1,000", "300")),
    ],
)
def test_silent_when_equal_rounded_or_unknown(total: str | None, budgets: tuple[str | None, ...]) -> None:
    assert not found(CHECK, with_budgets(total, *budgets))


def test_zero_is_a_total() -> None:
    assert len(found(CHECK, with_budgets("0", "1,000"))) == 1


def test_one_and_a_half_units_for_two_lines_and_no_more() -> None:
    assert not found(CHECK, with_budgets("1,301", "1,000", "300"))
    assert len(found(CHECK, with_budgets("1,302", "1,000", "300"))) == 1


def test_yen_are_not_rounded() -> None:
    yen = MoneyUnit.YEN
    cost = a_cost(2018).model_copy(update={"budget": Amount.of("1,300", yen)})
    total = a_total(2018).model_copy(update={"budget": Amount.of("1,301", yen)})
    [finding] = found(CHECK, a_sheet(a_direction(lines=[a_line("費目", cost)]), totals=[total]))
    assert "差 +1円" in finding.message


def test_units_may_differ() -> None:
    cost = a_cost(2018).model_copy(update={"budget": Amount.of("1,300,000", MoneyUnit.YEN)})
    assert not found(
        CHECK, a_sheet(a_direction(lines=[a_line("費目", cost)]), totals=[a_total(2018, "1,300")])
    )


def test_relisted_line_is_counted_once() -> None:
    relisted = a_line("費目1", a_cost(2018, "1,000"), relisted_from=("48", "1"))
    assert not found(CHECK, with_budgets("1,000", "1,000", more=[relisted]))
    [finding] = found(CHECK, with_budgets("2,000", "1,000", more=[relisted]))
    assert "再掲の費目「費目1」の額と同じ" in finding.message


def test_relisting_whose_pointer_was_not_read_is_still_a_relisting() -> None:
    assert not found(
        CHECK, with_budgets("1,000", "1,000", more=[a_line("費目1(再掲)", a_cost(2018, "1,000"))])
    )


def test_line_that_explains_the_difference_is_named() -> None:
    [finding] = found(CHECK, with_budgets("1,000", "1,000", "300"))
    assert "費目「費目2」の額と同じ" in finding.message


def test_blank_line_makes_it_a_question() -> None:
    [finding] = found(CHECK, with_budgets("1,500", "1,000", ""))
    assert finding.severity is Severity.WARNING and "空欄の費目があります: 費目2" in finding.message


@pytest.mark.parametrize("lost", [Presence.NOT_IN_SOURCE, Presence.BLANK])
def test_silent_when_a_budget_table_is_not_known(lost: Presence) -> None:
    lines = [a_line("費目", a_cost(2018, "1,000"))]
    assert not found(
        CHECK, a_sheet(a_direction(lines=lines), a_direction("2", lines=lost), totals=[a_total(2018, "9")])
    )


def test_explicit_none_adds_nothing() -> None:
    lines = [a_line("費目", a_cost(2018, "1,000"))]
    none = a_direction("2", lines=Presence.NONE)
    assert not found(CHECK, a_sheet(a_direction(lines=lines), none, totals=[a_total(2018, "1,000")]))


def test_totals_without_any_line_are_one_error() -> None:
    none, relisted = a_direction("1", lines=Presence.NONE), a_line("費目", relisted_from=("47", "1"))
    totals = [a_total(2017, "900", "800"), a_total(2018, "1,000", "0")]
    for directions in ([none], [none, a_direction("2", lines=[relisted])]):
        [finding] = found(CHECK, a_sheet(*directions, totals=totals))
        assert finding.severity is Severity.ERROR and len(finding.places) == 3
        assert "「なし」" in finding.message and "H30 予算額 1,000千円" in finding.message
    assert not found(CHECK, a_sheet(none, totals=[a_total(2018, "0", "")]))


def test_silent_when_a_line_has_no_such_year() -> None:
    lines = [a_line("費目", a_cost(2017, "1,000"))]
    assert not found(CHECK, a_sheet(a_direction(lines=lines), totals=[a_total(2018, "1,350")]))


def test_settlement_is_added_up_too() -> None:
    lines = [a_line("費目", a_cost(2018, "1,000", "900"))]
    [finding] = found(CHECK, a_sheet(a_direction(lines=lines), totals=[a_total(2018, "1,000", "950")]))
    assert finding.at == "/totals/2018/settlement"
