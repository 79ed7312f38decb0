"""文章の書き方 — tense, tags, empty and copied texts."""

import pytest
from tests.checks.one_sheet.making import direction, found, means, outcome, project, sheet

from hyoka.checks import Finding, Severity
from hyoka.sheet import Outcomes, Sheet

FUTURE, TAG, EMPTY, COPY, CONTINUE = (
    "check-tells-what-was-done",
    "tag-names-a-known-thing",
    "check-is-filled-in",
    "check-is-not-a-copy",
    "action-says-what-is-next",
)
ROW = means("地域SNSの利用登録促進", "地域SNSに利用登録をしている人数", "10人 10人 10人", "9人 10人 11人")


def _sheet(**texts: str | None) -> Sheet:
    made = direction(project("まちづくり推進事業", ROW), **texts)  # type: ignore[arg-type]
    reform = outcome("市民サイトの登録団体数", "3団体", "3団体", reform="24 eまちづくり推進事業")
    return sheet(made, outcomes=(reform, outcome("公開資料の公開数", "30", "31")))


def _found(of: str, **texts: str | None) -> list[Finding]:
    return found(_sheet(**texts), of)


@pytest.mark.parametrize(
    "text",
    [
        "講座を開催する。参加者の増加を図っていく。",
        "講座を開催する予定である。",
        "【地域SNS】周知に努めたい。",
    ],
)
def test_check_that_only_tells_the_future_is_a_warning(text: str) -> None:
    assert [finding.severity for finding in _found(FUTURE, check=text)] == [Severity.WARNING]


@pytest.mark.parametrize(
    "text",
    [
        "講座を開催した。今後も続けていく。",
        "講座を計画どおり実施。",
        "講座の開催により、交流が広がっている。",
        "登録は順調であり、見直しが必要である。",
        "講座は市民の健康づくりに寄与する。",
    ],
)
def test_check_that_tells_what_was_done_is_silent(text: str) -> None:
    assert not _found(FUTURE, check=text)


def test_one_paragraph_in_the_future_is_a_note() -> None:
    [finding] = _found(FUTURE, check="【地域SNS】登録を促した。\n【市民サイト】講習会を開催する。")
    assert finding.severity is Severity.NOTE and "市民サイト" in finding.message


@pytest.mark.parametrize(
    "tag",
    [
        "地域SNS",
        "まちづくり推進事業",
        "24 eまちづくり推進事業",
        "市民サイト",
        "公開資料の公開",
        "地域ＳＮＳ",
        "課題",
    ],
)
def test_tag_that_names_something_is_silent(tag: str) -> None:
    assert not _found(TAG, check=f"【{tag}】登録を促した。")


def test_strange_tag_is_a_warning_and_names_the_nearest() -> None:
    [finding] = _found(TAG, check="【地城SNS登録促進】登録を促した。")
    assert finding.severity is Severity.WARNING and "地域SNS" in finding.message


def test_tag_used_throughout_is_meant_and_a_note() -> None:
    [finding] = _found(
        TAG, plan="【窓口改善】案内を改める。", do="【窓口改善】改める。", check="【窓口改善】改めた。"
    )
    assert finding.severity is Severity.NOTE and len(finding.places) == 3


def test_brackets_within_a_sentence_are_no_tag() -> None:
    assert not _found(TAG, check="新しい制度【窓口改善】を始めた。")


def test_tags_are_not_judged_where_a_table_is_lost() -> None:
    made = _sheet(check="【窓口改善】改めた。").model_copy(update={"outcomes": Outcomes()})
    assert not found(made, TAG)


def test_empty_check_beside_actuals_is_a_warning() -> None:
    [finding] = _found(EMPTY, check="")
    assert finding.severity is Severity.WARNING and "11人" in finding.message


def test_check_not_in_the_source_is_silent() -> None:
    assert not _found(EMPTY, check=None)


def test_empty_check_beside_empty_actuals_is_silent() -> None:
    row = means("登録", "登録者数", "10人 10人 10人", "9人 10人")
    assert not found(sheet(direction(project("事業", row), check="")), EMPTY)


def test_empty_reform_check_is_asked_only_where_it_was_planned() -> None:
    assert not _found(EMPTY, check="促した。")
    [finding] = _found(EMPTY, check="促した。", reform_plan="登録を促す。")
    assert finding.at.endswith("/check/reform")


def test_check_copied_from_do_is_a_warning() -> None:
    text = "講座を開催し、広く市民の参加を呼び掛ける。"
    [finding] = _found(COPY, plan=text, do=text, check=text.replace("講座", "【地域SNS】講座"))
    assert finding.severity is Severity.WARNING and len(finding.places) == 3
    assert not _found(FUTURE, plan=text, do=text, check=text), "one fault, one finding"


def test_check_nearly_copied_is_a_note() -> None:
    plan = "講座を年に十二回開催し、広く市民の参加を呼び掛け、地域の交流を深める取組を着実に進めた。"
    [finding] = _found(COPY, plan=plan, check=plan.replace("年に", ""))
    assert finding.severity is Severity.NOTE


def test_own_words_and_short_words_are_no_copy() -> None:
    assert not _found(
        COPY, plan="講座を開催し、市民の参加を呼び掛ける。", check="講座を開催し、52人が参加した。"
    )
    assert not _found(COPY, plan="なし", check="なし")


@pytest.mark.parametrize(
    "text",
    [
        "引き続き実施する。",
        "今後も引き続き事業を推進していく。",
        "継続して取り組む。",
        "【地域SNS】引き続き努める。",
    ],
)
def test_action_that_says_only_to_go_on_is_a_note(text: str) -> None:
    assert [finding.severity for finding in _found(CONTINUE, action=text)] == [Severity.NOTE]


@pytest.mark.parametrize(
    "text",
    [
        "引き続き、夜間の講座を増やして参加しやすくする。",
        "講座を見直す。",
        "",
        "引き続き利用者アンケートを行い、結果を公表する。",
    ],
)
def test_action_that_says_what_is_next_is_silent(text: str) -> None:
    assert not _found(CONTINUE, action=text)
