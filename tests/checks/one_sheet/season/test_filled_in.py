"""記入もれ — what is blank that should not be, season by season."""

import pytest
from tests.checks.sheets import (
    a_cost,
    a_direction,
    a_line,
    a_means,
    a_project,
    a_sheet,
    a_total,
    an_outcome,
    found,
)

from hyoka.checks import Severity
from hyoka.checks.one_sheet.season import filled_at_evaluation, filled_at_planning
from hyoka.layouts import Season
from hyoka.sheet import (
    Bar,
    DirectionSheet,
    Head,
    Narrative,
    PlanPosition,
    Presence,
    Schedule,
    ScheduleRow,
    Sheet,
    find,
    put,
)
from hyoka.values import Amount, Entry


@pytest.fixture
def full() -> Sheet:
    """A small sheet on which everything due at both seasons is written."""
    years = [("3件", "3件", "達成")] * 3
    direction = a_direction(
        "1",
        lines=[a_line("費目", a_cost(2018, "900", "800", "900", "800"), cost_course="維持")],
        projects=[a_project("事業", a_means("手続数", years, course="維持"))],
        plan=Narrative(general="計画"),
        do=Narrative(general="取組"),
        check=Narrative(general="評価"),
        action=Narrative(general="改善"),
    )
    row = ScheduleRow(key="srow1", project="事業", bars=(Bar(key="sbar1"),), regular_hours=Entry.of("747H"))
    return a_sheet(
        direction,
        totals=[a_total(2018, "900", "800")],
        outcomes=[an_outcome("利用件数", years, formula="件数")],
        head=Head(department="部", division="課", regular_staff=Entry.of("8人"), phone="055"),
        position=PlanPosition(
            goal_no="IV", goal="目標", policy_no="7", policy="方針", measure_no="48", measure="施策"
        ),
        schedule=Schedule(presence=Presence.PRESENT, rows=(row,)),
    )


def places(sheet: Sheet) -> dict[str, str]:
    """Short names of some cells of the full sheet."""
    [direction] = sheet.directions
    [project], [line] = direction.work_plan.projects, direction.budget_table.lines
    at = f"/directions/{direction.key}"
    means = f"{at}/work_plan/{project.key}/{project.means[0].key}"
    outcome = f"/outcomes/{sheet.outcomes.indicators[0].key}"
    return {
        "plan": f"{at}/plan/general",
        "check": f"{at}/check/general",
        "outcome target": f"{outcome}/2018/target",
        "outcome actual": f"{outcome}/2018/actual",
        "outcome status": f"{outcome}/2018/status",
        "outcome formula": f"{outcome}/formula",
        "output target": f"{means}/indicator/2018/target",
        "output actual": f"{means}/indicator/2018/actual",
        "output status": f"{means}/indicator/2018/status",
        "course": f"{means}/course",
        "reason": f"{means}/reason",
        "budget": "/totals/2018/budget",
        "settlement": "/totals/2018/settlement",
        "carried over": "/totals/2018/carried_over",
        "line budget": f"{at}/budget_table/{line.key}/2018/budget",
        "line settlement": f"{at}/budget_table/{line.key}/2018/settlement",
        "department": "/head/department",
        "hours": "/schedule/srow1/regular_hours",
    }


def changed(sheet: Sheet, cell: str, written: str | None) -> Sheet:
    """The sheet with one cell rewritten."""
    place = places(sheet)[cell]
    held = find(sheet, place)
    value = type(held)(written=written) if isinstance(held, Entry | Amount) else written
    after: Sheet = put(sheet, place, value)
    return after


def both(sheet: Sheet, season: Season | None) -> list[tuple[str, str]]:
    return [
        (finding.check, finding.severity.value)
        for check in (filled_at_planning, filled_at_evaluation)
        for finding in found(check, sheet, season)
    ]


def test_full_sheet_is_silent(full: Sheet) -> None:
    for season in (None, *Season):
        assert both(full, season) == []


@pytest.mark.parametrize(
    ("cell", "check", "severity"),
    [
        ("plan", "filled-at-planning", "warning"),
        ("outcome target", "filled-at-planning", "warning"),
        ("output target", "filled-at-planning", "warning"),
        ("budget", "filled-at-planning", "warning"),
        ("line budget", "filled-at-planning", "warning"),
        ("outcome formula", "filled-at-planning", "note"),
        ("department", "filled-at-planning", "note"),
        ("hours", "filled-at-planning", "note"),
        ("check", "filled-at-evaluation", "warning"),
        ("outcome status", "filled-at-evaluation", "warning"),
        ("output status", "filled-at-evaluation", "warning"),
        ("settlement", "filled-at-evaluation", "warning"),
        ("line settlement", "filled-at-evaluation", "warning"),
        ("course", "filled-at-evaluation", "note"),
    ],
)
def test_blank_cell_is_missed_from_its_season_on(full: Sheet, cell: str, check: str, severity: str) -> None:
    blank = changed(full, cell, "")
    assert both(blank, None) == [], "completeness was not asked for"
    assert both(blank, Season.PLANNING) == ([(check, severity)] if check == "filled-at-planning" else [])
    assert both(blank, Season.EVALUATION) == [(check, severity)]


@pytest.mark.parametrize(
    "cell", ["plan", "check", "outcome target", "outcome actual", "budget", "settlement", "course"]
)
def test_cell_that_the_source_lost_is_silent(full: Sheet, cell: str) -> None:
    assert both(changed(full, cell, None), Season.EVALUATION) == []


@pytest.mark.parametrize("cell", ["reason", "carried over"])
def test_cells_that_may_stay_blank(full: Sheet, cell: str) -> None:
    assert both(changed(full, cell, ""), Season.EVALUATION) == []


def test_actual_and_status_of_a_row_are_one_finding(full: Sheet) -> None:
    blank = changed(changed(full, "output actual", ""), "output status", "")
    [finding] = found(filled_at_evaluation, blank, Season.EVALUATION)
    assert finding.severity is Severity.WARNING and len(finding.places) == 2 and finding.fiscal_year == 2018
    assert "「実績」、「達成状況」が空欄" in finding.message and "手続数" in finding.message


def test_year_without_a_target_has_nothing_to_report(full: Sheet) -> None:
    none = changed(changed(changed(full, "outcome target", "—"), "outcome actual", ""), "outcome status", "")
    assert both(none, Season.EVALUATION) == []


def test_actual_that_is_not_known_yet_is_not_judged(full: Sheet) -> None:
    assert (
        both(changed(changed(full, "outcome actual", "調査中"), "outcome status", ""), Season.EVALUATION)
        == []
    )


def test_status_without_actual_is_another_checks_word(full: Sheet) -> None:
    assert both(changed(full, "outcome actual", ""), Season.EVALUATION) == []


def test_zero_is_written(full: Sheet) -> None:
    assert both(changed(changed(full, "outcome actual", "0件"), "settlement", "0"), Season.EVALUATION) == []


def reformed(full: Sheet, **stages: Narrative) -> Sheet:
    [direction] = full.directions
    after: DirectionSheet = direction.model_copy(update=stages)
    return full.model_copy(update={"directions": (after,)})


def test_reform_texts_are_due_only_where_there_is_a_reform_item(full: Sheet) -> None:
    begun = reformed(full, plan=Narrative(general="計画", reform="【24 取組】計画"))
    fields = [finding.at.split("/")[-2:] for finding in found(filled_at_evaluation, begun, Season.EVALUATION)]
    assert fields == [["check", "reform"], ["action", "reform"]]


def test_relisted_line_has_no_money_to_fill_in(full: Sheet) -> None:
    [direction] = full.directions
    relisted = a_line("費目", a_cost(2018), relisted_from=("48", "2"))
    table = direction.budget_table.model_copy(update={"lines": (relisted,)})
    assert both(reformed(full, budget_table=table), Season.EVALUATION) == []


def test_line_of_other_years_is_a_note_at_most(full: Sheet) -> None:
    [direction] = full.directions
    ended = a_line("費目", a_cost(2017, "900", "800", "900", "800"), a_cost(2018))
    table = direction.budget_table.model_copy(update={"lines": (ended,)})
    assert both(reformed(full, budget_table=table), Season.EVALUATION) == [("filled-at-planning", "note")]


@pytest.mark.parametrize(
    ("presence", "count"), [(Presence.BLANK, 1), (Presence.NONE, 0), (Presence.NOT_IN_SOURCE, 0)]
)
def test_table_on_which_nothing_is_written(full: Sheet, presence: Presence, count: int) -> None:
    [direction] = full.directions
    table = type(direction.budget_table)(presence=presence)
    assert len(both(reformed(full, budget_table=table), Season.EVALUATION)) == count
