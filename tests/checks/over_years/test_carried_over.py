"""繰り越した額は、翌年度に入ってくる — from what last year's sheet says."""

import pytest
from tests.checks.sheets import LAYOUT, a_direction, a_line, a_sheet, a_total

from hyoka.checks import Around, Finding
from hyoka.checks.over_years.carried_over_arrives import carried_over_arrives
from hyoka.sheet import DirectionSheet, Narrative, Sheet


def found(last: Sheet, carried: str | None, settlement: str = "9,000") -> list[Finding]:
    now = a_sheet(totals=[a_total(2018, "8,000", settlement, carried)], fiscal_year=2018)
    return list(carried_over_arrives(now, Around(layout=LAYOUT, before=(last,))))


def last_year(*reasons: str, budget: str = "10,000", settlement: str = "6,000", check: str = "") -> Sheet:
    direction: DirectionSheet = a_direction(
        "1", lines=[a_line(f"費目{no}", reason=reason) for no, reason in enumerate(reasons or ("",))]
    )
    return a_sheet(
        direction.model_copy(update={"check": Narrative(general=check)}),
        totals=[a_total(2017, budget, settlement)],
        fiscal_year=2017,
    )


@pytest.mark.parametrize(
    "reason",
    [
        "増水により工事を翌年度に繰り越した。",
        "工事費の一部を平成30年度へ繰り越す予定である。",
        "契約が年度をまたぐため、H30に繰越",
        "用地の交渉が長引いた。翌年度へ繰り越しました。",
    ],
)
def test_what_was_carried_out_and_never_comes_in_is_told(reason: str) -> None:
    [finding] = found(last_year(reason), "-")
    assert finding.at == "/totals/2018/carried_over" and "平成29年度の評価表は" in finding.message
    assert not found(last_year(reason), "3,000")


@pytest.mark.parametrize(
    "reason",
    [
        "前年度から繰り越した工事費を含む。",
        "翌年度に繰り越した2橋は7月に終える。",
        "翌年度に繰り越した市税の未収額が減った。",
        "繰り越さずに執行した。",
        "翌年度の予算に計上する。",
        "",
    ],
)
def test_what_is_no_carry_over_of_this_money_is_silent(reason: str) -> None:
    assert not found(last_year(reason), "-")


def test_the_evaluation_tells_it_where_no_line_does() -> None:
    [finding] = found(last_year("", check="秋の増水で、残る2橋の工事費を翌年度に繰り越した。"), "-")
    assert "2橋の工事費" in finding.message


def test_a_named_amount_is_compared_with_what_came_in() -> None:
    told = last_year("工事費2,500千円を翌年度に繰り越した。", "委託料50万円を翌年度へ繰り越した。")
    [finding] = found(told, "2,000")
    assert "3,000千円" in finding.message and "2,000千円" in finding.message
    assert not found(told, "3,000") and not found(told, "2,999")  # each amount was rounded by itself


def test_where_one_statement_names_no_amount_the_sum_is_not_known() -> None:
    assert not found(last_year("2,500千円を翌年度に繰り越した。", "委託料も翌年度に繰り越した。"), "4,000")


@pytest.mark.parametrize(("carried", "settlement"), [(None, "9,000"), ("-", ""), ("調査中", "9,000")])
def test_a_cell_that_is_lost_or_not_settled_yet_says_nothing(carried: str | None, settlement: str) -> None:
    assert not found(last_year("工事を翌年度に繰り越した。"), carried, settlement)


def test_work_that_passed_to_another_division_took_its_money_along() -> None:
    last = last_year("工事を翌年度に繰り越した。", "H30土木課へ事務移管")
    assert not found(last, "-")
