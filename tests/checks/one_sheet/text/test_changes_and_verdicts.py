"""増減・達成・未実施・新規 — words about the series, without or with figures."""

import pytest
from tests.checks.one_sheet.making import direction, found, means, outcome, project, sheet

from hyoka.checks import Finding, Severity

CHANGE, STATUS, DONE, NEW = (
    "text-agrees-with-change",
    "text-agrees-with-status",
    "what-was-not-done-has-no-actual",
    "newly-added-agrees-with-growth",
)


def _found(text: str, check: str, published: str = "31 36 36") -> list[Finding]:
    made = sheet(
        direction(
            project(
                "窓口事業",
                means(
                    "手続の拡充",
                    "電子窓口可能手続数",
                    "140件 140件 145件",
                    "119件 181件 154件",
                    "未達成 達成 達成",
                ),
                means(
                    "相談",
                    "窓口相談の受付件数",
                    "900件 950件 1,000件",
                    "880件 1,204件 1,310件",
                    "未達成 達成 達成",
                ),
                means("会議", "推進会議の開催回数", "1回 1回 1回", "1回 1回 1回", "達成 達成 達成"),
                means(
                    "登録",
                    "防災メールの登録者数",
                    "500人 600人 700人",
                    "480人 610人 690人",
                    "未達成 達成 未達成",
                ),
            ),
            check=text,
        ),
        outcomes=(outcome("公開資料の公開数", "30 35 40", published),),
    )
    return found(made, check)


def test_rise_of_a_nearly_named_quantity_that_fell_is_a_note() -> None:
    [finding] = _found("平成30年度中の電子窓口手続数の増加に伴い、業務が軽くなった。", CHANGE)
    assert finding.severity is Severity.NOTE
    assert "181件" in finding.message and "154件" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "窓口相談の受付件数は、前年度より減少した。",
        "窓口相談の受付件数が減少し、対応に余裕ができた。",
        "電子窓口可能手続数は増加した。",
        "電子窓口可能手続数は、平成29年度より増加している。",
        "防災メールの登録者数は横ばいであった。",
        "窓口相談の受付件数は前年度に比べ206件増加した。",
    ],
)
def test_change_against_the_series_is_a_warning(text: str) -> None:
    assert [finding.severity for finding in _found(text, CHANGE)] == [Severity.WARNING]


@pytest.mark.parametrize(
    "text",
    [
        "窓口相談の受付件数は、前年度より増加した。",
        "電子窓口可能手続数は平成28年度に比べ増加した。",
        "電子窓口可能手続数の増加を図る必要がある。",
        "電子窓口可能手続数を増加させるため、研修を行った。",
        "電子窓口可能手続数の増加には至らなかった。",
        "窓口相談の受付件数は前年度に比べ106件増加した。",
        "窓口の待ち時間は減少した。",
        "窓口相談の受付件数に占める電話の割合は減少した。",
        "窓口相談を受ける職員が減少し、体制の見直しが課題となった。",
        "人口の減少が続く中、窓口相談の受付件数は1,310件となった。",
    ],
)
def test_change_with_the_series_or_of_something_else_is_silent(text: str) -> None:
    assert not _found(text, CHANGE)


@pytest.mark.parametrize(
    "text",
    [
        "防災メールの登録者数は目標を達成した。",
        "防災メールの登録者数は690人となり、目標を達成した。",
        "窓口相談の受付件数は目標に届かなかった。",
        "窓口相談の受付件数は1,310件であったが、目標を達成できなかった。",
    ],
)
def test_verdict_against_the_status_is_a_warning(text: str) -> None:
    [finding] = _found(text, STATUS)
    assert finding.severity is Severity.WARNING and "判定" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "窓口相談の受付件数は目標を達成した。",
        "防災メールの登録者数は690人で目標に届かなかった。",
        "防災メールの登録者数の目標を達成するため、説明会を開いた。",
        "窓口相談の受付件数は目標を上回ったが、案内の冊子の配布数は目標に届かなかった。",
        "目標を達成した。",
    ],
)
def test_verdict_with_the_status_or_of_nothing_named_is_silent(text: str) -> None:
    assert not _found(text, STATUS)


def test_verdict_is_held_against_the_figures_where_no_status_is_given() -> None:
    made = sheet(
        direction(
            project("事業", means("会議", "推進会議の開催回数", "3回 3回 3回", "3回 3回 2回")),
            check="推進会議の開催回数は目標を達成した。",
        )
    )
    assert len(found(made, STATUS)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "推進会議の開催を予定していたが、準備に時間を要し、実施には至らなかった。",
        "推進会議は開催できなかった。",
        "推進会議の開催を見送った。",
    ],
)
def test_actual_of_what_was_not_done_is_a_warning(text: str) -> None:
    [finding] = _found(text, DONE)
    assert finding.severity is Severity.WARNING and "1回" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "推進会議を開催した。",
        "推進会議のうち一部は開催できなかった。",
        "8月の推進会議は開催できなかった。",
        "推進会議の対面での開催はできなかったが、書面で開催した。",
        "推進会議の開催に向けた視察は実施できなかった。" if False else "先進地の視察は実施できなかった。",
        "防災メールの登録者へのアンケートは実施できなかった。",
        "推進会議の開催後の広報は十分にできなかった。",
    ],
)
def test_what_was_done_or_partly_not_done_is_silent(text: str) -> None:
    assert not _found(text, DONE)


def test_nothing_new_is_silent_where_the_stock_stood_still() -> None:
    assert not _found("公開資料の公開数は、更新作業を優先したため、新規公開件数は0件となった。", NEW)


def test_nothing_new_is_a_warning_where_the_stock_grew() -> None:
    [finding] = _found(
        "公開資料の公開数は、更新作業を優先したため、新規公開件数は0件となった。", NEW, "31 36 40"
    )
    assert finding.severity is Severity.WARNING and "36" in finding.message and "40" in finding.message


def test_more_new_ones_than_growth_is_silent() -> None:
    assert not _found("公開資料の公開数は増え、新規公開件数は6件となった。", NEW, "31 36 40")
