"""ことばの目標は、実績のことばに合う判定になっている."""

import pytest
from tests.checks.sheets import a_sheet, an_outcome, found

from hyoka.checks import Severity
from hyoka.checks.one_sheet.judgement import milestone_words_bear_out_the_status

CHECK = milestone_words_bear_out_the_status


@pytest.mark.parametrize(
    ("target", "actual", "status", "says"),
    [
        ("導入", "再構築", "達成", "ちがうことばです"),
        ("再構築", "再構築", "未達成", "同じことばです"),
        ("再構築", "再構築", "未実施", "同じことばです"),
        ("計画策定", "策定作業中", "達成", "ちがうことばです"),
    ],
)
def test_words_against_the_status(target: str, actual: str, status: str, says: str) -> None:
    [finding] = found(CHECK, a_sheet(outcomes=[an_outcome("ネットワーク", [(target, actual, status)])]))
    assert finding.severity is Severity.WARNING
    assert says in finding.message and f"目標「{target}」" in finding.message


@pytest.mark.parametrize(
    ("target", "actual", "status"),
    [
        ("再構築", "再構築", "達成"),
        ("改善維持", "改善維持", "達成"),
        ("導入", "再構築", "未達成"),
        ("導入", "導入済み", "達成"),
        ("計画策定", "完了", "達成"),
        ("導入", "一部導入", "未達成"),
        ("導入", "", "達成"),
        ("導入", None, "達成"),
        (None, "導入", "達成"),
        ("A", "B", "達成"),
        ("導入", "再構築", ""),
        ("3件", "2件", "達成"),
    ],
)
def test_silences(target: str | None, actual: str | None, status: str) -> None:
    assert not found(CHECK, a_sheet(outcomes=[an_outcome("ネットワーク", [(target, actual, status)])]))
