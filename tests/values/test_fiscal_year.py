"""Fiscal years: every name they go by, and where sentences speak of them."""

import copy
import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from hyoka.values import Document, FiscalYear, find_fiscal_years, parse_range

YEARS = st.integers(1868, 2087).map(FiscalYear)


class Column(Document):
    of_year: FiscalYear


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("H30", 2018),
        ("h30", 2018),
        ("R01", 2019),
        ("R1", 2019),
        ("R元", 2019),
        ("S63", 1988),
        ("T15", 1926),
        ("M45", 1912),
        ("M1", 1868),
        ("平成30年度", 2018),
        ("平成30年", 2018),
        ("平成 ３０ 年度", 2018),
        ("平成三十年度", 2018),
        ("令和元年度", 2019),
        ("令和元", 2019),
        ("平成31年度", 2019),
        ("平成31（令和元）年度", 2019),
        ("平成31年度/令和元年度", 2019),
        ("平成32年度", 2020),
        ("平30", 2018),
        ("2018年度", 2018),
        ("2018", 2018),
        ("２０１８年度", 2018),
        ("FY2018", 2018),
        ("㍻30", 2018),
        ("㋿5年度", 2023),
        ("Ｈ３０年度", 2018),
        ("平成30年度(2018年度)", 2018),
        ("令和元（2019）年度", 2019),
    ],
)
def test_a_year_is_read_under_every_name(text, year):
    assert FiscalYear.parse(text) == year


@pytest.mark.parametrize(
    "text",
    ["", "令和", "R0", "R00", "令和0年度", "30", "30年度", "H", "H301", "H30-R02", "平成30年4月", "1800", "2018.0", "20185",
     "X30", "平成30（令和元）年度", "令和5年度（2024年度）", "年度"],
)  # fmt: skip
def test_what_names_no_single_year_is_refused(text):
    with pytest.raises(ValueError, match="年度として読めません"):
        FiscalYear.parse(text)


def test_the_refusal_tells_what_was_found_and_what_would_do():
    with pytest.raises(ValueError) as refused:
        FiscalYear.parse("令和")
    assert str(refused.value) == "年度として読めません: '令和' （例: 令和5年度、R05、2023年度）"


@given(YEARS)
def test_every_name_of_a_year_leads_back_to_it(year):
    for name in (year.wareki, year.short, year.calendar, str(year), repr(int(year))):
        assert FiscalYear.parse(name) == year


@given(YEARS, st.sampled_from(["令和", "平成", "昭和", "大正", "明治"]))
def test_full_width_digits_name_the_same_year(year, _):
    wide = year.wareki.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert FiscalYear.parse(wide) == year


@given(st.dates(date(1868, 4, 1), date(2200, 1, 1)))
def test_a_day_lies_in_its_year(day):
    year = FiscalYear.of(day)
    assert date(year, 4, 1) <= day <= date(year + 1, 3, 31)


def test_first_years_are_called_gannen_and_padded_when_short():
    assert (FiscalYear(2019).wareki, FiscalYear(2019).short) == ("令和元年度", "R01")
    assert (FiscalYear(1989).wareki, FiscalYear(1989).short) == ("平成元年度", "H01")


@pytest.mark.parametrize("given_as", [2018, "H30", "2018年度", FiscalYear(2018)])
def test_documents_take_a_year_in_any_form_and_store_a_whole_number(given_as):
    column = Column(of_year=given_as)
    assert isinstance(column.of_year, FiscalYear)
    assert column.model_dump(mode="json") == {"of_year": 2018}
    assert Column.model_validate_json(column.model_dump_json()) == column


@pytest.mark.parametrize("bad", [True, None, 2018.0, 1500, 10_000, "30"])
def test_documents_refuse_what_is_no_year(bad):
    with pytest.raises(ValidationError):
        Column(of_year=bad)


def test_a_year_may_be_a_key_and_may_be_copied():
    by_year = TypeAdapter(dict[FiscalYear, str])
    assert by_year.validate_json(by_year.dump_json({FiscalYear(2018): "a"})) == {2018: "a"}
    year = FiscalYear(2018)
    assert type(pickle.loads(pickle.dumps(year))) is type(copy.deepcopy(year)) is FiscalYear
    assert f"{year}" == "2018"


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("平成29年度の5,696件から、平成30年度中に6,141件", [("平成29年度", 2017), ("平成30年度", 2018)]),
        ("H31広報広聴課へ事務移管", [("H31", 2019)]),
        ("令和元年度にＨ３０と比べ", [("令和元年度", 2019), ("Ｈ３０", 2018)]),
        ("H30,R01,R02", [("H30", 2018), ("R01", 2019), ("R02", 2020)]),
        ("平成28・29・30年度", [("平成28", 2016), ("29", 2017), ("30年度", 2018)]),
        ("平成31年3月末と2018年1月5日", [("平成31年3月", 2018), ("2018年1月5日", 2017)]),
        ("平成31年4月に", [("平成31年4月", 2019)]),
        ("平成二十九年度", [("平成二十九年度", 2017)]),
        ("平成31年1～3月に", [("平成31年1～3月", 2018)]),
        ("平成29，30年度", [("平成29", 2017), ("30年度", 2018)]),
        ("2018～2020年度", [("2018", 2018), ("2020年度", 2020)]),
    ],
)
def test_years_are_found_in_sentences_where_they_stand(sentence, named):
    assert [(sentence[start:end], year) for start, end, year in find_fiscal_years(sentence)] == named


@pytest.mark.parametrize(
    "sentence",
    [
        "29年度の実績",
        "5,696件",
        "2018件",
        "H2Oと",
        "SH30",
        "H301",
        "12018年度",
        "平成の大合併",
        "R30,000円",
        "令和0年度",
        "",
    ],
)
def test_other_figures_are_no_years(sentence):
    assert find_fiscal_years(sentence) == []


@given(st.text("平成令和HR元0123456789年度月./・～,件 ", max_size=30))
def test_found_years_lie_in_the_sentence_and_in_order(sentence):
    found = find_fiscal_years(sentence)
    assert all(0 <= start < end <= len(sentence) for start, end, _ in found)
    assert [start for start, _, _ in found] == sorted({start for start, _, _ in found})


@pytest.mark.parametrize(
    "text",
    [
        "H28～R02",
        "H28〜R2",
        "H28-R02",
        "平成28～令和2年度",
        "平成28年度から令和2年度まで",
        "2016－2020",
        "平成28年度～32年度",
        "平成28年度ー令和2年度",
        "平成28～令和2年度（5年間）",
        "平成28年度～令和2年度の5か年",
    ],
)
def test_a_plan_period_is_all_its_years(text):
    assert parse_range(text) == (2016, 2017, 2018, 2019, 2020)


def test_one_year_is_a_period_too():
    assert parse_range("平成30年度") == (2018,)


@pytest.mark.parametrize("text", ["R02～H28", "H28～", "H28～H29～H30", "", "28～30"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match="読めません"):
        parse_range(text)
