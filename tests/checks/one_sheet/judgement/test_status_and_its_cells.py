"""判定の欄 — a judgement needs a target and an actual, and they need a judgement, in the layout's words."""

import pytest
from tests.checks.sheets import a_direction, a_means, a_project, a_sheet, an_outcome, found

from hyoka.checks import Severity
from hyoka.checks.one_sheet.judgement import (
    actual_has_a_status,
    judged_with_a_target,
    not_carried_out_has_no_actual,
    status_has_an_actual,
    status_is_a_known_word,
)
from hyoka.sheet import Sheet, TargetKind

Year = tuple[str | None, str | None, str | None]


def of(*years: Year) -> Sheet:
    return a_sheet(outcomes=[an_outcome("利用件数", list(years))])


# ── 未実施 ──


@pytest.mark.parametrize("actual", ["3回", "0.5回", "年間2回"])
def test_not_carried_out_with_an_actual_is_an_error(actual: str) -> None:
    [finding] = found(not_carried_out_has_no_actual, of(("5回", actual, "未実施")))
    assert finding.severity is Severity.ERROR and actual in finding.message


@pytest.mark.parametrize(
    "year",
    [("1回", "0回", "未実施"), ("1回", "", "未実施"), ("1回", None, "未実施"), ("1回", "—", "未実施"), ("5回", "3回", "未達成"),
     ("導入", "再構築", "未実施"), ("5回", "3回", "")],
)  # fmt: skip
def test_not_carried_out_silences(year: Year) -> None:
    assert not found(not_carried_out_has_no_actual, of(year))


def test_running_total_of_a_year_without_work_is_only_asked_about() -> None:
    for years in ([("5回", "3回(累計)", "未実施")], [("5回", "3回", "未達成"), ("8回", "3回", "未実施")]):
        [finding] = found(not_carried_out_has_no_actual, of(*years))
        assert finding.severity is Severity.WARNING
    stock = an_outcome("登録者数", [("5人", "3人", "未実施")], target_kind=TargetKind.CUMULATIVE)
    [finding] = found(not_carried_out_has_no_actual, a_sheet(outcomes=[stock]))
    assert finding.severity is Severity.WARNING


# ── target, actual, status ──


@pytest.mark.parametrize("target", ["—", "－", "", "調査中"])
def test_judged_without_a_target(target: str) -> None:
    [finding] = found(judged_with_a_target, of((target, "3件", "達成")))
    assert finding.severity is Severity.WARNING and "目標がありません" in finding.message
    assert not found(status_has_an_actual, of((target, "", "達成")))


@pytest.mark.parametrize(
    "year",
    [
        ("3件", "3件", "達成"),
        ("0件", "3件", "達成"),
        ("—", "3件", ""),
        ("—", "", "—"),
        (None, "3件", "達成"),
        ("導入", "", "達成"),
    ],
)
def test_judged_with_a_target_silences(year: Year) -> None:
    assert not found(judged_with_a_target, of(year))


@pytest.mark.parametrize("actual", ["", "—", "調査中"])
def test_judged_without_an_actual(actual: str) -> None:
    [finding] = found(status_has_an_actual, of(("3件", actual, "達成")))
    assert finding.severity is Severity.WARNING and "実績がありません" in finding.message


@pytest.mark.parametrize(
    "year",
    [
        ("3件", "0件", "未達成"),
        ("3件", "", "未実施"),
        ("3件", None, "達成"),
        ("3件", "", ""),
        ("3件", "", "—"),
    ],
)
def test_judged_without_an_actual_silences(year: Year) -> None:
    assert not found(status_has_an_actual, of(year))


def test_missing_judgement_is_noticed_beside_judged_ones() -> None:
    judged = [an_outcome(f"指標{n}", [("3件", "3件", "達成")] * 3) for n in range(2)]
    waiting = an_outcome("利用件数", [("3件", "3件", "達成"), ("3件", "3件", "達成"), ("3件", "2件", "")])
    [finding] = found(actual_has_a_status, a_sheet(outcomes=[*judged, waiting]))
    assert finding.severity is Severity.WARNING and finding.fiscal_year == 2018
    assert "判定が空欄" in finding.message


def test_missing_judgement_silences() -> None:
    def beside(*years: Year, fiscal_year: int = 2018) -> Sheet:
        judged = an_outcome("指標", [("3件", "3件", "達成")] * len(years))
        return a_sheet(outcomes=[judged, an_outcome("利用件数", list(years))], fiscal_year=fiscal_year)

    for year in (
        ("—", "3件", ""),
        ("3件", "", ""),
        ("3件", "—", ""),
        ("3件", "2件", None),
        (None, "2件", ""),
    ):
        assert not found(actual_has_a_status, beside(year))
    assert not found(actual_has_a_status, beside(("3件", "2件", ""), fiscal_year=2015)), "a year to come"
    nobody = a_sheet(outcomes=[an_outcome(f"指標{n}", [("3件", "2件", "")]) for n in range(3)])
    assert not found(actual_has_a_status, nobody), "evaluation has not begun"


# ── words ──


@pytest.mark.parametrize("status", ["達成した", "Ａ", "概ね順調", "○"])
def test_word_that_the_layout_does_not_know(status: str) -> None:
    [finding] = found(status_is_a_known_word, of(("3件", "3件", status)))
    assert finding.severity is Severity.WARNING
    assert "達成・未達成・未実施／順調・遅れ" in finding.message


@pytest.mark.parametrize("status", ["達成", "未達成", "未実施", "順調", "遅れ", "未 達成", "", "—", None])
def test_known_words_are_silent(status: str | None) -> None:
    assert not found(status_is_a_known_word, of(("3件", "3件", status)))


def test_word_of_another_set_in_the_middle_of_a_series() -> None:
    [finding] = found(
        status_is_a_known_word, of(("3件", "3件", "達成"), ("3件", "3件", "順調"), ("3件", "2件", "未達成"))
    )
    assert finding.fiscal_year == 2017 and "達成・未達成・未実施" in finding.message


def test_two_sets_of_words_in_one_table_are_right() -> None:
    flow = an_outcome("利用件数", [("3件", "3件", "達成"), ("3件", "2件", "未達成")])
    stock = an_outcome("登録者数", [("30人", "31人", "順調"), ("35人", "30人", "遅れ")])
    means = a_means("手続数", [("3件", "3件", "達成"), ("3件", "0件", "未実施")])
    assert not found(
        status_is_a_known_word,
        a_sheet(a_direction(projects=[a_project("事業", means)]), outcomes=[flow, stock]),
    )


def test_two_years_with_two_sets_are_left_alone() -> None:
    assert not found(status_is_a_known_word, of(("3件", "3件", "達成"), ("3件", "3件", "順調")))
