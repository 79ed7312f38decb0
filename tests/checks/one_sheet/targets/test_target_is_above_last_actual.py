"""目標は、前年度の実績より後ろ向きになっていない."""

import pytest
from tests.checks.sheets import a_direction, a_means, a_project, a_sheet, an_outcome, found

from hyoka.checks import Severity
from hyoka.checks.one_sheet.targets import target_is_above_last_actual
from hyoka.sheet import Better

CHECK = target_is_above_last_actual
Year = tuple[str | None, str | None, str | None]


def test_target_far_below_what_was_reached_is_a_question() -> None:
    years: list[Year] = [
        ("3,800件", "3,245件", "未達成"),
        ("4,000件", "5,696件", "達成"),
        ("4,200件", "6154件", "達成"),
    ]
    [finding] = found(CHECK, a_sheet(outcomes=[an_outcome("電子申請の年間利用件数", years)]))
    assert finding.severity is Severity.WARNING and finding.fiscal_year == 2018
    assert "4,200件" in finding.message and "5,696件" in finding.message and "26.3%" in finding.message


def test_work_plan_is_looked_at_too() -> None:
    years: list[Year] = [("140件", "119件", "未達成"), ("140件", "181件", "達成"), ("145件", "154件", "達成")]
    [finding] = found(CHECK, a_sheet(a_direction(projects=[a_project("事業", a_means("手続数", years))])))
    assert finding.severity is Severity.WARNING and "181件" in finding.message


@pytest.mark.parametrize(
    ("years", "severity"),
    [
        ([("30", "100", "達成"), ("90", "", "")], Severity.NOTE),
        ([("30", "100", "達成"), ("85", "", "")], Severity.NOTE),
        ([("30", "100", "達成"), ("84", "", "")], Severity.WARNING),
        ([("100", "100", "達成"), ("50", "", "")], Severity.NOTE),  # done as planned, and planned smaller
        ([("—", "100", ""), ("50", "", "")], Severity.NOTE),
    ],
)
def test_only_a_level_already_beaten_and_far_missed_is_a_question(
    years: list[Year], severity: Severity
) -> None:
    [finding] = found(CHECK, a_sheet(outcomes=[an_outcome("件数", years)], fiscal_year=2017))
    assert finding.severity is severity


def test_past_targets_cannot_be_changed_any_more() -> None:
    years: list[Year] = [("30", "100", "達成"), ("50", "60", "達成"), ("70", "75", "達成")]
    [finding] = found(CHECK, a_sheet(outcomes=[an_outcome("件数", years)]))
    assert finding.severity is Severity.NOTE and finding.fiscal_year == 2017


def test_one_finding_per_indicator() -> None:
    years: list[Year] = [("30", "100", "達成"), ("50", "100", "達成"), ("60", "", "")]
    assert len(found(CHECK, a_sheet(outcomes=[an_outcome("件数", years)]))) == 1


@pytest.mark.parametrize(
    "years",
    [
        [("30件", "31件", "順調"), ("35件", "36件", "順調"), ("40件", "36件", "遅れ")],
        [("330団体", "360団体", "順調"), ("360団体", "381団体", "順調"), ("390団体", "385団体", "遅れ")],
        [
            ("年間2回", "年間2回", "達成"),
            ("年間2回", "年間5回", "達成"),
            ("年間2回", "年間5回", "達成"),
        ],  # unchanged
        [("20回", "23回", "達成"), ("20回", "21回", "達成")],
        [("30件", "100件", "達成"), ("—", "", "")],
        [("30件", None, "達成"), ("20件", "", "")],
        [("30件", "100件", "達成"), (None, "", "")],
        [("30件", "100件", "達成"), ("50%", "", "")],
        [("30件", "0件", "未達成"), ("20件", "", "")],
        [("5件", "30件(累計)", "達成"), ("20件", "", "")],
        [("再構築", "再構築", "達成"), ("導入", "", "")],
        [("100件", "1,100件", "達成"), ("120件", "115件", "未達成")],  # digits out of place: another check
    ],
)
def test_silences(years: list[Year]) -> None:
    assert not found(CHECK, a_sheet(outcomes=[an_outcome("件数", years)]))


def test_less_is_better_turns_it_round() -> None:
    fires: list[Year] = [("30件", "25件", "達成"), ("28件", "20件", "達成"), ("26件", "", "")]
    lower = an_outcome("件数", fires, better=Better.LOWER)
    [finding] = found(CHECK, a_sheet(outcomes=[lower]))
    assert "26件" in finding.message and "上回って" in finding.message
    falling: list[Year] = [("30件", "35件", "未達成"), ("28件", "29件", "未達成"), ("26件", "", "")]
    assert not found(CHECK, a_sheet(outcomes=[an_outcome("件数", falling, better=Better.LOWER)]))
    assert not found(CHECK, a_sheet(outcomes=[an_outcome("件数", falling)])), "the stated words bear witness"
    assert not found(CHECK, a_sheet(outcomes=[an_outcome("件数", falling, better=Better.KEEP)]))


def test_a_reason_answers_the_question() -> None:
    years: list[Year] = [("140件", "181件", "達成"), ("145件", "154件", "達成")]

    def with_reason(reason: str | None, course: str = "維持") -> int:
        means = a_means("手続数", years, reason=reason, course=course)
        return len(found(CHECK, a_sheet(a_direction(projects=[a_project("事業", means)]), fiscal_year=2017)))

    assert with_reason("H31広報広聴課へ事務移管") == 1
    assert with_reason("様式の統合により目標値を見直し") == 0
    assert with_reason("対象手続の減", course="目標値変更") == 0
    assert with_reason(None) == 0
