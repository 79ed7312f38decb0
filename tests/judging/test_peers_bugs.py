"""他の仕組みの誤り — what went wrong in other people's systems, each by its name, so that it never goes wrong here."""

from decimal import Decimal

import pytest
from tests.judging.test_rulesets import PLAN, a_set, an_indicator

from hyoka.example import clean_sheets
from hyoka.judging import judge, load_rule_set, propose
from hyoka.layouts import load_layout
from hyoka.sheet import Better, TargetKind
from hyoka.tables import TABLES

FORM = load_layout("mihon-2023")


def test_akvo_rsr_5211_cumulative_totals_are_not_summed() -> None:
    """3, 5, 9 so far are nine, not seventeen: a cumulative figure is its newest one."""
    towards = an_indicator(("", "3"), ("", "5"), ("", "9"), ("", ""), ("10", ""), kind=TargetKind.CUMULATIVE)
    found = judge(towards, 2018, load_rule_set("tama"), PLAN)
    assert "実績 9 ÷ 目標 10" in found.arithmetic and found.status == "①着実"


@pytest.mark.parametrize(
    ("actual", "better", "wanted"),
    [("0日", Better.LOWER, "良"), ("3日", Better.LOWER, "否"), ("0件", Better.HIGHER, "良")],
)
def test_open_sdg_a_target_of_zero_is_no_thousandth(actual, better, wanted) -> None:
    """Open SDG put 0.001 in the place of a zero target, and 3 days became 0.03 %."""
    found = judge(an_indicator(("0日" if "日" in actual else "0件", actual), better=better), 2016, a_set())
    assert found.status == wanted and "÷" not in found.arithmetic and "0.001" not in found.arithmetic


def test_metabase_4477_good_is_not_always_more() -> None:
    """Fires went from 30 to 20: that is 達成, not a fall of a third."""
    fires = an_indicator(("25件", "20件"), better=Better.LOWER)
    assert propose(fires, 2016, FORM).status == "達成"
    assert judge(fires, 2016, load_rule_set("kitakyushu")).status == "順調"
    assert (
        judge(an_indicator(("25件", "40件"), better=Better.LOWER), 2016, load_rule_set("kitakyushu")).status
        == "やや遅れ"
    )


def test_erpnext_21642_actuals_are_not_added_across_fiscal_years() -> None:
    """A budget of this year is not eaten up by what was spent in the year before."""
    twice = an_indicator(("100", "90"), ("100", "60"))
    assert [judge(twice, year, load_rule_set("kitakyushu")).status for year in (2016, 2017)] == [
        "概ね順調",
        "やや遅れ",
    ]
    sheet = next(one for one in clean_sheets() if one.fiscal_year == 2025)
    columns = [column.name for column in TABLES["totals"].columns]
    rows = [dict(zip(columns, row, strict=True)) for row in TABLES["totals"].rows(sheet)]
    told = {row["of_year"]: row["settlement"] for row in rows}
    assert told == {int(year.fiscal_year): year.settlement.yen for year in sheet.totals.years}


def test_akvo_rsr_actual_zero_is_not_blank() -> None:
    """0 was reported: it is judged. Blank and 調査中 were not."""
    rules = load_rule_set("kitakyushu")
    zero, blank, asked = (
        judge(an_indicator(("10件", actual)), 2016, rules) for actual in ("0件", "", "調査中")
    )
    assert (zero.status, blank.status, asked.status) == ("遅れ", None, None)
    assert "実績 0" in zero.arithmetic and blank.reason == "実績がありません"
    assert propose(an_indicator(("10件", "0件")), 2016, FORM).status == "未達成"
    assert Decimal(0) == an_indicator(("10件", "0件")).at(2016).actual.number
