"""A cell is what was written and what it means; nothing written is lost, nothing is guessed."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from hyoka.values import Absent, Entry, Milestone, Number, Qualifier, Why, understand

AT_LEAST, ABOUT = Qualifier.AT_LEAST, Qualifier.ABOUT


@pytest.mark.parametrize(
    ("written", "value", "unit", "more"),
    [
        ("年間2回", "2", "回", {"per": "年"}),
        ("年2回", "2", "回", {"per": "年"}),
        ("月１回以上", "1", "回", {"per": "月", "qualifier": AT_LEAST}),
        ("毎月1回", "1", "回", {"per": "月"}),
        ("週に3回程度", "3", "回", {"per": "週", "qualifier": ABOUT}),
        ("1時間当たり20台", "20", "台", {"per": "時間"}),
        ("3拠点/年度", "3", "拠点", {"per": "年度"}),
        ("1日あたり100人", "100", "人", {"per": "日"}),
        ("100人／日", "100", "人", {"per": "日"}),
        ("3,800件", "3800", "件", {}),
        ("6154件", "6154", "件", {}),
        ("１２件", "12", "件", {}),
        ("20回以上", "20", "回", {"qualifier": AT_LEAST}),
        ("20回\n以上", "20", "回", {"qualifier": AT_LEAST}),
        ("80％未満", "80", "%", {"qualifier": Qualifier.LESS_THAN}),
        ("2,000人超", "2000", "人", {"qualifier": Qualifier.MORE_THAN}),
        ("5日以内", "5", "日", {"qualifier": Qualifier.AT_MOST}),
        ("約9億円", "900000000", "円", {"qualifier": ABOUT}),
        ("9億", "900000000", "", {}),
        ("1万2千人", "12000", "人", {}),
        ("7,283千円", "7283", "千円", {}),
        ("3百万円", "3", "百万円", {}),
        ("50%", "50", "%", {}),
        ("50％", "50", "%", {}),
        ("1時間30分", "90", "分", {}),
        ("※0", "0", "", {"note": "※"}),
        ("1,340人(累計)", "1340", "人", {"cumulative": True}),
        ("1,340人（速報値）", "1340", "人", {"note": "(速報値)"}),
        ("延べ120人", "120", "人", {"note": "延べ"}),
        ("3回開催", "3", "回", {"note": "開催"}),
        ("30", "30", "", {}),
        ("0", "0", "", {}),
        ("747H", "747", "H", {}),
        ("100㎡", "100", "m2", {}),
        ("5ﾎﾟｲﾝﾄ", "5", "ポイント", {}),
        ("15か所", "15", "か所", {}),
        ("3か国語", "3", "か国語", {}),
        ("30学級", "30", "学級", {}),
        ("8項目", "8", "項目", {}),
        ("※12", "12", "", {"note": "※"}),
        ("１２０百万円以上", "120", "百万円", {"qualifier": AT_LEAST}),
        ("34億米ドル", "3400000000", "米ドル", {}),
        ("50㎢", "50", "km2", {}),
        ("▲3.5%", "-3.5", "%", {}),
        ("△5", "-5", "", {}),
        ("－5", "-5", "", {}),
        ("12.5ポイント", "12.5", "ポイント", {}),
        ("390団 体", "390", "団体", {}),
        ("年2回以上実施", "2", "回", {"per": "年", "qualifier": AT_LEAST, "note": "実施"}),
        ("年2回実施予定", "2", "回", {"per": "年", "note": "実施予定"}),
        ("5計画策定", "5", "計画", {"note": "策定"}),
        ("0件維持", "0", "件", {"note": "維持"}),
        ("5番組", "5", "番組", {}),
        ("3時間", "3", "時間", {}),
        ("20世帯", "20", "世帯", {}),
        ("3か月分", "3", "か月分", {}),
        ("5年間", "5", "年間", {}),
        ("1.5年", "1.5", "年", {}),
        ("0件（なし）", "0", "件", {"note": "(なし)"}),
    ],
)
def test_a_figure_is_understood(written, value, unit, more):
    entry = Entry.of(written)
    assert entry.means == Number(value=Decimal(value), unit=unit, **more)
    assert (entry.written, str(entry.number), entry.unit) == (written, value, unit)
    assert entry.is_known and entry.absent is None


@pytest.mark.parametrize(
    "written",
    ["再構築", "改善維持", "A", "10～20件", "43（16）", "(120)", "令和5年度", "H30", "2018年", "4月", "2/3", "1.2.3", "100,00",
     "1,2345", "0,123", "½", "1½", "10²", "①", "第3回", "5回目", "3位", "10%増", "5人3組", "5件 3回", "6,1 41件", "ー5", "±5",
     "007", ".5", "5.", "約20回以上", "80%以上100%未満", "5校中3校", "前年度比105%", "5%（目標10%）", "1万20000人",
     "未実施", "※1", "※３", "２２号", "5点満点", "３歳児健康診査受診率", "119番緊急受信件数", "0010", "1時間90分", "12/100", "1日3回", "10:30",
     "2020年度完成", "30年完成", "26年度実績", "3月完成", "12月議会", "2020年東京大会", "3ヵ年計画", "1．2021年", "1次評価", "90式戦車",
     "2期", "3年生", "5期生", "1丁目", "3階建", "20件増加", "5人減少", "12件目標", "12件毎", "10校全校", "2工区完成", "12件程度以上",
     "１０Ｏ", "1.0E3", "０ー", "なし（0件）", "未定（10件程度）"],
)  # fmt: skip
def test_what_is_not_surely_one_figure_stays_words(written):
    assert understand(written) == Milestone(words=written)
    assert Entry.of(written).is_known and Entry.of(written).number is None


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (None, Why.NOT_IN_SOURCE),
        ("", Why.EMPTY),
        ("  ", Why.EMPTY),
        ("　\n", Why.EMPTY),
        *(
            (dash, Why.NONE_SET)
            for dash in ("—", "－", "ー", "-", "―", "‐", "–", "−", "ｰ", "─", "－－", " - ", "※—")
        ),
        ("設定なし", Why.NONE_SET),
        *(
            (word, Why.PENDING)
            for word in ("未確定", "調査中", "算定中", "集計中", "未定", "調整中", "（調査中）", "調査中※1")
        ),
        ("集計中（７月公表）", Why.PENDING),
        ("－（未実施）", Why.NONE_SET),
        *(
            (word, Why.NOT_SURVEYED)
            for word in (
                "データなし",
                "未調査",
                "調査なし",
                "ﾃﾞｰﾀなし",
                "…",
                "・・・",
                "―（調査なし）",
                "隔年調査",
            )
        ),
        *((word, Why.NOT_APPLICABLE) for word in ("該当なし", "対象外", "N/A", "ｎ／ａ")),
    ],
)
def test_an_absence_has_its_reason(written, why):
    entry = Entry.of(written)
    assert entry.means == Absent(why=why)
    assert (entry.absent, entry.is_known, entry.number, entry.unit) == (why, False, None, "")
    assert entry.written == written


def test_absent_is_not_empty_and_zero_is_neither():
    assert Entry.missing() != Entry.blank()
    assert Entry.blank().is_blank and not Entry.missing().is_blank
    assert Entry.of("0").is_known and not Entry.of("0").is_blank


PLAIN = st.decimals(min_value=0, max_value=10**15, allow_nan=False, allow_infinity=False, places=3)
FORMATS = st.sampled_from(["f", ",f"])
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
FOOTNOTES = "１２３４５６７８９"  # ※3 may be the third footnote
UNITS = st.sampled_from(
    ["", "件", "回", "人", "%", "円", "団体", "か所", "ポイント", "H", "km", "m2", "時間"]
)


@given(
    value=PLAIN.map(lambda value: value.normalize()),
    form=FORMATS,
    sign=st.sampled_from(["", "▲", "△", "-", "－", "−"]),
    unit=UNITS,
    before=st.sampled_from(["", "約", "※", "年間", "延べ", "累計"]),
    after=st.sampled_from(["", "(累計)", "（見込み）", "※"]),
    wide=st.booleans(),
)
def test_every_figure_we_write_is_read_back_exactly(value, form, sign, unit, before, after, wide):
    text = f"{value:{form}}{unit}"
    written = f"{before}{sign}{text.translate(WIDE) if wide else text}{after}"
    assume(written.translate(WIDE).strip("※") not in FOOTNOTES)
    entry = Entry.of(written)
    assert entry.number == (-value if sign else value)
    assert entry.unit == unit


@given(st.integers(1, 9999), st.sampled_from(["万", "億", "兆"]), st.integers(1, 999), UNITS)
def test_figures_with_man_and_oku_are_exact(head, scale, rest, unit):
    size = {"万": 10**4, "億": 10**8, "兆": 10**12}[scale]
    assert Entry.of(f"{head}{scale}{rest}{unit}").number == head * size + rest
    assert Entry.of(f"{head:,}{scale}{unit}").number == head * size


@given(st.integers(0, 999), st.integers(0, 59))
def test_hours_and_minutes_are_minutes(hours, minutes):
    entry = Entry.of(f"{hours}時間{minutes}分")
    assert (entry.number, entry.unit) == (hours * 60 + minutes, "分")


WRITINGS = st.one_of(
    st.text(max_size=40),
    st.text("0123456789,.▲-()（）年間月約以上件回%％※～/ 億万千百円累計", max_size=20),
)


@given(WRITINGS)
def test_nothing_written_is_lost_and_json_leads_back(text):
    try:
        entry = Entry(written=text)
    except ValidationError:
        return
    assert entry.written == text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    stored = json.loads(entry.model_dump_json())
    assert Entry.model_validate(stored) == entry == Entry.of(text)
    assert Entry.model_validate({"written": stored["written"]}).means == entry.means


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_understanding_never_fails(text):
    assert understand(text).kind in ("number", "milestone", "absent")


@pytest.mark.parametrize(
    "text", ["9" * 5000, "1," * 5000, "(" * 5000, "件" * 20000, "1件" + "・件" * 99, "(あ)" * 66]
)
def test_long_and_odd_cells_are_words(text):
    assert understand(text) == Milestone(words=text)


def test_the_meaning_in_a_file_is_derived_again_not_believed():
    entry = Entry.model_validate({"written": "3件", "means": {"kind": "number", "value": "9"}})
    assert entry.number == 3


def test_json_shows_what_was_written_and_what_it_means():
    assert Entry.of("1,340人(累計)").model_dump(mode="json") == {
        "written": "1,340人(累計)",
        "means": {
            "kind": "number", "value": "1340", "unit": "人", "qualifier": None, "per": "", "cumulative": True, "note": "",
        },
    }  # fmt: skip


def test_unknown_fields_are_refused():
    with pytest.raises(ValidationError):
        Entry.model_validate({"written": "3件", "amended": True})


def test_entries_are_equal_and_hashed_by_what_was_written():
    assert Entry(written="3件") == Entry.of("3件") != Entry.of("３件")
    assert len({Entry(written="3件"), Entry.of("3件"), Entry.missing(), Entry.blank()}) == 3


def test_the_schema_lets_a_meaning_stand_in_what_is_read():
    for mode in ("validation", "serialization"):
        schema = Entry.model_json_schema(mode=mode)
        assert set(schema["properties"]) == {"written", "means"}
        assert ">>>" not in json.dumps(schema)


@pytest.mark.real
def test_every_cell_of_the_real_sheets_series_is_understood(real: Path):
    source = real / "mishima/h30-joho-seisaku.txt"
    cells = [
        cell
        for line in source.read_text("utf-8").splitlines()
        for kind in ("\t目標\t", "\t実績\t")
        if kind in line
        for cell in line.split(kind, 1)[1].split("\t")[:5]
    ]
    words = {cell for cell in cells if isinstance(understand(cell), Milestone)}
    assert words == {"再構築", "導入", "改善維持"}
    assert sum(isinstance(understand(cell), Number) for cell in cells) > 90
