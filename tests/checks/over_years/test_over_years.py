"""前の年度との点検 — each says its contradiction once, and nothing where the year before is not known or agrees."""

import pytest
from tests.checks.sheets import LAYOUT

from hyoka.carrying import arrivals, carry_forward
from hyoka.checks import Around, Check, Finding, over_years
from hyoka.checks.over_years.carried_over_arrives import carried_over_arrives
from hyoka.checks.over_years.carried_over_was_left import carried_over_was_left
from hyoka.checks.over_years.hours_are_planned_anew import hours_are_planned_anew
from hyoka.checks.over_years.indicator_goes_on import indicator_goes_on
from hyoka.checks.over_years.indicator_keeps_its_name import indicator_keeps_its_name
from hyoka.checks.over_years.past_is_what_was_approved import past_is_what_was_approved
from hyoka.checks.over_years.promised_target_is_kept import promised_target_is_kept
from hyoka.checks.over_years.text_is_written_anew import text_is_written_anew
from hyoka.example import clean_sheets
from hyoka.layouts import load_layout
from hyoka.sheet import Edit, Op, Sheet, apply, each_project, each_series, each_text
from hyoka.sheet.matching import match_rows
from hyoka.values import Amount, Entry

FORM = load_layout("mihon-2023")


def library(year: int) -> Sheet:
    return next(one for one in clean_sheets() if one.head.division == "図書館" and one.fiscal_year == year)


OLD, NEW = library(2024), library(2025)
FIRST = NEW.outcomes.indicators[0]


def changed(sheet: Sheet, place: str, value: object) -> Sheet:
    return apply(sheet, [Edit(op=Op.SET, place=place, value=value)])


def found(check: Check, sheet: Sheet, *before: Sheet) -> list[Finding]:
    around = Around(layout=FORM, before=tuple(match_rows(one, sheet) for one in before))
    return list(check(sheet, around))


@pytest.mark.parametrize("check", over_years.CHECKS)
def test_without_the_year_before_there_is_nothing_to_say(check: Check) -> None:
    assert found(check, NEW) == []
    assert list(check(NEW, Around(layout=LAYOUT))) == []


def test_the_clean_city_agrees_with_its_own_past() -> None:
    by_name = {(one.head.division, one.position.measure_no, one.fiscal_year): one for one in clean_sheets()}
    told = [
        finding.message
        for (division, measure, year), sheet in by_name.items()
        if (before := by_name.get((division, measure, type(year)(year - 1)))) is not None
        for check in (
            past_is_what_was_approved,
            carried_over_was_left,
            carried_over_arrives,
            indicator_goes_on,
            promised_target_is_kept,
        )
        for finding in found(check, sheet, before)
    ]
    assert told == []  # work that passed to another division among them: the notes tell of it


# ── the past ──


def test_a_past_figure_that_was_typed_otherwise_is_told_with_both_figures() -> None:
    place = f"/outcomes/{FIRST.key}/2024/actual"
    (finding,) = found(past_is_what_was_approved, changed(NEW, place, Entry.of("9.9冊")), OLD)
    assert finding.at == place and finding.fiscal_year == 2024
    approved = FIRST.at(2024).actual.written  # type: ignore[union-attr]
    assert (
        "「9.9冊」" in finding.message
        and f"「{approved}」" in finding.message
        and "令和6年度" in finding.message
    )


@pytest.mark.parametrize("written", ["", "  "])
def test_a_past_figure_that_has_not_arrived_yet_is_no_contradiction(written: str) -> None:
    place = f"/outcomes/{FIRST.key}/2024/actual"
    assert found(past_is_what_was_approved, changed(NEW, place, Entry.of(written)), OLD) == []


def test_the_same_figure_written_another_way_is_the_same_figure() -> None:
    line = next(one for one in NEW.totals.years if one.fiscal_year == 2024)
    yen = Amount(written="".join((line.settlement.written or "").split(",")), unit=line.settlement.unit)
    assert found(past_is_what_was_approved, changed(NEW, "/totals/2024/settlement", yen), OLD) == []


def test_this_years_column_is_nobodys_past() -> None:
    place = f"/outcomes/{FIRST.key}/2025/actual"
    assert found(past_is_what_was_approved, changed(NEW, place, Entry.of("9.9冊")), OLD) == []


def test_what_the_roll_over_makes_has_no_finding_of_the_past() -> None:
    made = carry_forward(OLD, FORM, FORM, key="next").sheet
    full = apply(made, [Edit(op=Op.SET, place=place, value=value) for place, value in arrivals(made, OLD)])
    for check in (
        past_is_what_was_approved,
        indicator_goes_on,
        indicator_keeps_its_name,
        promised_target_is_kept,
    ):
        assert found(check, full, OLD) == []


# ── indicators ──


def test_an_indicator_that_vanished_is_told_by_name() -> None:
    less = apply(NEW, [Edit(op=Op.REMOVE, place=f"/outcomes/{FIRST.key}")])
    (finding,) = found(indicator_goes_on, less, NEW.model_copy(update={"fiscal_year": OLD.fiscal_year}))
    assert f"「{FIRST.name}」" in finding.message and finding.at == "/outcomes"


def test_an_indicator_whose_work_was_ended_may_go() -> None:
    _, project, at = next(each_project(NEW))
    means = project.means[0]
    before = NEW.model_copy(update={"fiscal_year": OLD.fiscal_year})
    less = apply(NEW, [Edit(op=Op.REMOVE, place=f"{at}/{means.key}")])
    assert [one.at for one in found(indicator_goes_on, less, before)] == [str(at).rsplit("/", 1)[0]]
    assert found(indicator_goes_on, less, changed(before, f"{at}/{means.key}/course", "終了")) == []


def test_a_renamed_indicator_is_told_with_both_names() -> None:
    new = changed(NEW, f"/outcomes/{FIRST.key}/name", "一人が借りる冊数")
    (finding,) = found(indicator_keeps_its_name, new, OLD)
    assert "「一人が借りる冊数」" in finding.message and f"「{FIRST.name}」" in finding.message


def test_a_promised_target_that_was_lowered_asks_for_a_reason() -> None:
    series = next(one for one in each_series(NEW) if one.means and not one.means.reason)
    place = f"{series.values_at}/2026/target"
    high, low = changed(OLD, place, Entry.of("500件")), changed(NEW, place, Entry.of("400件"))
    (finding,) = found(promised_target_is_kept, low, high)
    assert "500件" in finding.message and "400件" in finding.message
    assert found(promised_target_is_kept, high, low) == []  # raised
    reasoned = changed(low, f"{series.place}/reason", "対象者の減少により目標値を変更")
    assert found(promised_target_is_kept, reasoned, high) == []


# ── texts and hours ──


def test_a_text_that_was_copied_is_told_gently() -> None:
    text = next(one for one in each_text(OLD) if len(one.text or "") > 40)
    new = changed(NEW, str(text.place), text.text)
    assert [finding.at for finding in found(text_is_written_anew, new, OLD)].count(str(text.place)) == 1
    assert {finding.severity.value for finding in found(text_is_written_anew, new, OLD)} == {"note"}
    short = changed(NEW, str(text.place), "引き続き実施する。")
    assert str(text.place) not in [
        f.at for f in found(text_is_written_anew, short, changed(OLD, str(text.place), "引き続き実施する。"))
    ]


def test_hours_that_never_change_are_told_after_three_years() -> None:
    sheet = next(one for one in clean_sheets() if one.fiscal_year == 2025 and len(one.schedule.rows) >= 3)
    a_year, two = (
        sheet.model_copy(update={"fiscal_year": type(sheet.fiscal_year)(year)}) for year in (2024, 2023)
    )
    assert len(found(hours_are_planned_anew, sheet, a_year)) == 0
    assert found(hours_are_planned_anew, sheet, a_year, two)
    other = changed(two, f"/schedule/{sheet.schedule.rows[0].key}/regular_hours", Entry.of("1H"))
    labels = [finding.message[:3] for finding in found(hours_are_planned_anew, sheet, a_year, other)]
    assert "正職員" not in labels


# ── carried over ──


def test_more_is_not_carried_over_than_was_left() -> None:
    """2024: what was given less what was spent is all that 2025 can have from it."""
    then = next(one for one in OLD.totals.years if one.fiscal_year == 2024)
    left = (int(then.budget.yen) - int(then.settlement.yen)) // 1000
    for carried, told in ((left, 0), (left + 1, 1)):
        sheet = changed(NEW, "/totals/2025/carried_over", Amount.of(f"{carried:,}"))
        assert len(found(carried_over_was_left, sheet, OLD)) == told
    assert f"{left:,}千円" in found(carried_over_was_left, sheet, OLD)[0].message
