"""年度更新 — what goes into the next year's sheet, what is asked anew, what arrives when the old year is approved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyoka.carrying import CannotCarry, arrivals, carry_forward
from hyoka.example import clean_sheets, sheets
from hyoka.layouts import Season, load_layout, seasons_at
from hyoka.sheet import Edit, Op, Place, Presence, Sheet, apply, each_project, each_series, each_text, leaves

LAYOUT = load_layout("mihon-2023")
SHEETS = [one for one in (*sheets(), *clean_sheets()[::5]) if LAYOUT.years.holds(one.fiscal_year + 1)][::3]


def library(year: int = 2025) -> Sheet:
    return next(one for one in clean_sheets() if one.head.division == "図書館" and one.fiscal_year == year)


def carried(sheet: Sheet) -> Sheet:
    return carry_forward(sheet, LAYOUT, LAYOUT, key="next").sheet


def set_cells(sheet: Sheet, **values: object) -> Sheet:
    return apply(sheet, [Edit(op=Op.SET, place=place, value=value) for place, value in values.items()])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.fiscal_year}-{sheet.head.division}")
def test_structure_targets_and_planned_texts_go_on_and_nothing_evaluated_does(sheet: Sheet) -> None:
    old, new = dict(leaves(sheet)), dict(leaves(carried(sheet)))
    for place, value in new.items():
        seasons = seasons_at(LAYOUT, place, sheet.fiscal_year)
        column = int(place.parts[-2]) if place.parts[-2:-1] and place.parts[-2].isdecimal() else None
        if seasons == {Season.EVALUATION}:
            assert not getattr(value, "written", value), place
        elif column is not None and column < sheet.fiscal_year:
            assert value == old[place]
    targets = {place for place in old if place.endswith("/target") and place in new}
    assert targets and all(new[place] == old[place] for place in targets)
    plans = [one for one in each_text(sheet) if one.stage == "plan" and one.text]
    assert plans and all(new[one.place] == one.text for one in plans)


def test_figures_of_the_year_itself_are_asked_anew() -> None:
    new = carried(library())
    assert new.fiscal_year == 2026 and new.key == "next"
    assert new.head.regular_staff.written == ""
    assert all(row.regular_hours.written == "" for row in new.schedule.rows)
    assert [row.bars for row in new.schedule.rows] == [row.bars for row in library().schedule.rows]


def test_rows_and_series_keep_their_identity() -> None:
    old, new = library(), carried(library())
    assert [one.indicator.series_id for one in each_series(new)] == [
        one.indicator.series_id for one in each_series(old)
    ]
    assert [place for _, _, place in each_project(new)] == [place for _, _, place in each_project(old)]


def test_work_whose_end_is_decided_is_dropped_and_named() -> None:
    sheet = library()
    direction, project, at = next(each_project(sheet))
    kept = project.means[0] if len(project.means) > 1 else None
    first = set_cells(sheet, **{f"{at}/{project.means[-1].key}/course": "終了"})
    result = carry_forward(first, LAYOUT, LAYOUT, key="next")
    assert [drop.course for drop in result.dropped] == ["終了"]
    if kept:
        assert str(at / project.means[-1].key) == result.dropped[0].place
    whole = set_cells(sheet, **{f"{at}/{means.key}/course": "統合" for means in project.means})
    result = carry_forward(whole, LAYOUT, LAYOUT, key="next")
    assert result.dropped[0][:2] == (str(at), project.name)
    assert project.key not in {one.key for _, one, _ in each_project(result.sheet)}
    assert project.name not in {row.project for row in result.sheet.schedule.rows}
    lines = {line.key for line in direction.budget_table.lines}
    assert lines <= {
        line.key for one in result.sheet.directions for line in one.budget_table.lines
    }  # its past money


def test_where_every_project_ends_the_work_plan_is_blank_and_not_absent() -> None:
    sheet = library()
    for _, project, at in each_project(sheet):
        sheet = set_cells(sheet, **{f"{at}/{means.key}/course": "終了" for means in project.means})
    assert {one.work_plan.presence for one in carried(sheet).directions} == {Presence.BLANK}


def test_a_form_whose_years_are_over_is_refused_with_words() -> None:
    last = library().model_copy(update={"fiscal_year": type(library().fiscal_year)(2027)})
    with pytest.raises(CannotCarry, match="令和9年度までの様式で、令和10年度の欄がありません"):
        carry_forward(last, LAYOUT, LAYOUT, key="next")


def test_a_rolling_window_moves_by_a_year() -> None:
    rolling = LAYOUT.model_copy(update={"years": type(LAYOUT.years)(kind="rolling", first=-2, last=2)})
    new = carry_forward(library(), rolling, rolling, key="next").sheet
    assert [value.fiscal_year for value in new.outcomes.indicators[0].values] == [
        2024,
        2025,
        2026,
        2027,
        2028,
    ]
    assert new.outcomes.indicators[0].values[-1].target.written == ""
    assert [year.fiscal_year for year in new.totals.years] == [2024, 2025, 2026, 2027, 2028]


# ── what arrives ──


def arrived(sheet: Sheet, approved: Sheet) -> Sheet:
    edits = [Edit(op=Op.SET, place=place, value=value) for place, value in arrivals(sheet, approved)]
    return apply(sheet, edits)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.fiscal_year}-{sheet.head.division}")
def test_what_was_approved_stands_in_the_past_columns_and_nowhere_else(sheet: Sheet) -> None:
    new = carried(sheet)
    full = arrived(new, sheet)
    approved = dict(leaves(sheet))
    for place, value in leaves(full):
        is_past = (
            place.parts[-2:-1] and place.parts[-2].isdecimal() and int(place.parts[-2]) <= sheet.fiscal_year
        )
        assert value == (approved[place] if is_past else dict(leaves(new))[place])
    assert list(arrivals(full, sheet)) == []  # a second time brings nothing


def test_a_correction_of_the_old_year_arrives() -> None:
    old = library()
    new = arrived(carried(old), old)
    place = f"/outcomes/{old.outcomes.indicators[0].key}/2025/actual"
    corrected = set_cells(old, **{place: old.outcomes.indicators[0].at(2024).actual})  # type: ignore[union-attr]
    assert [str(one.place) for one in arrivals(new, corrected)] == [place]


def test_a_series_that_stands_in_another_row_now_still_gets_its_past() -> None:
    old = library()
    new = carried(old)
    first = new.outcomes.indicators[0]
    moved = new.outcomes.model_copy(
        update={"indicators": (first.model_copy(update={"key": "another2"}), *new.outcomes.indicators[1:])}
    )
    new = Sheet.model_validate({**{n: getattr(new, n) for n in Sheet.model_fields}, "outcomes": moved})
    place = Place("/outcomes/another2/2025/actual")
    assert dict(arrivals(new, old))[place] == old.outcomes.indicators[0].at(2025).actual  # type: ignore[union-attr]


@given(st.sampled_from(SHEETS), st.data())
def test_carrying_and_arriving_commute_with_what_the_old_year_says_last(
    sheet: Sheet, data: st.DataObject
) -> None:
    """Whether a figure of the old year is typed before or after the new year is made changes nothing."""
    places = [p for p, _ in leaves(sheet) if p.endswith(f"/{int(sheet.fiscal_year)}/actual")]
    place = data.draw(st.sampled_from(places))
    later = set_cells(sheet, **{str(place): {"written": data.draw(st.sampled_from(("7件", "0", "—", "")))}})
    assert arrived(carried(sheet), later) == arrived(carried(later), later)
