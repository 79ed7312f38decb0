"""JSON of other versions, and JSON that is no sheet: one Japanese line says what is wrong."""

import json
from typing import Any

import pytest

from hyoka.sheet import CannotRead, Sheet, sheet_from_json, sheet_to_json
from hyoka.sheet.upgrade import upgraded

GOOD = json.loads(sheet_to_json(Sheet(key="sheet1", layout="mishima-2016", fiscal_year=2018)))


def changed(**fields: Any) -> str:
    return json.dumps({**GOOD, **fields}, ensure_ascii=False)


def a_year(**fields: Any) -> dict[str, Any]:
    amounts = {name: {"written": "1"} for name in ("budget", "settlement", "carried_over")}
    return {"presence": "present", "years": [{"fiscal_year": 2018, **amounts, **fields}]}


def a_bar(**fields: Any) -> dict[str, Any]:
    return {"presence": "present", "rows": [{"key": "row1", "bars": [{"key": "bar1", **fields}]}]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "JSON として読めません（1行目の1文字目）"),
        ("{", "JSON として読めません"),
        (b"\x82\xa0\x82", "JSON として読めません"),
        ("[" * 100_000, "入れ子が深すぎます"),
        ("9" * 5_000, "JSON として読めません"),
        ("[1]", '"version" がありません'),
        ("{}", '"version" がありません'),
        (changed(version=2), "版 2 は読めません"),
        (changed(version=0), "版 0 は読めません"),
        (changed(version=True), "版 True は読めません"),
        (changed(version="1"), "版 1 は読めません"),
        (changed(colour="red"), "/colour : 知らない項目です"),
        (changed(fiscal_year="いつか"), "年度として読めません"),
        (changed(head={"department": 3}), "/head/department : 文字列が必要です（3）"),
        (changed(head=[]), "/head : 項目の組"),
        (changed(directions=[{}]), "/directions/0/key : 必要な項目がありません"),
        (changed(directions=[{"key": "大"}]), "行キーの形"),
        (changed(outcomes={"presence": "あり"}), "/outcomes/presence : 決められた語ではありません"),
        (changed(outcomes={"presence": "present"}), "行が 0 行あります"),
        (changed(layout="表\x07"), "制御文字 U+0007"),
        (json.dumps({**GOOD, "layout": "\ud800"}), "片割れのサロゲート"),
        (changed(head={"phone": "x" * 40_000}), "文が長すぎます"),
        (changed().replace('"head": {', '"head": {"division": "よその課", ', 1), "項目「division」が二度"),
        (changed()[:-1] + ', "layout": "x"}', "項目「layout」が二度"),
        (changed(totals=a_year(budget_amended="yes")), "/budget_amended : true か false が必要です（'yes'）"),
        (changed(totals=a_year(budget_amended=1)), "true か false が必要です（1）"),
        (changed(schedule=a_bar(from_month=True)), "/from_month : 整数が必要です（True）"),
        (changed(schedule=a_bar(from_month=13)), "値が大きすぎます（13）"),
    ],
)
def test_what_is_no_sheet_is_refused_in_one_japanese_line(text: str | bytes, words: str) -> None:
    with pytest.raises(CannotRead) as refused:
        sheet_from_json(text)
    message = str(refused.value)
    assert words in message
    assert "\n" not in message and "Input" not in message and len(message) < 250


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_in_any_unicode_encoding_is_read(encoding: str) -> None:
    assert sheet_from_json(changed().encode(encoding)).key == "sheet1"


def test_an_old_document_is_raised_step_by_step() -> None:
    steps = {
        1: lambda found: {**found, "phone": found["tel"]},
        2: lambda found: {name: value for name, value in found.items() if name != "tel"},
    }
    assert upgraded({"version": 1, "tel": "055"}, steps, 3) == {"version": 3, "phone": "055"}
    assert upgraded({"version": 3, "phone": "055"}, steps, 3) == {"version": 3, "phone": "055"}


def test_year_may_be_written_as_people_write_it() -> None:
    assert sheet_from_json(changed(fiscal_year="平成31年度")).fiscal_year == 2019
