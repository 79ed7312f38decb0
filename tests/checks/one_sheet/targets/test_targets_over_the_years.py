"""目標の動き — targets that stand still, fall, or change their unit."""

import pytest
from tests.checks.sheets import a_direction, a_means, a_project, a_sheet, an_outcome, found

from hyoka.checks import Severity
from hyoka.checks.one_sheet.targets import (
    lowered_target_has_a_reason,
    target_and_actual_share_a_unit,
    target_keeps_up_with_actuals,
    unit_changes_for_a_reason,
)
from hyoka.sheet import Better, Sheet

Year = tuple[str | None, str | None, str | None]


def of(*pairs: tuple[str | None, str | None], **fields: object) -> Sheet:
    return a_sheet(
        outcomes=[an_outcome("利用件数", [(target, actual, "") for target, actual in pairs], **fields)]
    )


def planned(*pairs: tuple[str | None, str | None], reason: str | None = "") -> Sheet:
    means = a_means("利用件数", [(target, actual, "") for target, actual in pairs], reason=reason)
    return a_sheet(a_direction(projects=[a_project("事業", means)]))


# ── standing still ──


@pytest.mark.parametrize(
    "pairs",
    [
        (
            ("年間2回", "年間2回"),
            ("年間2回", "年間5回"),
            ("年間2回", "年間5回"),
            ("年間2回", ""),
            ("年間2回", ""),
        ),
        (("100件", "150件"), ("100件", "160件"), ("100件", "170件")),
    ],
)
def test_standing_target_far_exceeded_is_one_note(pairs: tuple[tuple[str, str], ...]) -> None:
    [finding] = found(target_keeps_up_with_actuals, of(*pairs))
    assert finding.severity is Severity.NOTE and finding.fiscal_year == 2018
    assert "のまま" in finding.message


@pytest.mark.parametrize(
    "pairs",
    [
        (("100件", "150件"), ("100件", "149件"), ("100件", "170件")),
        (("100件", "170件"), ("100件", "170件"), ("110件", "170件")),
        (("100件", "170件"), ("100件", "170件")),
        (("100件", "170件"), ("100件", ""), ("100件", "")),
        (("1回", "2回"), ("1回", "2回"), ("1回", "2回")),
        (("20回", "9回"), ("20回", "23回"), ("20回", "21回")),
        (("0件", "5件"), ("0件", "6件"), ("0件", "7件")),
        (("—", "170件"), ("—", "170件"), ("—", "170件")),
        (("100件", None), ("100件", None), ("100件", None)),
    ],
)
def test_standing_target_silences(pairs: tuple[tuple[str | None, str | None], ...]) -> None:
    assert not found(target_keeps_up_with_actuals, of(*pairs))


def test_less_is_better_stands_still_the_other_way_round() -> None:
    pairs = (("30件", "15件"), ("30件", "12件"), ("30件", "10件"))
    assert len(found(target_keeps_up_with_actuals, of(*pairs, better=Better.LOWER))) == 1
    assert not found(target_keeps_up_with_actuals, of(*pairs))


# ── lowered ──


def test_lowered_target_without_a_reason_is_a_note() -> None:
    [finding] = found(lowered_target_has_a_reason, of(("100件", "50件"), ("80件", "")))
    assert finding.severity is Severity.NOTE and "20.0%" in finding.message


@pytest.mark.parametrize(
    "pairs",
    [
        (("100件", "50件"), ("90件", "")),
        (("100件", "50件"), ("110件", "")),
        (("100件", "120件"), ("80件", "")),  # below last year's actual: another check says so
        (("100件", "50件"), ("—", "")),
        (("100件", "50件"), (None, "")),
        (("100件", "50件"), ("80%", "")),
    ],
)
def test_lowered_target_silences(pairs: tuple[tuple[str | None, str | None], ...]) -> None:
    assert not found(lowered_target_has_a_reason, of(*pairs))


def test_lowered_target_with_a_reason_is_silent() -> None:
    pairs = (("100件", "50件"), ("80件", ""))
    assert len(found(lowered_target_has_a_reason, planned(*pairs))) == 1
    assert len(found(lowered_target_has_a_reason, planned(*pairs, reason="事務移管"))) == 1
    assert not found(lowered_target_has_a_reason, planned(*pairs, reason="対象者の減により目標を修正"))
    assert not found(lowered_target_has_a_reason, planned(*pairs, reason=None))


# ── units ──


def test_unit_that_changes_between_years() -> None:
    [finding] = found(unit_changes_for_a_reason, of(("100件", "90件"), ("80%", "75%"), ("80%", "")))
    assert finding.severity is Severity.WARNING and finding.fiscal_year == 2017
    assert "100件" in finding.message and "80%" in finding.message


@pytest.mark.parametrize(
    "pairs",
    [
        (("100件", "90件"), ("100回", "75回")),
        (("100件", "90件"), ("100", "75")),
        (("100件", "90件"), ("—", "")),
        (("再構築", "再構築"), ("80%", "75%")),
        (("100件", "90件"), ("100%", "75件")),  # within one year: another check says so
        (("100人", "90人"), ("100名", "75名")),
    ],
)
def test_unit_silences(pairs: tuple[tuple[str, str], ...]) -> None:
    assert not found(unit_changes_for_a_reason, of(*pairs))


def test_unit_that_changes_with_a_reason_is_silent() -> None:
    pairs = (("100件", "90件"), ("80%", "75%"))
    assert len(found(unit_changes_for_a_reason, planned(*pairs))) == 1
    assert not found(unit_changes_for_a_reason, planned(*pairs, reason="指標を実施率に変更"))
    assert not found(unit_changes_for_a_reason, planned(*pairs, reason=None))


def test_unit_of_actuals_counts_where_targets_carry_none() -> None:
    assert len(found(unit_changes_for_a_reason, of(("100", "90件"), ("80", "75%")))) == 1


def test_target_and_actual_in_different_units_are_one_question_per_indicator() -> None:
    [finding] = found(target_and_actual_share_a_unit, of(("100人", "90件"), ("100人", "95件")))
    assert finding.severity is Severity.WARNING and len(finding.places) == 4
    assert "目標 100人・実績 90件" in finding.message


@pytest.mark.parametrize("pair", [("1,000千円", "980,000円"), ("50%", "30件"), ("100人", "20団体")])
def test_other_units_do_not_compare(pair: tuple[str, str]) -> None:
    assert len(found(target_and_actual_share_a_unit, of(pair))) == 1


@pytest.mark.parametrize(
    "pair",
    [("100件", "90回"), ("100件", "90"), ("100", "90件"), ("100人", "90名"), ("月1回", "年12回"), ("100件", "調査中"), ("100件", "一部実施"),
     ("—", "90件"), (None, "90件"), ("100％", "90%"), ("3か所", "3箇所")],
)  # fmt: skip
def test_comparable_units_are_silent(pair: tuple[str | None, str | None]) -> None:
    assert not found(target_and_actual_share_a_unit, of(pair))
