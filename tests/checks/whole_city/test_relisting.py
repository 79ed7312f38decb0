"""再掲は、市のどこかの再掲元を指し、その金額は市で一度だけ数える."""

import pytest
from tests.checks.sheets import a_cost, a_direction, a_line, a_project
from tests.checks.whole_city.cities import found, held_by, quotes

from hyoka.checks import Severity
from hyoka.checks.whole_city import line_is_in_one_sheet, relisting_is_found_elsewhere
from hyoka.sheet import Presence

CODE = "01.02.01.14.020.02"


def pointing(name: str = "電算事業", **fields: object):  # type: ignore[no-untyped-def]
    line = a_line(name, relisted_from=("48", "(4)"), **fields)
    return held_by("広報課", "51", a_direction("1", lines=[line]))


def original(name: str = "電算事業", no: str = "4", **fields: object):  # type: ignore[no-untyped-def]
    return held_by("情報課", "48", a_direction(no, lines=[a_line(name, a_cost(2018, "1,000"), **fields)]))


def test_an_original_in_another_divisions_sheet_is_found() -> None:
    for name in ("電算事業", "電算 推進事業", "電算"):
        assert not found(relisting_is_found_elsewhere, pointing(), original(name))


def test_an_original_of_another_name_is_known_by_its_account_code() -> None:
    sheets = pointing(account_code=CODE), original("電子計算機借上料", account_code=CODE)
    assert not found(relisting_is_found_elsewhere, *sheets)


def test_a_direction_that_nobody_holds_is_told_only_where_all_sheets_are_there() -> None:
    sheets = pointing(), original(no="5")
    [finding] = found(relisting_is_found_elsewhere, *sheets)
    assert finding.severity is Severity.WARNING and "施策48-(4)" in finding.message
    assert not found(relisting_is_found_elsewhere, *sheets, is_whole=False)


def test_an_original_that_is_relisted_itself_stands_nowhere() -> None:
    chained = held_by("情報課", "48", a_direction("4", lines=[a_line("電算事業", relisted_from=("7", "1"))]))
    findings = found(relisting_is_found_elsewhere, pointing(), chained, is_whole=False)
    [finding] = [one for one in findings if one.concerned[0].sheet_key != chained.key]
    assert (
        finding.severity is Severity.WARNING and "再掲です" in finding.message and len(finding.concerned) == 2
    )
    assert not quotes(
        finding, 0, "情報課", "方向4"
    )  # the pointing sheet's people may not read the other sheet
    assert finding.concerned[1].alone == ""


@pytest.mark.parametrize(("code", "severity"), [(CODE, Severity.WARNING), ("", Severity.NOTE)])
def test_a_name_that_is_not_there_is_told_the_more_surely_where_a_code_stands_beside_it(
    code: str, severity: Severity
) -> None:
    sheets = pointing(account_code=code), original("庁舎管理事業", account_code="01.02.01.14.099.01")
    [finding] = found(relisting_is_found_elsewhere, *sheets)
    assert finding.severity is severity and not quotes(finding, 0, "庁舎", "情報課")


def test_nothing_is_said_where_the_originals_table_was_lost() -> None:
    lost = held_by("情報課", "48", a_direction("4", lines=Presence.NOT_IN_SOURCE))
    assert not found(relisting_is_found_elsewhere, pointing(), lost)


def test_within_its_own_sheet_the_sheets_own_check_tells() -> None:
    own = held_by(
        "情報課",
        "48",
        a_direction("4", lines=Presence.NONE),
        a_direction("5", lines=[a_line("電算事業", relisted_from=("48", "4"))]),
    )
    assert not found(relisting_is_found_elsewhere, own, original(no="1", name="別"))


def test_two_divisions_may_hold_parts_of_one_measure() -> None:
    mine = held_by(
        "広報課", "48", a_direction("5", projects=[a_project("電算事業", relisted_from=("48", "4"))])
    )
    theirs = held_by("情報課", "48", a_direction("4", projects=[a_project("電算事業")]))
    assert not found(relisting_is_found_elsewhere, mine, theirs)


# ── counted once ──


def relisted_with_money(amount: str):  # type: ignore[no-untyped-def]
    line = a_line("電算事業", a_cost(2018, amount), relisted_from=("48", "4"))
    return held_by("広報課", "51", a_direction("1", lines=[line]))


def test_money_on_both_ends_of_a_relisting_is_counted_twice() -> None:
    [finding] = found(line_is_in_one_sheet, relisted_with_money("900"), original())
    assert "H30 予算額 900千円" in finding.message and finding.severity is Severity.WARNING
    assert not quotes(finding, 0, "情報課", "1,000") and not quotes(finding, 1, "広報課", "900")


@pytest.mark.parametrize("amount", ["", "-", "0", "(900)"])
def test_a_relisted_line_without_line_is_in_one_sheet(amount: str) -> None:
    assert not found(line_is_in_one_sheet, relisted_with_money(amount), original())


def twice(*amounts: tuple[str, str, str, str], name: str = "電算事業"):  # type: ignore[no-untyped-def]
    """Two lines of one code: (budget, settlement) here and there, year by year."""
    here = [a_cost(2016 + no, one[0], one[1]) for no, one in enumerate(amounts)]
    there = [a_cost(2016 + no, one[2], one[3]) for no, one in enumerate(amounts)]
    return (
        held_by("広報課", "51", a_direction("1", lines=[a_line("電算事業", *here, account_code=CODE)])),
        held_by("情報課", "48", a_direction("4", lines=[a_line(name, *there, account_code=CODE)])),
    )


def test_one_line_in_two_sheets_with_the_same_money_is_counted_twice() -> None:
    [finding] = found(line_is_in_one_sheet, *twice(("1,200", "1,150", "1,200", "1,150")))
    assert "H28 決算額 1,150千円" in finding.message and "情報課の施策48" in finding.message


@pytest.mark.parametrize(
    "amounts",
    [
        [("1,200", "", "1,200", "")],  # one equal amount may be an accident
        [("1,200", "1,150", "800", "700")],  # a line of which each holds a share
        [("1,200", "1,150", "1,200", "1,100")],
        [("", "", "", "")],
    ],
)
def test_shares_of_one_line_are_no_double_count(amounts: list[tuple[str, str, str, str]]) -> None:
    assert not found(line_is_in_one_sheet, *twice(*amounts))


def test_another_line_of_the_same_code_is_another_line() -> None:
    assert not found(line_is_in_one_sheet, *twice(("1,200", "1,150", "1,200", "1,150"), name="会場借上料"))
