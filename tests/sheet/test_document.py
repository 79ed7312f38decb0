"""Any sheet goes to JSON, to cells and to edits, and comes back the same."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import ValidationError
from tests.strategies import pairs, sheets

from hyoka.sheet import (
    BudgetLine,
    BudgetTable,
    Change,
    DirectionSheet,
    Edit,
    NoSuchPlace,
    Op,
    OutcomeIndicator,
    Outcomes,
    Place,
    Presence,
    Sheet,
    Totals,
    TotalYear,
    WorkPlan,
    apply,
    assemble,
    diff,
    find,
    get,
    json_schema,
    leaves,
    put,
    sheet_from_json,
    sheet_to_json,
)
from hyoka.values import Amount, Entry


def a_sheet(**fields: Any) -> Sheet:
    return Sheet(**{"key": "sheet1", "layout": "mishima-2016", "fiscal_year": 2018, **fields})


def outcomes(*keys: str) -> Outcomes:
    return Outcomes(
        presence=Presence.PRESENT if keys else Presence.BLANK,
        indicators=tuple(OutcomeIndicator(key=key, name=key) for key in keys),
    )


def changed(before: Sheet, after: Sheet) -> Sheet:
    return apply(before, [change.edit for change in diff(before, after)])


@given(sheets())
def test_json_and_back_is_the_same_sheet(sheet: Sheet) -> None:
    assert sheet_from_json(sheet_to_json(sheet)) == sheet
    assert sheet_from_json(sheet_to_json(sheet, indent=None).encode()) == sheet


@given(sheets())
def test_cells_put_together_are_the_sheet(sheet: Sheet) -> None:
    assert assemble(leaves(sheet), key=sheet.key) == sheet


@given(sheets())
def test_every_cell_is_found_at_its_place_and_can_be_put_there(sheet: Sheet) -> None:
    cells = list(leaves(sheet))
    assert len({place for place, _ in cells}) == len(cells)
    for place, value in cells:
        assert get(sheet, place) == value
    for place, value in cells[:: max(1, len(cells) // 20)]:
        assert put(sheet, place, value) == sheet


@given(pairs())
@settings(max_examples=200)
def test_the_difference_turns_one_sheet_into_the_other(pair: tuple[Sheet, Sheet]) -> None:
    before, after = pair
    expected = after.model_copy(update={"key": before.key})
    assert changed(before, after) == expected


@given(pairs())
def test_edits_survive_json(pair: tuple[Sheet, Sheet]) -> None:
    before, after = pair
    edits = [Edit.model_validate_json(change.edit.model_dump_json()) for change in diff(before, after)]
    assert apply(before, edits) == after.model_copy(update={"key": before.key})


@given(sheets())
def test_a_sheet_does_not_differ_from_itself(sheet: Sheet) -> None:
    assert diff(sheet, sheet) == ()


def test_order_of_rows_is_a_difference() -> None:
    before, after = (
        a_sheet(outcomes=outcomes(*keys)) for keys in (("k001", "k002", "k003"), ("k003", "k001", "k002"))
    )
    assert [(change.edit.op, change.edit.place) for change in diff(before, after)] == [
        (Op.MOVE, "/outcomes/k003")
    ]
    assert changed(before, after) == after


def test_a_change_tells_what_stood_there() -> None:
    before = a_sheet(outcomes=outcomes("k001"))
    after = put(before, "/outcomes/k001/name", "新しい名")
    assert diff(before, after) == (
        Change(edit=Edit(op=Op.SET, place="/outcomes/k001/name", value="新しい名"), before="k001"),
    )


def test_presence_follows_the_rows() -> None:
    one = a_sheet(outcomes=outcomes("k001"))
    gone = apply(one, [Edit(op=Op.REMOVE, place="/outcomes/k001")])
    assert gone.outcomes.presence is Presence.BLANK
    back = apply(gone, [Edit(op=Op.ADD, place="/outcomes/k002", value=OutcomeIndicator(key="k002"))])
    assert back.outcomes.presence is Presence.PRESENT


def test_explicit_none_differs_from_blank() -> None:
    blank, none = (
        a_sheet(outcomes=Outcomes(presence=presence)) for presence in (Presence.BLANK, Presence.NONE)
    )
    assert [change.edit.value for change in diff(blank, none)] == [Presence.NONE]


def test_two_edits_may_pass_through_what_alone_would_be_wrong() -> None:
    schedule = {
        "presence": "present",
        "rows": [{"key": "row1", "bars": [{"key": "bar1", "from_month": 4, "to_month": 6}]}],
    }
    before = Sheet.model_validate({"key": "sheet1", "layout": "x", "fiscal_year": 2018, "schedule": schedule})
    edits = [
        Edit(op=Op.SET, place=f"/schedule/row1/bar1/{end}_month", value=month)
        for end, month in (("from", 9), ("to", 3))
    ]
    [bar] = apply(before, edits).schedule.rows[0].bars
    assert (bar.from_month, bar.to_month) == (9, 3)
    with pytest.raises(ValidationError, match="終わり（6月）が始まり（9月）より前"):
        apply(before, edits[:1])


@pytest.mark.parametrize(
    "edit",
    [
        Edit(op=Op.SET, place="/outcomes/gone/name", value="x"),
        Edit(op=Op.SET, place="/outcomes/k001", value="x"),
        Edit(op=Op.SET, place="/outcomes/k001/name/written", value="x"),
        Edit(op=Op.SET, place="/nowhere", value="x"),
        Edit(op=Op.SET, place="/", value="x"),
        Edit(op=Op.REMOVE, place="/outcomes/gone"),
        Edit(op=Op.REMOVE, place="/head/department"),
        Edit(op=Op.MOVE, place="/outcomes/k001", after="gone"),
        Edit(op=Op.ADD, place="/head/k001", value={"key": "k001"}),
    ],
)
def test_an_edit_of_what_is_not_there_is_refused(edit: Edit) -> None:
    with pytest.raises(NoSuchPlace, match="評価表に次の場所がありません"):
        apply(a_sheet(outcomes=outcomes("k001")), [edit])


def test_an_added_row_has_the_key_of_its_place() -> None:
    with pytest.raises(ValueError, match="キー「k002」が場所 /outcomes/k003 と合いません"):
        apply(a_sheet(), [Edit(op=Op.ADD, place="/outcomes/k003", value=OutcomeIndicator(key="k002"))])


def test_a_value_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValidationError):
        apply(a_sheet(), [Edit(op=Op.SET, place="/head/department", value=3)])


@pytest.mark.parametrize(
    "place", ["/", "/head", "/outcomes", "/outcomes/k001", "/totals/2018", "/directions"]
)
def test_rows_and_documents_have_places_too(place: str) -> None:
    years = (
        TotalYear(
            fiscal_year=2018, budget=Amount.blank(), settlement=Amount.blank(), carried_over=Amount.blank()
        ),
    )
    sheet = a_sheet(outcomes=outcomes("k001"), totals=Totals(presence=Presence.PRESENT, years=years))
    assert find(sheet, place) is not None


@pytest.mark.parametrize(
    "place", ["/x", "/head/x", "/outcomes/gone", "/totals/2018", "/head/regular_staff/written"]
)
def test_what_is_not_there_is_not_found(place: str) -> None:
    assert find(a_sheet(), place) is None
    with pytest.raises(NoSuchPlace, match=place):
        put(a_sheet(), place, "x")


def test_places_are_made_of_parts() -> None:
    place = Place("/totals") / 2018 / "budget"
    assert (place, place.parts, place.parent) == (
        "/totals/2018/budget",
        ("totals", "2018", "budget"),
        "/totals/2018",
    )
    assert place.is_within("/totals") and place.is_within("/") and not place.is_within("/total")


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ([("/head", "x"), ("/head/phone", "1")], "/head/phone"),
        ([("/head/phone", "1"), ("/head", "x")], "/head"),
        ([("/totals/nextyear/budget", None)], "/totals"),
        ([("/outcomes/k001", "x")], "/outcomes/k001"),
    ],
)
def test_cells_that_make_no_sheet_are_refused_with_their_place(
    cells: list[tuple[str, Any]], place: str
) -> None:
    with pytest.raises(NoSuchPlace, match=place):
        assemble([("/layout", "x"), ("/fiscal_year", 2018), *cells], key="sheet1")


def test_a_cell_given_twice_is_refused_not_overwritten() -> None:
    cells = [("/layout", "x"), ("/fiscal_year", 2018), ("/head/phone", "055"), ("/head/phone", "054")]
    with pytest.raises(ValueError, match="同じ場所の値が二つあります: /head/phone"):
        assemble(cells, key="sheet1")


class TestWhatASheetRefuses:
    def test_rows_without_presence(self) -> None:
        with pytest.raises(ValidationError, match="行が 1 行あります"):
            Outcomes(indicators=(OutcomeIndicator(key="k001"),))

    def test_presence_without_rows(self) -> None:
        with pytest.raises(ValidationError, match="行が 0 行あります"):
            Outcomes(presence=Presence.PRESENT)

    def test_one_key_twice_anywhere(self) -> None:
        line = BudgetLine(key="k001")
        direction = DirectionSheet(
            key="k002",
            work_plan=WorkPlan(),
            budget_table=BudgetTable(presence=Presence.PRESENT, lines=(line,)),
        )
        with pytest.raises(ValidationError, match="行キーが重複しています: k001"):
            a_sheet(outcomes=outcomes("k001"), directions=(direction,))

    def test_a_key_that_reads_as_a_field(self) -> None:
        with pytest.raises(ValidationError, match="項目の名前は使えません: presence"):
            a_sheet(outcomes=outcomes("presence"))

    def test_one_year_twice(self) -> None:
        year = TotalYear(
            fiscal_year=2018, budget=Amount.blank(), settlement=Amount.blank(), carried_over=Amount.blank()
        )
        with pytest.raises(ValidationError, match="同じ年度の欄が重複しています: 2018年度"):
            a_sheet(totals=Totals(presence=Presence.PRESENT, years=(year, year)))

    def test_a_field_it_does_not_know(self) -> None:
        with pytest.raises(ValidationError):
            a_sheet(colour="red")

    def test_a_change(self) -> None:
        with pytest.raises(ValidationError):
            a_sheet().layout = "other"  # type: ignore[misc]


@given(sheets())
@settings(max_examples=20)
def test_the_schema_describes_the_json(sheet: Sheet) -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(json_schema())
    Draft202012Validator(json_schema()).validate(json.loads(sheet_to_json(sheet)))


def test_the_schema_refuses_what_the_document_refuses() -> None:
    from jsonschema import Draft202012Validator

    plain = json.loads(sheet_to_json(a_sheet()))
    assert Draft202012Validator(json_schema()).is_valid(plain)
    assert not Draft202012Validator(json_schema()).is_valid({**plain, "colour": "red"})
    assert not Draft202012Validator(json_schema()).is_valid({**plain, "fiscal_year": "H30"})


def test_missing_and_blank_stay_apart_in_json() -> None:
    sheet = put(put(a_sheet(), "/head/regular_staff", Entry.missing()), "/head/phone", None)
    plain = json.loads(sheet_to_json(sheet))
    assert plain["head"]["regular_staff"]["written"] is None
    assert (plain["head"]["phone"], plain["head"]["extension"]) == (None, "")
