"""見本市の全庁 — 750 sheets from a seed: as many as the issue asks for, clean, and no two alike."""

import hashlib
import re
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache

import pytest

from hyoka.checks import Around, Finding, Severity, run
from hyoka.checks.whole_city import City, run_city
from hyoka.example.founded import SIZES
from hyoka.example.large import KNOWN, PLANNED, YEARS, large_sheets
from hyoka.example.large.office import large_office, plans
from hyoka.example.large.town import town
from hyoka.example.office import YEAR_NOW, office
from hyoka.example.plans import plan_of
from hyoka.layouts import Season, load_layout
from hyoka.sheet import Sheet, each_line, each_project, each_series, each_text, put
from hyoka.workflow import Role, Stage


@cache
def city() -> dict[tuple[int, str], Sheet]:
    return {(year, sheet.position.measure_no or ""): sheet for year in YEARS for sheet in large_sheets(year)}


def checked(sheet: Sheet) -> tuple[Finding, ...]:
    """With all that the office knows: the season, and what was approved in the two years before."""
    year, no, layout = int(sheet.fiscal_year), sheet.position.measure_no or "", load_layout(sheet.layout)
    before = tuple(city()[year - back, no] for back in (1, 2) if (year - back, no) in city())
    season = Season.PLANNING if year == PLANNED else Season.EVALUATION
    return run(sheet, Around(layout=layout, season=season, effort_grid=layout.effort_grid, before=before))


def test_the_city_has_the_size_that_was_asked_for() -> None:
    assert Counter(year for year, _ in city()) == dict.fromkeys(YEARS, 150)
    assert YEAR_NOW in YEARS and len(YEARS) == 5
    latest = [sheet for (year, _), sheet in city().items() if year == PLANNED]
    own = [project for sheet in latest for _, project, _ in each_project(sheet) if not project.relisted_from]
    assert len(own) == 320
    assert len({sheet.head.division for sheet in latest}) == 50
    assert 10 <= len({sheet.head.department for sheet in latest}) <= 15


@pytest.mark.slow
def test_a_check_of_all_that_is_known_finds_nothing() -> None:
    found = Counter(
        (one.check, one.severity) for sheet in city().values() for one in checked(sheet)
    )  # a few seconds
    assert found == Counter()


def test_a_contradiction_put_into_it_is_found() -> None:
    sheet = city()[2024, "11"]
    series = next(one for one in each_series(sheet) if one.indicator.name == "自治会役員研修の参加者数")
    value = series.indicator.at(2024)
    assert value is not None
    other = {"達成": "未達成", "未達成": "達成"}[value.status or ""]
    wrong = put(sheet, series.values_at / 2024 / "status", other)
    [found] = run(wrong, Around.of(wrong))
    assert (found.check, found.severity) == ("status-follows-the-rule", Severity.ERROR)


def test_the_same_seed_makes_the_same_city_on_every_machine() -> None:
    text = "".join(_words(sheet) for (year, _), sheet in city().items() if year == 2024)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "d21cd1b084561a84"


def test_no_two_paragraphs_read_the_same() -> None:
    texts = Counter(
        paragraph.partition("】")[2]
        for sheet in city().values()
        for stage in each_text(sheet)
        if stage.text
        for paragraph in stage.text.split("\n")
    )
    assert sum(texts.values()) > 5_000
    assert [text for text, times in texts.items() if times > 1] == []


def test_no_placeholder_is_left() -> None:
    assert not [sheet.key for sheet in city().values() if re.search("<|{[a-z]", _words(sheet))]


def _words(sheet: Sheet) -> str:
    return "\n".join(stage.text or "" for stage in each_text(sheet))


def test_figures_in_the_texts_are_those_of_the_table() -> None:
    told = 0
    for (year, _), sheet in city().items():
        for series in each_series(sheet):
            value = series.indicator.at(year)
            if value and value.actual.written and value.actual.written in _words(sheet):
                told += 1
    assert told > 1_000  # nearly every project of the four evaluated years


def test_last_years_action_is_this_years_plan() -> None:
    """They speak of the same step: whoever and wherever the Action names stands in the next Plan or Do."""
    names = (*town().partners, *town().places)
    kept = []
    for (year, no), sheet in city().items():
        before = city().get((year - 1, no))
        if before is not None:
            for direction, last in zip(sheet.directions, before.directions, strict=True):
                promised = [name for name in names if name in (last.action.general or "")]
                kept += [name in f"{direction.plan.general}{direction.do.general}" for name in promised]
    assert len(kept) > 250 and all(kept)


def test_most_targets_are_met_and_some_are_not() -> None:
    words = Counter(
        value.status
        for (year, _), sheet in city().items()
        for series in each_series(sheet)
        if year in KNOWN and (value := series.indicator.at(year))
    )
    assert 0.6 < (words["達成"] + words["順調"]) / words.total() < 0.8
    assert words["未達成"] > 100 and words["遅れ"] > 5 and words[""] == 0


def test_what_is_planned_has_no_results_of_last_year_either() -> None:
    for (year, _), sheet in city().items():
        if year == PLANNED:
            assert all(not stage.text for stage in each_text(sheet) if stage.stage in ("check", "action"))
            for series in each_series(sheet):
                actuals = [value.actual.written for value in series.indicator.values]
                assert actuals[-2:] == ["", ""] and all(actuals[:-2])
                assert all(value.target.written for value in series.indicator.values)


def test_past_columns_are_last_years_sheet() -> None:
    for (year, no), sheet in city().items():
        before = city().get((year - 1, no))
        if before is not None and year != PLANNED:
            for one, other in zip(each_series(sheet), each_series(before), strict=True):
                for past in range(YEARS[0], year):
                    assert one.indicator.at(past) == other.indicator.at(past)


def test_every_account_code_is_of_one_line() -> None:
    codes = defaultdict(set)
    for (year, no), sheet in city().items():
        for direction, line, _ in each_line(sheet):
            if year == 2024 and line.relisted_from is None:
                codes[line.account_code].add((no, direction.no, line.name))
    assert len(codes) > 320
    assert [code for code, held in codes.items() if len(held) > 1] == []


def test_hours_are_effort_by_the_years_hours_and_fit_the_division() -> None:
    hours: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    staff = {}
    for (year, _), sheet in city().items():
        layout, division = load_layout(sheet.layout), sheet.head.division or ""
        staff[year, division] = sheet.head.regular_staff.number or Decimal(0)
        for row in sheet.schedule.rows:
            many = row.regular_hours.number or Decimal(0)
            effort = (many / (layout.staff_hours or 1) / Decimal("0.05")).quantize(Decimal(1))
            assert abs(effort * Decimal("0.05") * (layout.staff_hours or 0) - many) <= Decimal("0.5")
            hours[year, division] += many
    assert all(many <= staff[held] * 1868 for held, many in hours.items())


def test_the_rarer_cells_of_the_form_are_in_use() -> None:
    sheets = [sheet for (year, _), sheet in city().items() if year == 2025]
    assert (
        sum(project.relisted_from is not None for one in sheets for _, project, _ in each_project(one)) > 10
    )
    assert sum(outcome.reform_item is not None for one in sheets for outcome in one.outcomes.indicators) == 8
    assert any(year.budget_amended for one in sheets for year in one.totals.years)
    assert any(year.carried_over.written not in ("", "-") for one in sheets for year in one.totals.years)
    assert {m.course for one in sheets for _, p, _ in each_project(one) for m in p.means} == {
        "維持",
        "拡充",
        "改善",
        "縮小",
    }


# ── its people ──


def test_every_division_has_its_three_people_and_a_director() -> None:
    held = large_office()
    assert {role for one in held.divisions for role in one.people} == {Role.CLERK, Role.CHIEF, Role.HEAD}
    assert all(held.director_of(one.department) for one in held.divisions)


def test_nobody_is_there_twice_and_the_sample_accounts_are_as_before() -> None:
    held = large_office()
    people = [human for one in held.divisions for human in one.people.values()]
    people += [post.person for post in held.posts]
    assert set(Counter(one.login for one in people).values()) == {1}
    assert set(Counter(one.name for one in people).values()) == {1}
    library = next(one for one in office().divisions if one.key == "toshokan")
    assert next(one for one in held.divisions if one.key == "toshokan").people == library.people


def test_sheets_stand_at_every_stage() -> None:
    assert {scene.stage for scene in large_office().scenes} == set(Stage)
    assert {scene.stage for scene in plans()} == set(Stage) - {Stage.PUBLISHED}
    assert any(scene.note for scene in large_office().scenes) and any(
        scene.said for scene in large_office().scenes
    )


def test_the_slips_of_the_demo_stand_in_drafts_only_and_each_is_found() -> None:
    slips = 0
    for scene, sheet in SIZES["city"]().now:
        found = [one for one in run(sheet, Around.of(sheet)) if one.severity is not Severity.NOTE]
        slips += len(found)
        assert len(found) <= 1 and (scene.stage is Stage.DRAFT or not found)
        changed = sheet != city()[YEAR_NOW, scene.measure]
        assert bool(found) is changed
    assert 3 <= slips <= 15


# ── all sheets of a year together ──


@pytest.mark.slow
@pytest.mark.parametrize("year", [YEARS[0], YEAR_NOW, PLANNED])
def test_whole_city_checks_find_only_a_few_projects_that_are_alike(year: int) -> None:
    sheets = tuple(sheet for (at, _), sheet in city().items() if at == year)
    found = run_city(City.of(sheets, is_whole=True, plan=plan_of(sheets)))
    assert {one.severity for one in found} <= {Severity.NOTE}
    assert {one.check for one in found} <= {"project-is-not-like-another"}
    assert len(found) <= 35, [one.message for one in found]  # names come from templates: groups to look at
