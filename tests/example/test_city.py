"""見本市 — three years of sheets that agree with themselves, but for the slips that were planted."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pytest

from hyoka.checks import Finding, Severity, run
from hyoka.example import clean_sheets, sheets, slips
from hyoka.example.city import slip_place, stories
from hyoka.example.story import SHEET_YEARS, YEARS, Slip, Story
from hyoka.judging import propose
from hyoka.layouts import load_layout
from hyoka.sheet import Sheet, Stage, diff, each_line, each_project, each_series, each_text
from hyoka.values import Entry

PLANTED = [pytest.param(story, slip, id=f"{story.measure_no}-{slip.check}") for story, slip in slips()]


@pytest.fixture(scope="module", params=clean_sheets(), ids=lambda sheet: _label(sheet))
def sheet(request: pytest.FixtureRequest) -> Sheet:
    clean: Sheet = request.param
    return clean


def _label(sheet: Sheet) -> str:
    return f"{sheet.fiscal_year}-{sheet.position.measure_no}-{sheet.head.division}"


def _sheet_of(city: tuple[Sheet, ...], story: Story, year: int) -> Sheet:
    names = {story.division, *story.renamed.values()}
    [found] = [
        sheet
        for sheet in city
        if sheet.fiscal_year == year
        and sheet.position.measure_no == story.measure_no
        and sheet.head.division in names
    ]
    return found


def _told(sheet: Sheet) -> Iterator[Stage]:
    return (stage for stage in each_text(sheet) if stage.text)


# ── what the city is ──────────────────────────────────────────────────────


@pytest.mark.parametrize("year", SHEET_YEARS)
def test_each_year_has_at_least_twenty_sheets(year: int) -> None:
    assert sum(sheet.fiscal_year == year for sheet in clean_sheets()) >= 20


def test_every_sheet_has_a_key_of_its_own() -> None:
    assert set(Counter(sheet.key for sheet in clean_sheets()).values()) == {1}


def test_a_relisted_project_is_named_as_in_its_own_direction() -> None:
    relisted = 0
    for sheet in clean_sheets():
        own = {(d.no, p.name) for d, p, _ in each_project(sheet) if p.relisted_from is None}
        for _, project, _ in each_project(sheet):
            source = project.relisted_from
            if source and source.measure_no == sheet.position.measure_no:
                relisted += 1
                assert (source.direction_no, project.name) in own
    assert relisted >= 3


def test_a_direction_moves_from_one_division_to_another() -> None:
    holders: dict[tuple[str | None, str], dict[int, str | None]] = defaultdict(dict)
    for sheet in clean_sheets():
        for direction in sheet.directions:
            holders[sheet.position.measure_no, direction.key][sheet.fiscal_year] = sheet.head.phone
    assert any(len(set(held.values())) > 1 and set(held) == set(SHEET_YEARS) for held in holders.values())


def test_no_direction_is_held_by_two_divisions_in_one_year() -> None:
    held = Counter(
        (sheet.fiscal_year, sheet.position.measure_no, direction.no)
        for sheet in clean_sheets()
        for direction in sheet.directions
    )
    assert set(held.values()) == {1}


def test_reform_items_stand_in_three_measures_and_have_texts() -> None:
    measures = set()
    for sheet in clean_sheets():
        items = [outcome.reform_item for outcome in sheet.outcomes.indicators if outcome.reform_item]
        if items:
            measures.add(sheet.position.measure_no)
            assert {stage.stage for stage in _told(sheet) if stage.reform} == {
                "plan", "do", "check", "action",
            }, _label(sheet)  # fmt: skip
    assert len(measures) >= 3


def test_one_reform_number_names_one_item() -> None:
    names = defaultdict(set)
    for sheet in clean_sheets():
        for outcome in sheet.outcomes.indicators:
            if outcome.reform_item:
                names[outcome.reform_item.no].add(outcome.reform_item.name)
    assert {no: sorted(found) for no, found in names.items() if len(found) > 1} == {}


def test_the_forms_rarer_cells_are_all_in_use() -> None:
    series = [
        (sheet, value) for sheet in clean_sheets() for s in each_series(sheet) for value in s.indicator.values
    ]
    assert any(value.status == "未実施" and value.actual.number == 0 for _, value in series)
    assert any(value.target.number is None and value.status == "達成" for _, value in series)
    assert {"達成", "未達成", "順調", "遅れ"} <= {value.status for _, value in series}
    totals = [year for sheet in clean_sheets() for year in sheet.totals.years]
    assert any(year.budget_amended for year in totals)
    assert any(year.carried_over.written not in ("", "-") for year in totals)
    courses = {m.course for sheet in clean_sheets() for _, p, _ in each_project(sheet) for m in p.means}
    assert {"維持", "拡充", "改善", "終了"} <= courses


# ── the years hang together ───────────────────────────────────────────────


@pytest.mark.parametrize("year", SHEET_YEARS[1:])
def test_past_columns_are_last_years_sheet(year: int) -> None:
    """What last year's sheet says of its years, this year's says too."""
    by_year = {
        of: {
            (s.kind, s.indicator.series_id): s.indicator
            for sheet in clean_sheets()
            if sheet.fiscal_year == of
            for s in each_series(sheet)
        }
        for of in (year - 1, year)
    }
    shared = by_year[year - 1].keys() & by_year[year].keys()
    assert len(shared) > 100
    for key in shared:
        for value in by_year[year - 1][key].values:
            if value.fiscal_year < year:
                assert by_year[year][key].at(value.fiscal_year) == value, key


def test_rows_keep_their_keys_over_the_years() -> None:
    keys: dict[tuple[str | None, ...], set[str]] = defaultdict(set)
    for sheet in clean_sheets():
        measure = sheet.position.measure_no
        for direction, project, _ in each_project(sheet):
            keys[measure, direction.no].add(direction.key)
            keys[measure, direction.no, project.name].add(project.key)
            for means in project.means:
                keys[measure, direction.no, project.name, means.text, means.indicator.name].add(means.key)
    assert {row: found for row, found in keys.items() if len(found) > 1} == {}


def test_keys_are_the_rows_own(sheet: Sheet) -> None:
    places = [place for _, _, place in each_project(sheet)] + [place for _, _, place in each_line(sheet)]
    places += [series.place for series in each_series(sheet)]
    assert len(places) == len(set(places))


# ── a clean sheet agrees with itself ──────────────────────────────────────


def test_totals_are_the_sums_of_the_lines_without_relisted_ones(sheet: Sheet) -> None:
    own = [line for _, line, _ in each_line(sheet) if line.relisted_from is None]
    for total in sheet.totals.years:
        years = [year for line in own for year in line.years if year.fiscal_year == total.fiscal_year]
        for amount, parts in (
            (total.budget, [year.budget for year in years]),
            (total.settlement, [year.settlement for year in years]),
        ):
            figures = [_figure(part.written) for part in parts if part.written]
            assert _figure(amount.written) == (sum(figures) if figures else 0)


def _figure(written: str | None) -> int:
    return int((written or "0").replace(",", ""))


def test_a_relisted_line_carries_no_money(sheet: Sheet) -> None:
    for _, line, _ in each_line(sheet):
        if line.relisted_from:
            assert {(year.budget.written, year.settlement.written) for year in line.years} == {("", "")}


def test_general_revenue_is_part_of_the_amount(sheet: Sheet) -> None:
    for _, line, _ in each_line(sheet):
        for year in line.years:
            assert _figure(year.budget_general.written) <= _figure(year.budget.written)
            assert _figure(year.settlement_general.written) <= _figure(year.settlement.written)


def test_the_stated_word_is_the_rules_word(sheet: Sheet) -> None:
    layout = load_layout(sheet.layout)
    for series in each_series(sheet):
        for value in series.indicator.values:
            proposal = propose(series.indicator, value.fiscal_year, layout)
            if proposal.certain and value.status != "未実施":
                assert value.status == proposal.status, (series.indicator.name, proposal.arithmetic)


def test_years_to_come_hold_targets_only(sheet: Sheet) -> None:
    for series in each_series(sheet):
        assert [value.fiscal_year for value in series.indicator.values] == list(YEARS)
        for value in series.indicator.values:
            if value.fiscal_year > sheet.fiscal_year:
                assert value.actual == Entry.of("")
                assert value.status == ""


def test_a_project_of_the_schedule_stands_in_a_work_plan(sheet: Sheet) -> None:
    planned = {project.name for _, project, _ in each_project(sheet)}
    assert {row.project for row in sheet.schedule.rows} <= planned


def test_planned_hours_are_worked_by_the_people_there(sheet: Sheet) -> None:
    yearly = load_layout(sheet.layout).staff_hours
    assert yearly
    for people, hours in (
        (sheet.head.regular_staff, [row.regular_hours for row in sheet.schedule.rows]),
        (sheet.head.other_staff, [row.other_hours for row in sheet.schedule.rows]),
    ):
        worked = sum((entry.number or Decimal(0)) for entry in hours)
        assert people.number is not None
        assert worked <= people.number * yearly


def test_every_stage_is_told_and_no_figure_is_left_open(sheet: Sheet) -> None:
    for stage in each_text(sheet):
        assert stage.reform or stage.text, stage.place
        assert not re.search(r"[{}]|—|None", stage.text or ""), stage.text


def test_paragraphs_are_not_copied_between_stages(sheet: Sheet) -> None:
    told = Counter(stage.text for stage in _told(sheet))
    assert [text for text, times in told.items() if times > 1] == []


def test_an_ending_says_why(sheet: Sheet) -> None:
    for _, project, _ in each_project(sheet):
        for means in project.means:
            assert means.course != "終了" or means.reason, means.text


def test_a_clean_sheet_has_no_error_or_warning(sheet: Sheet) -> None:
    serious = [f for f in run(sheet) if f.severity is not Severity.NOTE]
    assert [(finding.check, finding.message) for finding in serious] == []


def test_no_sentence_stands_on_two_measures() -> None:
    """The measures are written, not stamped."""
    where = defaultdict(set)
    for sheet in clean_sheets():
        for stage in _told(sheet):
            for sentence in re.split(r"(?:。|\n|【[^】]*】)+", stage.text or ""):
                if len(sentence) > 12:
                    where[sentence].add(sheet.position.measure_no)
    assert {sentence: found for sentence, found in where.items() if len(found) > 1} == {}


def test_telephones_are_fictional() -> None:
    assert all((sheet.head.phone or "").startswith("000-000-") for sheet in clean_sheets())


# ── the slips ─────────────────────────────────────────────────────────────


def _of_slip(sheet: Sheet, story: Story, slip: Slip) -> list[Finding]:
    place = slip_place(story, slip)
    return [
        finding
        for finding in run(sheet)
        if finding.check == slip.check and place in (finding.at, *finding.places)
    ]


def test_at_least_eight_slips_of_different_kinds_are_planted() -> None:
    assert len({slip.check for _, slip in slips()}) >= 8


@pytest.mark.parametrize(("story", "slip"), PLANTED)
def test_the_named_check_finds_the_slip_at_its_place(story: Story, slip: Slip) -> None:
    found = _of_slip(_sheet_of(sheets(), story, slip.year), story, slip)
    assert found, slip.note


@pytest.mark.parametrize(("story", "slip"), PLANTED)
def test_before_the_slip_the_check_was_silent(story: Story, slip: Slip) -> None:
    found = _of_slip(_sheet_of(clean_sheets(), story, slip.year), story, slip)
    assert found == []


def test_only_the_slips_were_changed() -> None:
    changed = [
        (sheet.key, change.place)
        for clean, sheet in zip(clean_sheets(), sheets(), strict=True)
        for change in diff(clean, sheet)
    ]
    planted = [
        (_sheet_of(clean_sheets(), story, slip.year).key, slip_place(story, slip)) for story, slip in slips()
    ]
    assert sorted(changed) == sorted(planted)


def test_every_slip_tells_a_visitor_what_to_notice() -> None:
    assert all(len(slip.note) > 10 for _, slip in slips())


def test_stories_are_told_in_the_order_of_the_plan() -> None:
    numbers = [int(story.measure_no) for story in stories()]
    assert numbers == sorted(numbers)
