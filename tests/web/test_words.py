"""Words, years, times and amounts come in the person's language."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from hyoka.web import words
from hyoka.web.templatetags import words as tags
from hyoka.workflow import Role, Stage

NOW = datetime(2025, 4, 1, 1, 5, tzinfo=UTC)


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setattr(words, "get_language", lambda: "en-gb")


@pytest.fixture(autouse=True)
def japanese(monkeypatch):
    monkeypatch.setattr(words, "get_language", lambda: None)


def test_japanese_comes_first():
    assert words.say("保存", "Save") == "保存"


def test_english_by_switch(english):
    assert words.say("保存", "Save") == "Save"


@pytest.mark.parametrize("word", [*Stage, *Role, "error", "warning", "note"])
def test_every_stage_role_and_severity_has_an_english_word(word, english):
    assert words.term(word).isascii()


def test_terms_are_told_in_japanese_as_they_are():
    assert [words.term(Stage.DRAFT), words.term("error"), words.term("何か")] == ["作成中", "要修正", "何か"]


def test_times_are_told_by_the_offices_clock():
    assert tags.jst(NOW) == "令和7年4月1日 10:05"
    assert tags.jst(datetime(2019, 4, 30, 14, 59, tzinfo=UTC)) == "平成31年4月30日 23:59"
    assert tags.jst(datetime(2019, 4, 30, 15, 0, tzinfo=UTC)) == "令和元年5月1日 00:00"


def test_times_in_english(english):
    assert tags.jst(NOW) == "2025-04-01 10:05"
    assert tags.day(date(2026, 5, 15)) == "Fri 2026-05-15"


def test_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="時間帯のない時刻"):
        tags.jst(datetime(2025, 4, 1))


def test_days_carry_their_weekday():
    assert tags.day(date(2026, 5, 15)) == "令和8年5月15日（金）"


@pytest.mark.parametrize(
    ("passed", "told"),
    [(-5, "たった今"), (59, "たった今"), (60, "1分前"), (3 * 3600, "3時間前"), (5 * 86400, "5日前")],
)
def test_ago(passed, told):
    assert tags.ago(NOW - timedelta(seconds=passed), NOW) == told


def test_long_ago_is_a_date():
    assert tags.ago(NOW - timedelta(days=40), NOW) == "令和7年2月20日 10:05"


def test_fiscal_years():
    assert [tags.era(2025), tags.era("2019"), tags.era(None), tags.era("")] == [
        "令和7年度",
        "令和元年度",
        "",
        "",
    ]


def test_fiscal_years_in_english(english):
    assert tags.era(2025) == "FY2025"


def test_amounts():
    assert [tags.yen(1234567), tags.yen(-4500), tags.yen(0), tags.comma(Decimal("1234.5"))] == [
        "1,234,567円",
        "▲4,500円",
        "0円",
        "1,234.5",
    ]


def test_nothing_is_not_zero():
    assert [tags.yen(None), tags.comma(""), tags.jst(None), tags.ago(""), tags.day(None)] == [""] * 5


def test_heading_sorts_up_then_down():
    assert tags.sort_state("due", "")["next"] == "due"
    assert tags.sort_state("due", "due") == {"now": "ascending", "next": "-due", "sign": "▲"}
    assert tags.sort_state("due", "-due")["next"] == "due"
