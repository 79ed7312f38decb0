"""What a stored text may hold, and how Japanese text is mended and compared."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hyoka.values import (
    MAX_UNITS,
    Document,
    Text,
    clean_text,
    compare_key,
    fold_radicals,
    hold_text,
    kanji_number,
    unwrap,
)

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


class Memo(Document):
    text: Text


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        ("前\x00後", "ヌル文字 U+0000 （2文字目）"),
        ("\x07", "制御文字 U+0007 （1文字目）"),
        ("\x0c", "制御文字 U+000C"),
        ("ab\x85", "制御文字 U+0085 （3文字目）"),
        ("\x7f", "制御文字 U+007F"),
        ("\ud83d", "片割れのサロゲート U+D83D （1文字目）"),
        ("\ufffe", "文字でない符号 U+FFFE"),
        ("\uffff", "文字でない符号 U+FFFF"),
    ],
)
def test_what_cannot_be_stored_is_refused_by_name_and_place(bad, named):
    with pytest.raises(ValidationError, match=re.escape(named)):
        Memo(text=bad)


@pytest.mark.parametrize(
    "text", ["", "\t表\n", "𠮷野家 髙﨑 葛\U000e0100城", "a" * MAX_UNITS, "𠮷" * (MAX_UNITS // 2)]
)
def test_what_can_be_stored_is_stored_to_the_letter(text):
    assert Memo(text=text).text == text


def test_line_breaks_become_one_kind():
    assert Memo(text="一\r\n二\r三\v四\n").text == "一\n二\n三\n四\n"


@pytest.mark.parametrize("text", ["a" * (MAX_UNITS + 1), "𠮷" * (MAX_UNITS // 2 + 1)])
def test_more_than_a_worksheet_cell_holds_is_refused(text):
    with pytest.raises(ValidationError, match="32,768"):
        Memo(text=text)
    kept, removed = clean_text(text)
    assert text.startswith(kept) and hold_text(kept) == kept and len(removed) == 1


def test_a_number_is_no_text():
    with pytest.raises(ValidationError):
        Memo(text=5)  # type: ignore[arg-type]


@given(ANYTHING)
def test_cleaned_text_is_storable_and_every_loss_is_told(raw):
    kept, removed = clean_text(raw)
    assert hold_text(kept) == kept
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    assert len(lines) - len(kept) == len(removed)


@given(ANYTHING)
def test_stored_text_survives_xml_and_utf8(raw):
    text, _ = clean_text(raw)
    element = ElementTree.Element("cell")
    element.text = text
    assert (ElementTree.fromstring(ElementTree.tostring(element, "utf-8")).text or "") == text


@pytest.mark.parametrize(
    ("wrapped", "whole"),
    [
        ("総合計画の 位置付け", "総合計画の位置付け"),
        ("セキュリティ研 修", "セキュリティ研修"),
        ("eコミュニティまち づくり", "eコミュニティまちづくり"),
        ("ICT活用デジタル ライフ事業", "ICT活用デジタルライフ事業"),
        (
            "H30広報広聴課から事務移 管 H31広報広聴課へ事務移管",
            "H30広報広聴課から事務移管 H31広報広聴課へ事務移管",
        ),
        ("取組\n  事項名", "取組事項名"),
        ("終了・休止理由、 目標値", "終了・休止理由、目標値"),
        ("7 自治システム", "7 自治システム"),
        ("IV 協働で", "IV 協働で"),
        ("利用者数 (登録者数)", "利用者数 (登録者数)"),
        ("open data 公開", "open data 公開"),
        ("山田　太郎", "山田　太郎"),
        ("登録者数 【24 推進 事業】", "登録者数 【24 推進事業】"),
        ("実施した。\n次に、周知した。", "実施した。\n次に、周知した。"),
        ("周知\n・研修", "周知\n・研修"),
        ("6,1 41件", "6,1 41件"),
    ],
)
def test_line_wraps_are_mended_and_separating_blanks_stay(wrapped, whole):
    assert unwrap(wrapped) == whole


@given(st.text("総合ティ。、【】・ABc12( \n\t　", max_size=40))
def test_mending_changes_blanks_only_and_mends_once_for_all(text):
    mended = unwrap(text)
    assert re.sub(r"[ \n\t]", "", mended) == re.sub(r"[ \n\t]", "", text)
    assert unwrap(mended) == mended


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＩＣＴ活用ﾃﾞｼﾞﾀﾙﾗｲﾌ事業", "ICT活用デジタル ライフ事業"),
        ("IV-7-48", "Ⅳ－7―48"),
        ("サーバー", "ｻ-ﾊﾞ-"),
        ("H28～R02", "H28〜R02"),
        ("⾏政", "行政"),
        ("葛\U000e0100城", "葛城"),
    ],
)
def test_two_writings_of_one_name_compare_alike(one, other):
    assert compare_key(one) == compare_key(other)


def test_different_names_do_not_compare_alike():
    assert compare_key("電子申請運営事業") != compare_key("電子申請推進事業")


@given(ANYTHING)
def test_comparing_never_fails_and_ignores_blanks(text):
    assert compare_key(f" {text}\n") == compare_key(text)


def test_radicals_of_a_pdf_become_the_kanji_meant():
    assert fold_radicals("⾼⻑⺠⾃治 ⻄⻘⼭") == "高長民自治 西青山"
    assert fold_radicals("高長民自治") == "高長民自治"


@pytest.mark.parametrize(
    ("text", "number"), [("三十一", 31), ("千九百", 1900), ("元", 1), ("二〇二三", 2023)]
)
def test_kanji_numbers_are_counted(text, number):
    assert kanji_number(text) == number


@pytest.mark.parametrize("text", ["", "三件", "一二三四五", "十百", "五三十", "3"])
def test_what_is_no_kanji_number_is_none(text):
    assert kanji_number(text) is None
