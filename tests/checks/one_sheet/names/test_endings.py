"""終了 — its reason, and plans that go on; account codes that stand twice."""

import pytest
from tests.checks.one_sheet.making import direction, found, line, means, project, sheet

from hyoka.checks import Severity

REASON, PLANNED, CODE = "ending-has-a-reason", "ended-work-is-not-planned", "account-code-stands-once"


def _row(course: str = "終了", reason: str | None = "利用が減ったため") -> object:
    return means("地域SNSの利用登録促進", "地域SNSの登録者数", course=course, reason=reason)


def _found(check: str, action: str = "", **row: str | None) -> list[Severity]:
    made = sheet(direction(project("まちづくり事業", _row(**row), means("市民サイト")), action=action))  # type: ignore[arg-type]
    return [finding.severity for finding in found(made, check)]


def test_ending_without_a_reason_is_a_warning() -> None:
    assert _found(REASON, reason="") == [Severity.WARNING]
    assert _found(REASON, course="休止", reason=" ") == [Severity.WARNING]


def test_ending_with_a_reason_or_a_lost_reason_is_silent() -> None:
    assert not _found(REASON)
    assert not _found(REASON, reason=None)
    assert not _found(REASON, course="維持", reason="")


def test_ended_thing_that_is_planned_is_a_warning() -> None:
    assert _found(PLANNED, "【地域SNS】新しい機能を紹介し、登録者を増やす。") == [Severity.WARNING]


def test_open_question_and_transfer_are_notes() -> None:
    assert _found(PLANNED, "【地域SNS】今後の継続性について検討する。") == [Severity.NOTE]
    assert _found(PLANNED, "【地域SNS】登録者を増やす。", reason="広報課へ事務移管") == [Severity.NOTE]


@pytest.mark.parametrize(
    "action",
    [
        "【地域SNS】終了に向け、利用者に周知する。",
        "【市民サイト】講習会を開催する。",
        "【地域SNS】登録者への案内を終えた。",
        "",
    ],
)
def test_ending_told_in_action_and_other_things_are_silent(action: str) -> None:
    assert not _found(PLANNED, action)


def test_thing_that_goes_on_may_be_planned() -> None:
    assert not _found(PLANNED, "【地域SNS】登録者を増やす。", course="維持")


def test_code_on_two_lines_is_a_note_and_on_a_relisted_one_silent() -> None:
    made = sheet(direction(lines=(line("窓口事業", "01.02.03"), line("放送事業", "０１.02.03"))))
    [finding] = found(made, CODE)
    assert (
        finding.severity is Severity.NOTE and "窓口事業" in finding.message and "放送事業" in finding.message
    )
    assert not found(
        sheet(direction(lines=(line("窓口事業", "01.02.03"), line("窓口事業", "01.02.03", relisted=True)))),
        CODE,
    )
    assert not found(sheet(direction(lines=(line("窓口事業"), line("放送事業")))), CODE)
