"""内訳の合計 — trainings that make up all trainings, and rows that are no parts."""

from tests.checks.one_sheet.making import direction, found, means, outcome, project, sheet

from hyoka.checks import Severity
from hyoka.sheet import Sheet

CHECK = "parts-add-up-to-the-whole"


def _sheet(actuals: str, *parts: tuple[str, str], targets: str = "年間2回 年間2回 年間2回") -> Sheet:
    rows = [means(name, name, "1回 1回 1回", done) for name, done in parts]
    return sheet(
        direction(project("セキュリティ対策事業", *rows)),
        outcomes=(outcome("情報セキュリティ研修の開催数", targets, actuals),),
    )


LEADERS, NEWCOMERS = "セキュリティリーダー研修の実施回数", "情報セキュリティ研修の実施回数(新人)"


def test_parts_that_fall_short_are_a_note_with_all_years() -> None:
    [finding] = found(
        _sheet("年間2回 年間5回 年間5回", (LEADERS, "1回 1回 1回"), (NEWCOMERS, "1回 1回 1回")), CHECK
    )
    assert finding.severity is Severity.NOTE and finding.fiscal_year == 2018
    assert "H29" in finding.message and "年間5回 に対し計 2" in finding.message
    assert len(finding.places) == 3


def test_parts_that_add_up_are_silent() -> None:
    assert not found(
        _sheet("年間2回 年間2回 年間2回", (LEADERS, "1回 1回 1回"), (NEWCOMERS, "1回 1回 1回")), CHECK
    )


def test_one_row_is_no_breakdown() -> None:
    assert not found(_sheet("年間2回 年間5回 年間5回", (LEADERS, "1回 1回 1回")), CHECK)


def test_rows_that_never_add_up_are_no_breakdown() -> None:
    made = _sheet("7回 8回 9回", (LEADERS, "1回 1回 1回"), (NEWCOMERS, "1回 1回 1回"), targets="9回 9回 9回")
    assert not found(made, CHECK)


def test_rows_about_other_things_are_no_parts() -> None:
    made = _sheet(
        "年間2回 年間5回 年間5回",
        ("防災研修の開催回数", "1回 1回 1回"),
        ("接遇研修の開催回数", "1回 1回 1回"),
    )
    assert not found(made, CHECK)
