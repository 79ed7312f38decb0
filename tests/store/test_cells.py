"""Cells are the truth: a sheet taken apart, stored and put together is the same sheet."""

import json

import pytest
from hypothesis import given
from tests.strategies import sheets as any_sheet

from hyoka.example import sheets
from hyoka.sheet import DirectionSheet, Means, Relisting, Sheet
from hyoka.store.cells import blank_document, put_together, take_apart, text_of, value_of


@pytest.mark.parametrize("sheet", sheets()[::9], ids=lambda sheet: sheet.key)
def test_a_sheet_of_the_city_comes_back(sheet: Sheet) -> None:
    stored = json.loads(json.dumps(list(take_apart(sheet))))
    assert put_together(sheet.key, stored) == sheet


@given(any_sheet())
def test_any_sheet_comes_back(sheet: Sheet) -> None:
    assert put_together(sheet.key, json.loads(json.dumps(list(take_apart(sheet))))) == sheet


def test_a_row_out_of_the_order_is_not_in_the_document_but_keeps_its_cells() -> None:
    sheet = sheets()[0]
    stored = [list(cell) for cell in take_apart(sheet)]
    order = next(cell for cell in stored if cell[0] == "/outcomes" and cell[1])
    gone = order[2].pop(0)
    assert [i.key for i in put_together(sheet.key, stored).outcomes.indicators] == order[2]
    order[2].append(gone)
    assert put_together(sheet.key, stored).outcomes.indicators[-1].key == gone


def test_a_part_without_its_last_row_is_blank() -> None:
    sheet = sheets()[0]
    stored = [
        (place, rows, [] if place == "/outcomes" and rows else value)
        for place, rows, value in take_apart(sheet)
    ]
    assert put_together(sheet.key, stored).outcomes.presence == "blank"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("/totals/2025/budget", "▲1,000"),
        ("/outcomes/abcd/2025/actual", "年間5回"),
        ("/outcomes/abcd/2025/status", "達成"),
        ("/directions/abcd/check/general", "一行目\n二行目"),
        ("/schedule/abcd/efgh/from_month", "4"),
        ("/totals/2025/budget_amended", "はい"),
        ("/outcomes/abcd/target_kind", "累計"),
        ("/directions/abcd/work_plan/efgh/relisted_from", "48-(4)"),
        ("/outcomes/abcd/reform_item", "24 電子申請の推進"),
        ("/head/phone", ""),
    ],
)
def test_what_is_typed_is_what_is_shown(place: str, text: str) -> None:
    assert text_of(value_of(place, text, None)) == text


@pytest.mark.parametrize(
    ("place", "text", "words"),
    [
        ("/totals/2025/budget_amended", "たぶん", "はい"),
        ("/outcomes/abcd/target_kind", "気分", "年次"),
        ("/schedule/abcd/efgh/from_month", "四月", "数字"),
        ("/directions/abcd/work_plan/efgh/relisted_from", "前と同じ", "施策番号"),
        ("/directions/abcd/check/general", "a\x00b", "ヌル文字"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused_by_name(place: str, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        value_of(place, text, None)


def test_a_new_row_has_the_years_of_the_form() -> None:
    means = blank_document(Means, (2023, 2024), key="abcd")
    assert means.indicator.fiscal_years == (2023, 2024)
    assert blank_document(DirectionSheet, (2023,), key="abcd").work_plan.presence == "blank"


def test_relistings_and_reform_items_are_one_cell() -> None:
    found = value_of("/directions/abcd/work_plan/efgh/relisted_from", "48-(4)", None)
    assert Relisting.model_validate(found) == Relisting(measure_no="48", direction_no="4")
