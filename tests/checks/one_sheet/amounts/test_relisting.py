"""再掲 — a relisted line carries no money, and points at the line that does."""

import pytest
from tests.checks.sheets import a_cost, a_direction, a_line, a_project, a_sheet, found

from hyoka.checks import Severity
from hyoka.checks.one_sheet.amounts import relisted_carries_no_money, relisted_has_an_original
from hyoka.sheet import Presence


def test_money_on_a_relisted_line_is_one_error_with_all_its_cells() -> None:
    line = a_line("費目", a_cost(2017, "500"), a_cost(2018, "1,000", "900"), relisted_from=("48", "2"))
    [finding] = found(relisted_carries_no_money, a_sheet(a_direction(lines=[line])))
    assert finding.severity is Severity.ERROR and len(finding.places) == 3
    assert "H30 予算額 1,000千円" in finding.message


@pytest.mark.parametrize("amount", ["", "-", "0", None, "(1,000)", "（1,000）", "再掲"])
def test_relisted_line_without_money_is_silent(amount: str | None) -> None:
    line = a_line("費目", a_cost(2018, amount, amount), relisted_from=("48", "2"))
    assert not found(relisted_carries_no_money, a_sheet(a_direction(lines=[line])))


def test_money_on_a_line_of_its_own_is_silent() -> None:
    assert not found(
        relisted_carries_no_money, a_sheet(a_direction(lines=[a_line("費目", a_cost(2018, "1,000"))]))
    )


def test_line_that_points_to_its_own_direction_is_an_error() -> None:
    line = a_line("IT推進事業", relisted_from=("48", "(４)"))
    [finding] = found(relisted_has_an_original, a_sheet(a_direction("4", lines=[line])))
    assert finding.severity is Severity.ERROR and "この表自身" in finding.message


def test_line_with_its_original_is_silent() -> None:
    original = a_direction("4", lines=[a_line("セキュリティ対策事業")])
    for name in ("セキュリティ対策事業", "セキュリティ対策推進事業", "セキュリティ対策 事業"):
        pointing = a_direction("5", lines=[a_line(name, relisted_from=("48", "4"))])
        assert not found(relisted_has_an_original, a_sheet(original, pointing))


def test_silent_when_the_table_of_the_original_is_lost() -> None:
    # The real sheet: the line's project stands in (1), it points to (4), and (4) lost its budget table.
    first = a_direction("1", lines=Presence.NONE, projects=[a_project("IT推進事業")])
    pointing = a_direction("5", lines=[a_line("IT推進事業", relisted_from=("48", "4"))])
    assert not found(relisted_has_an_original, a_sheet(first, a_direction("4"), pointing))


@pytest.mark.parametrize("pointer", [("47", "4"), ("99", "1")])
def test_another_measure_cannot_be_known(pointer: tuple[str, str]) -> None:
    pointing = a_direction("5", lines=[a_line("IT推進事業", relisted_from=pointer)])
    assert not found(relisted_has_an_original, a_sheet(pointing))


def test_direction_that_is_not_held_may_belong_to_another_division() -> None:
    [finding] = found(
        relisted_has_an_original, a_sheet(a_direction("5", lines=[a_line("費目", relisted_from=("48", "3"))]))
    )
    assert finding.severity is Severity.NOTE


def test_pointer_past_an_original_that_stands_elsewhere_is_a_question() -> None:
    original = a_direction("1", lines=[a_line("IT推進事業")])
    for target in ("3", "4"):
        pointing = a_direction("5", lines=[a_line("IT推進事業", relisted_from=("48", target))])
        other = a_direction("4", lines=[a_line("庁舎管理費")])
        [finding] = found(relisted_has_an_original, a_sheet(original, other, pointing))
        assert finding.severity is Severity.WARNING and "(1)方向1" in finding.message


def test_original_that_lists_no_such_line_is_a_note() -> None:
    pointing = a_direction("5", lines=[a_line("IT推進事業", relisted_from=("48", "4"))])
    for lines in ([a_line("庁舎管理費")], Presence.NONE):
        [finding] = found(relisted_has_an_original, a_sheet(a_direction("4", lines=lines), pointing))
        assert finding.severity is Severity.NOTE


def test_two_lines_that_point_at_each_other_leave_the_money_nowhere() -> None:
    one = a_direction("4", lines=[a_line("IT推進事業", relisted_from=("48", "5"))])
    other = a_direction("5", lines=[a_line("IT推進事業", relisted_from=("48", "4"))])
    findings = found(relisted_has_an_original, a_sheet(one, other))
    assert [finding.severity for finding in findings] == [Severity.WARNING] * 2


def test_relisting_without_a_pointer_is_a_question() -> None:
    [finding] = found(relisted_has_an_original, a_sheet(a_direction("5", lines=[a_line("IT推進事業(再掲)")])))
    assert finding.severity is Severity.WARNING
    assert not found(
        relisted_has_an_original, a_sheet(a_direction("5", lines=[a_line("IT推進事業(再掲元)")]))
    )


def test_relisted_project_is_followed_in_the_work_plan() -> None:
    pointing = a_direction("5", projects=[a_project("セキュリティ対策事業", relisted_from=("48", "4"))])
    held = a_direction("4", projects=[a_project("セキュリティ対策事業")])
    assert not found(relisted_has_an_original, a_sheet(held, pointing))
    itself = a_direction("5", projects=[a_project("セキュリティ対策事業", relisted_from=("48", "5"))])
    [finding] = found(relisted_has_an_original, a_sheet(held, itself))
    assert finding.severity is Severity.ERROR


def test_silent_when_the_measure_is_not_in_the_source() -> None:
    sheet = a_sheet(a_direction("5", lines=[a_line("費目", relisted_from=("48", "5"))]))
    lost = sheet.model_copy(update={"position": sheet.position.model_copy(update={"measure_no": None})})
    assert not found(relisted_has_an_original, lost)
