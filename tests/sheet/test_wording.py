"""Words that went and came, marked inside a paragraph."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyoka.sheet.wording import Mark, wording

TEXTS = st.text(alphabet="市民が使うのを、。講座を開ク1,285▲９％ab \n𠮷<&", max_size=60)


def marked(before: str, after: str) -> str:
    signs = {Mark.SAME: "{}", Mark.GONE: "[-{}]", Mark.CAME: "[+{}]"}
    return "".join(signs[piece.mark].format(piece.text) for piece in wording(before, after))


@given(TEXTS, TEXTS)
def test_what_stayed_and_went_is_before_what_stayed_and_came_is_after(before, after):
    pieces = wording(before, after)
    assert "".join(text for mark, text in pieces if mark is not Mark.CAME) == before
    assert "".join(text for mark, text in pieces if mark is not Mark.GONE) == after


@given(TEXTS)
def test_the_same_text_has_no_mark(text):
    assert all(piece.mark is Mark.SAME for piece in wording(text, text))


@given(TEXTS, TEXTS)
def test_no_piece_is_empty_and_neighbours_differ(before, after):
    pieces = wording(before, after)
    assert all(piece.text for piece in pieces)
    assert all(one.mark is not other.mark for one, other in itertools.pairwise(pieces))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1,285人が利用した。", "1,290人が利用した。", "[-1,285][+1,290]人が利用した。"),
        ("窓口の混雑を減らす。", "窓口の待ち時間を減らす。", "窓口の[-混雑][+待ち時間]を減らす。"),
        ("電子申請を増やす。", "電子申請を増やす。\n様式を直す。", "電子申請を増やす。[+\n様式を直す。]"),
        ("", "新しい文", "[+新しい文]"),
        ("古い文", "", "[-古い文]"),
        ("▲5%", "5%", "[-▲5%][+5%]"),
        ("クラウドへ移す", "サーバーへ移す", "[-クラウド][+サーバー]へ移す"),
    ],
)
def test_words_and_numbers_are_marked_whole(before, after, expected):
    assert marked(before, after) == expected


def test_a_particle_between_two_changes_does_not_make_a_patchwork():
    assert marked("広報の充実", "窓口の改善") == "[-広報の充実][+窓口の改善]"


def test_a_full_cell_is_compared_in_a_moment():
    before = "".join(f"第{number}回の講座を開き、{number * 7}人が参加した。" for number in range(1500))
    after = before.replace("第700回の講座", "第700回の研修").replace("第9回の講座", "第9回の研修")
    begun = time.perf_counter()
    assert "第700回の[-講座][+研修]を" in marked(before[:32_000], after[:32_000])
    assert time.perf_counter() - begun < 3


def test_two_quite_different_long_texts_end_in_a_moment_too():
    before, after = "あ1い2" * 8_000, "う3え4" * 8_000
    begun = time.perf_counter()
    assert [piece.mark for piece in wording(before, after)] == [Mark.GONE, Mark.CAME]
    assert time.perf_counter() - begun < 3
