"""Lines on a terminal, where a kanji is two columns wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyoka.cli.words import pad, paragraphs, say, width, wrap

JAPANESE = st.text(alphabet="評価表をみる。、「」（）abc 123-.", max_size=80)


@given(JAPANESE, st.integers(8, 60))
def test_no_line_is_wider_than_asked(text: str, columns: int) -> None:
    longest_word = max(map(width, text.split(" ")), default=0)
    assert all(width(line) <= max(columns, longest_word) for line in wrap(text, columns))


@given(JAPANESE, st.integers(8, 60))
def test_no_character_is_lost(text: str, columns: int) -> None:
    assert "".join(wrap(text, columns)).replace(" ", "") == text.replace(" ", "")


def test_a_line_does_not_begin_with_a_full_stop() -> None:
    assert wrap("一二三四五六。七", 12) == ["一二三四五", "六。七"]


def test_latin_words_stay_whole() -> None:
    assert wrap("hyoka check を使う", 8) == ["hyoka", "check を", "使う"]


def test_padding_counts_columns() -> None:
    assert pad("表", 4) + "|" == "表  |"


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert paragraphs("\n一\n二\n\n  例\n") == ["一\n二", "  例"]


@pytest.mark.parametrize(
    ("language", "said"), [("", "はい"), ("ja", "はい"), ("en", "yes"), ("en_GB", "yes"), ("fr", "はい")]
)
def test_the_language_is_japanese_unless_english_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setenv("HYOKA_LANG", language)
    assert say("はい", "yes") == said
