"""文中の数値 — what is a count in a sentence, and what only looks like one."""

from decimal import Decimal

import pytest

from hyoka.checks.words.figures import find_figures
from hyoka.checks.words.fold import fold


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("利用件数は6,141件に増加した", ["6,141件"]),
        ("参加者は１，２３４人", ["1,234人"]),
        ("受診率は39.1%から41.6%に上昇", ["39.1%", "41.6%"]),
        ("来場者は12.3万人", ["12.3万人"]),
        ("会議を3回開き、延べ45人が参加", ["3回", "45人"]),
        ("満足度は85パーセント", ["85パーセント"]),
    ],
)
def test_counts_are_figures(sentence: str, figures: list[str]) -> None:
    assert [figure.written for figure in find_figures(fold(sentence))] == figures


@pytest.mark.parametrize(
    "sentence",
    [
        "平成29年4月1日から開始した",
        "地方自治法第233条第5項により",
        "第3回の会議",
        "2回目の会議",
        "1人1台の端末",
        "各課より1名ずつ選出",
        "10~20件程度",
        "市民1人当たり",
        "3か年の計画",
        "月2回に増やす",
        "午後3時から",
        "A3判で印刷",
    ],
)
def test_dates_ordinals_ranges_and_shares_are_no_counts(sentence: str) -> None:
    assert not find_figures(fold(sentence))


def test_unit_of_the_sheet_is_a_unit_of_its_sentences() -> None:
    assert not find_figures("126手続となった")
    [figure] = find_figures("126手続となった", ["手続"])
    assert (figure.value, figure.unit) == (Decimal(126), "手続")


@pytest.mark.parametrize(
    ("sentence", "value", "fits"),
    [
        ("約1,300人", 1319, True),
        ("約1,300人", 1600, False),
        ("1,300人を超えた", 1319, True),
        ("1,300人を超えた", 1299, False),
        ("1,300人に満たなかった", 1319, False),
        ("1,300人", 1319, False),
        ("1.3万人", 13_199, True),
        ("1.3万人", 15_000, False),
        ("0件", 0, True),
    ],
)
def test_bounds_and_rounding_are_honoured(sentence: str, value: int, fits: bool) -> None:
    [figure] = find_figures(sentence)
    assert figure.fits(Decimal(value)) is fits
