"""History belongs to its year; the lineage leads from one year to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from hyoka.plan import Ended, Merged, Reassigned, Renamed, Split, Succession, find_transfers, lineage
from hyoka.values import FiscalYear

# A matter that went from 広報 to 情報 in H30 and back in R01.
THERE = Reassigned(fiscal_year=2018, before=("広報課",), after=("情報課",), matter="news")
BACK = Reassigned(fiscal_year=2019, before=("情報課",), after=("広報課",), matter="news")


def held(steps, division, year, **more):
    return lineage(steps, division, FiscalYear(year), **more)


def test_a_matter_goes_there_and_comes_back():
    steps = [BACK, THERE]
    assert [held(steps, "広報課", year, matter="news") for year in (2017, 2018, 2019)] == [
        ("広報課",),
        ("情報課",),
        ("広報課",),
    ]


def test_the_year_from_which_one_asks_matters():
    since = FiscalYear(2018)
    assert held([THERE, BACK], "情報課", 2019, since=since, matter="news") == ("広報課",)
    assert held([THERE, BACK], "情報課", 2017, since=since, matter="news") == ("広報課",)
    assert held([THERE, BACK], "情報課", 2018, since=since, matter="news") == ("情報課",)


def test_a_transfer_of_one_matter_moves_no_other_and_not_the_division():
    assert held([THERE], "広報課", 2020) == ("広報課",)
    assert held([THERE], "広報課", 2020, matter="mail") == ("広報課",)


def test_divisions_are_followed_through_every_kind():
    steps = [
        Renamed(fiscal_year=2016, before=("電算課",), after=("情報課",)),
        Merged(fiscal_year=2018, before=("情報課", "統計課"), after=("情報統計課",)),
        Split(fiscal_year=2020, before=("情報統計課",), after=("情報課", "調査課")),
        Ended(fiscal_year=2022, before=("調査課",)),
    ]
    assert [held(steps, "電算課", year) for year in (2015, 2016, 2018, 2020, 2022)] == [
        ("電算課",),
        ("情報課",),
        ("情報統計課",),
        ("情報課", "調査課"),
        ("情報課",),
    ]
    assert held(steps, "調査課", 2017, since=FiscalYear(2021)) == ("情報課", "統計課")


def test_nobody_holds_what_ended():
    assert held([Ended(fiscal_year=2020, before=("調査課",))], "調査課", 2020) == ()


def test_others_are_left_alone():
    assert held([Renamed(fiscal_year=2016, before=("甲課",), after=("乙課",))], "丙課", 2020) == ("丙課",)


@given(st.permutations([THERE, BACK, Renamed(fiscal_year=2020, before=("広報課",), after=("広聴課",))]))
def test_the_order_in_which_steps_are_listed_does_not_matter(steps):
    assert held(steps, "広報課", 2020, matter="news") == ("広聴課",)


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (Renamed, ("甲",), ()),
        (Renamed, ("甲", "乙"), ("丙",)),
        (Merged, ("甲",), ("丙",)),
        (Split, ("甲",), ("乙",)),
        (Reassigned, (), ()),
        (Ended, ("甲",), ("乙",)),
    ],
)
def test_a_step_that_does_not_fit_its_kind_is_refused(kind, before, after):
    with pytest.raises(ValidationError, match="平成30年度の承継"):
        kind(fiscal_year=2018, before=before, after=after)


def test_a_succession_survives_json():
    succession = TypeAdapter(Succession)
    assert succession.validate_json(succession.dump_json(THERE)) == THERE


def a_transfer(year, before=None, after=None):
    return Reassigned(fiscal_year=year, before=(before,) if before else (), after=(after,) if after else ())


@pytest.mark.parametrize(
    ("note", "moves"),
    [
        ("H31広報広聴課へ事務移管", [a_transfer(2019, after="広報広聴課")]),
        (
            "H30広報広聴課から事務移 管 H31広報広聴課へ事務移管",
            [a_transfer(2018, before="広報広聴課"), a_transfer(2019, after="広報広聴課")],
        ),
        ("令和2年度に総務課から企画課へ事務を移管", [a_transfer(2020, "総務課", "企画課")]),
        ("R02年度から企画課に移管", [a_transfer(2020, after="企画課")]),
        ("平成31年4月1日よりデジタル戦略課へ業務移管", [a_transfer(2019, after="デジタル戦略課")]),
        ("H31まちづくり推進課へ事務移管", [a_transfer(2019, after="まちづくり推進課")]),
        ("Ｈ３１年度、企画課へ移管予定", [a_transfer(2019, after="企画課")]),
    ],
)
def test_transfers_are_found_in_notes(note, moves):
    assert list(find_transfers(note)) == moves


@pytest.mark.parametrize(
    "note", ["", "事務移管", "企画課へ移管", "H31に実施", "H31システムを更新", "H31移管", "維持"]
)
def test_other_notes_tell_of_no_transfer(note):
    assert find_transfers(note) == ()


@given(st.text("H31令和元年度広報課へからに事務移管 、", max_size=30))
def test_looking_for_transfers_never_fails(note):
    assert all(move.before or move.after for move in find_transfers(note))
