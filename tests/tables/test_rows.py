"""The rows of each table, written by hand from the sample sheet."""

from decimal import Decimal

import pytest
from tests.tables.sample import DIRECTION, H30, a_sheet, amount, total

from hyoka.sheet import Presence, Relisting, Totals
from hyoka.tables import TABLES, FractionOfYen
from hyoka.values import MoneyUnit

D = Decimal


def rows(name: str, *columns: str, **fields: object) -> list[tuple[object, ...]]:
    """The rows of the sample, only these columns."""
    table = TABLES[name]
    at = [[column.name for column in table.columns].index(column) for column in columns]
    return [tuple(row[index] for index in at) for row in table.rows(a_sheet(**fields))]


def test_sheets() -> None:
    columns = "layout department goal_no goal policy_no policy measure nickname regular_staff other_staff phone extension"
    assert rows("sheets", *columns.split()) == [
        (
            "mishima-2016", "企画部", "IV", "協働のまち", "7", "自治のしくみ", "電子市役所の構築", "電子市役所",
            D("8"), D("0.5"), "000-000-0000", "22-23",
        ),
    ]  # fmt: skip


def test_totals_are_whole_yen_and_what_is_not_known_is_not_zero() -> None:
    assert rows("totals", "of_year", "budget", "budget_amended", "settlement", "carried_over") == [
        (2017, 7_283_000, True, -14_000, None),
        (2018, 0, False, None, None),
        (2019, None, None, 150_000_000, 500),
    ]


def test_outcomes_come_first_and_keep_what_was_written_beside_its_number() -> None:
    columns = "kind series_id indicator formula reform_item of_year target target_number actual actual_number unit status"
    assert rows("indicators", *columns.split()) == [
        ("outcome", "ser1", "利用件数", "年間の件数", "24 まちづくり推進事業", 2017, "3,800件", D("3800"), "6154件", D("6154"), "件", "達成"),
        ("outcome", "ser1", "利用件数", "年間の件数", "24 まちづくり推進事業", 2018, "—", None, "調査中", None, None, ""),
        ("outcome", None, "公開数", None, None, None, None, None, None, None, None, None),
        ("output", "ser2", "手続数", None, "24", 2017, "20回以上", D("20"), "再構築", None, "回", "未達成"),
    ]  # fmt: skip


def test_an_output_indicator_says_what_it_measures() -> None:
    columns = "direction direction_name project_no project relisted_from means_no means place"
    assert rows("indicators", *columns.split())[2:] == [
        (None, None, None, None, None, None, None, "/outcomes/out2"),
        ("2", "サービスの向上", "1", "申請事業", "施策48-(4)再掲", "1", "手続の拡充", "/directions/dir2/work_plan/prj1/mea1/indicator/2017"),
    ]  # fmt: skip


def test_activities_have_a_row_for_a_project_without_means() -> None:
    columns = "direction project_no project relisted_from means_no means indicator course reason reform_item"
    assert rows("activities", *columns.split()) == [
        (
            "2",
            "1",
            "申請事業",
            "施策48-(4)再掲",
            "1",
            "手続の拡充",
            "手続数",
            "維持",
            "H31広報課へ移管",
            "24",
        ),
        ("2", "2", "手段のない事業", None, None, None, None, None, None, None),
    ]


def test_narratives_are_the_texts_that_are_there() -> None:
    assert rows("narratives", "direction", "stage", "reform", "text") == [
        ("2", "plan", False, "【申請】手続を増やす。\n【公開】数を増やす。"),
        ("2", "do", True, "講習会を開く。"),
    ]


def test_a_relisted_line_is_there_and_carries_no_money() -> None:
    columns = "line_no line account_code relisted_from of_year budget budget_general budget_amended settlement settlement_general"
    assert rows("costs", *columns.split()) == [
        ("1", "申請システム", "01.02.01", None, 2017, 1_200_000, -120_000, None, 1_154_500, None),
        ("2", "再掲費目", "", "施策48-(4)再掲", None, None, None, None, None, None),
    ]


def test_what_is_said_once_of_a_line_stands_in_each_of_its_rows() -> None:
    assert rows("costs", "cost_course", "reason", "reform_item", "place") == [
        ("維持", "更新", "○", "/directions/dir2/budget_table/lin1/2017"),
        ("", "", "", "/directions/dir2/budget_table/lin2"),
    ]


def test_schedule_has_a_row_for_each_bar_and_leaves_unknown_ends_empty() -> None:
    assert rows("schedule", "project", "from_month", "to_month", "label", "bar_kind") == [
        ("申請事業", 4, 3, "充実", "bar"),
        ("申請事業", 6, None, "研修", "event"),
    ]


def test_hours_are_hours_or_not_known() -> None:
    assert rows("hours", "project", "regular_hours", "other_hours") == [
        ("申請事業", D("3362"), D("1.5")),
        ("線のない事業", None, None),
    ]


def test_a_relisting_without_its_layout_is_still_told() -> None:
    assert rows("activities", "relisted_from", layout="no-such-layout")[0] == ("48-(4)",)


def test_a_fraction_of_a_yen_is_refused_with_its_place() -> None:
    totals = Totals(presence=Presence.PRESENT, years=(total(H30, "0.0005", "", ""),))
    with pytest.raises(FractionOfYen, match=r"総括表 H30 予算額.*「0.0005」（単位 千円）は 0.5"):
        rows("totals", "budget", totals=totals)


@pytest.mark.parametrize(
    ("written", "unit", "yen"),
    [
        ("7,283", MoneyUnit.THOUSAND, 7_283_000),
        ("7,283", MoneyUnit.YEN, 7_283),
        ("7.283", MoneyUnit.MILLION, 7_283_000),
        ("0", MoneyUnit.THOUSAND, 0),
        ("△5", MoneyUnit.THOUSAND, -5_000),
        ("約9億円", MoneyUnit.THOUSAND, 900_000_000),
        ("12345678901234567890123", MoneyUnit.THOUSAND, 12_345_678_901_234_567_890_123_000),
    ],
)
def test_money_becomes_exact_yen(written: str, unit: MoneyUnit, yen: int) -> None:
    year = total(H30, "", "", "").model_copy(update={"budget": amount(written, unit)})
    assert rows("totals", "budget", totals=Totals(presence=Presence.PRESENT, years=(year,))) == [(yen,)]


def test_the_order_of_directions_is_the_documents() -> None:
    second = DIRECTION.model_copy(
        update={"key": "dir5", "no": "5", "work_plan": type(DIRECTION.work_plan)(), "budget_table": type(DIRECTION.budget_table)()}
    )  # fmt: skip
    assert [row[0] for row in rows("narratives", "direction", directions=(second, DIRECTION))] == [
        "5", "5", "2", "2",
    ]  # fmt: skip


def test_a_relisting_of_another_measure_names_it() -> None:
    line = DIRECTION.budget_table.lines[1].model_copy(
        update={"relisted_from": Relisting(measure_no="12", direction_no="1")}
    )
    table = DIRECTION.budget_table.model_copy(update={"lines": (line,)})
    assert rows(
        "costs", "relisted_from", directions=(DIRECTION.model_copy(update={"budget_table": table}),)
    ) == [("施策12-(1)再掲",)]
