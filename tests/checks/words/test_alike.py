"""同じ量 — names that mean one quantity, and names that only look like it."""

import pytest
from tests.checks.one_sheet.making import direction, means, outcome, project, sheet

from hyoka.checks.words.alike import Alike, how_alike
from hyoka.sheet import Series, each_series


def _pair(
    one: str, other: str, formula: str = "", units: tuple[str, str] = ("件", "件")
) -> tuple[Series, Series]:
    made = sheet(
        direction(project("事業", means("手段", other, f"1{units[1]}", f"2{units[1]}"))),
        outcomes=(outcome(one, f"1{units[0]}", f"2{units[0]}", formula=formula),),
    )
    first, second = each_series(made)
    return first, second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IT推進本部会議の開催件数", "IT推進本部会議開催回数"),
        ("IT推進本部会議の開催件数", "ＩＴ推進本部会議 開催 回数"),
        ("電子申請の年間利用件数", "電子申請利用件数"),
        ("図書館の登録者数【12 学びの推進】", "図書館登録者数"),
        ("三島市図書館の登録者数", "図書館の登録者数"),
    ],
)
def test_names_alike_but_for_counters_and_particles_are_the_same(one: str, other: str) -> None:
    assert how_alike(*_pair(one, other), "三島市") is Alike.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("電子申請の年間利用件数", "電子申請可能手続数"),
        ("講座の参加者数", "講座の満足度"),
        ("特定健診の受診者数", "特定健診の受診率"),
        ("研修の累計参加者数", "研修の参加者数"),
        ("第1期工事の箇所数", "第2期工事の箇所数"),
        ("待機児童の数", "児童の数"),
        ("公園の数", "学校の数"),
    ],
)
def test_names_of_other_quantities_are_different(one: str, other: str) -> None:
    assert how_alike(*_pair(one, other), "三島市") is Alike.DIFFERENT


def test_counters_that_cannot_count_the_same_are_different() -> None:
    assert how_alike(*_pair("講座の開催数", "講座の開催数", units=("回", "人")), "") is Alike.DIFFERENT
    assert how_alike(*_pair("講座の開催数", "講座の開催数", units=("回", "件")), "") is Alike.SAME


def test_formula_may_say_what_the_name_does_not() -> None:
    pair = _pair(
        "地域SNS利用者数", "地域SNSに利用登録をしている人数", formula="地域SNSに利用者登録をしている人数"
    )
    assert how_alike(*pair, "") is Alike.SIMILAR
