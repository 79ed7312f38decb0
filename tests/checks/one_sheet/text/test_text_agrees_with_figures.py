"""本文の数値 — sentences against series: what is surely said, and every silence that keeps the check trusted."""

import pytest
from tests.checks.one_sheet.making import direction, found, means, outcome, project, sheet

from hyoka.checks import Finding, Severity
from hyoka.sheet import Sheet

CHECK = "text-agrees-with-figures"
COUNSEL = "窓口相談の受付件数"


def _sheet(check: str, **texts: str) -> Sheet:
    return sheet(
        direction(
            project(
                "窓口相談事業",
                means("相談の受付", COUNSEL, "900件 950件 1,000件", "880件 1,204件 1,310件"),
                means("講座の開催", "健康講座の開催回数", "10回 10回 12回", "10回 11回 12回"),
                means("登録の促進", "防災メールの登録者数", "500人 600人 700人", "480人 610人 702人"),
            ),
            check=check,
            **texts,
        ),
        outcomes=(outcome("電子窓口の年間利用件数", "3,800件 4,000件 4,200件", "3,245件 5,696件 6154件"),),
    )


def _found(check: str, **texts: str) -> list[Finding]:
    return found(_sheet(check, **texts), CHECK)


def test_sentence_that_cites_last_year_rightly_and_this_year_wrongly_is_an_error() -> None:
    [finding] = _found(
        "電子窓口の利用件数は、平成29年度の5,696件から、周知が進んだことに伴い、6,141件に増加した。"
    )
    assert finding.severity is Severity.ERROR and finding.fiscal_year == 2018
    assert "6,141件" in finding.message and "6154件" in finding.message
    assert finding.at.endswith("/check/general") and finding.places[1].endswith("/2018/actual")


@pytest.mark.parametrize(
    "sentence",
    [
        "窓口相談の受付件数は1,320件となった。",
        "【窓口相談】相談の受付件数は1,320件であった。",
        "窓口相談の受付件数は、1320件に達した。",
        "窓口相談の受付件数は、前年度の1,204件から1,320件に増加した。",
        "窓口相談の受付件数は、平成29年度に比べ増加し、1,320件となった。",
        "窓口相談は、職員を増やし、1,320件を受け付けた。"
        if False
        else "平成30年度の窓口相談の受付件数は1,320件である。",
        "健康講座を13回開催した。",
        "13回の健康講座を開催した。",
        "健康講座の開催回数は、目標の14回に届かなかった。",
        "防災メールの登録者数は約800人となった。",
    ],
)
def test_figure_that_contradicts_the_series_is_found(sentence: str) -> None:
    assert [finding.severity for finding in _found(sentence)] in ([Severity.ERROR], [Severity.WARNING])


@pytest.mark.parametrize(
    "sentence",
    [
        "電子窓口の利用件数は、平成29年度の5,696件から6,154件に増加した。",
        "電子窓口の利用件数は６，１５４件となった。",
        "窓口相談の受付件数は、前年度の1,204件を上回る1,310件となった。",
        "窓口相談の受付件数は1,310件で、目標の1,000件を上回った。",
        "窓口相談の受付件数は1,300件を超えた。",
        "窓口相談の受付件数は約1,300件となった。",
        "健康講座を12回開催した。",
        "12回の健康講座を開催した。",
        "防災メールの登録者数は702人（平成29年度610人）となった。",
    ],
)
def test_agreeing_figure_is_silent(sentence: str) -> None:
    assert not _found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "窓口相談の満足度は85%であった。",
        "窓口相談の費用は1,200千円であった。",
        "窓口相談を平成30年4月1日に開始した。",
        "窓口相談の受付件数の多い3件の内容について見直しを行った。",
        "窓口相談の受付件数のうち、電話は320件であった。",
        "電話による窓口相談の受付件数は320件であった。",
        "夜間の窓口相談の受付件数は40件であった。",
        "窓口相談の担当に、各課より1名を充てた。",
        "窓口相談に関するアンケートを200件回収した。",
        "窓口相談の周知のため、説明会を5回開催した。",
        "防災メールの登録者アンケートを300人に行った。",
        "新規の窓口相談は120件であった。",
        "窓口相談は、平成25年度の700件から大きく伸びた。",
        "窓口相談の受付件数は、今後1,500件を目指す。",
        "平成28年度から平成30年度までの窓口相談の受付件数は3,394件である。",
        "前年度に始めた窓口相談の夜間受付は、40件であった。",
        "翌年度にずれた案件があり、窓口相談の受付件数は1,310件となった。",
        "親子健康講座を4回開催した。",
        "健康講座の第3回は2回に分けて行った。",
        "窓口相談の受付件数は増加し、手続の案内は50件となった。",
    ],
)
def test_figures_of_other_things_are_silent(sentence: str) -> None:
    assert not _found(sentence)


def test_figure_of_an_earlier_year_is_held_against_that_year() -> None:
    [finding] = _found("窓口相談の受付件数は、平成29年度の1,240件から1,310件に増加した。")
    assert finding.fiscal_year == 2017 and finding.severity is Severity.ERROR
    assert "1,204件" in finding.message


def test_last_years_figure_left_in_the_text_is_said_so() -> None:
    [finding] = _found("窓口相談の受付件数は1,204件となった。")
    assert "H29 の実績と同じ" in finding.message


def test_plan_and_action_are_read_only_where_they_name_a_year() -> None:
    assert not _found("", plan="窓口相談の受付件数を1,500件に増やす。", action="健康講座を20回開催する。")
    [finding] = _found("", plan="窓口相談の受付件数は、平成29年度の1,402件を上回るようにする。")
    assert finding.at.endswith("/plan/general")


def test_unknown_actual_and_missing_text_are_silent() -> None:
    made = sheet(
        direction(
            project("事業", means("手段", COUNSEL, "900件 950件 1,000件", "880件 1,204件 調査中")), check=None
        )
    )
    assert not found(made, CHECK)
    made = sheet(
        direction(
            project("事業", means("手段", COUNSEL, "900件 950件 1,000件", "880件 1,204件 調査中")),
            check="窓口相談の受付件数は1,320件となった。",
        )
    )
    assert not found(made, CHECK)


def test_figure_that_one_of_two_places_has_is_silent() -> None:
    made = sheet(
        direction(
            project("事業", means("会議", "推進会議開催回数", "1回 1回 1回", "1回 0回 0回")),
            check="推進会議の開催は0回であった。",
        ),
        outcomes=(outcome("推進会議の開催件数", "1件 1件 1件", "1件 0件 1件"),),
    )
    assert not found(made, CHECK)
