"""事業名 — one project in three tables, under one name or under two."""

from tests.checks.one_sheet.making import direction, found, line, means, project, scheduled, sheet

from hyoka.checks import Severity
from hyoka.sheet import Presence, Schedule, WorkPlan

ALIKE, UNPLANNED, UNSCHEDULED = (
    "project-is-named-alike",
    "scheduled-project-has-a-work-plan",
    "planned-project-has-a-schedule",
)


def test_near_duplicate_is_one_warning_that_names_both() -> None:
    made = sheet(
        direction(project("ICT活用デジタルライフ事業")),
        schedule=(scheduled("ICT活用デジタルライフ推進事業"),),
    )
    [finding] = found(made, ALIKE, UNPLANNED, UNSCHEDULED)
    assert finding.check == ALIKE and finding.severity is Severity.WARNING
    assert (
        "「ICT活用デジタルライフ事業」" in finding.message
        and "「ICT活用デジタルライフ推進事業」" in finding.message
    )


def test_equal_names_are_silent_whatever_their_width_spacing_and_relisting() -> None:
    made = sheet(
        direction(project("ＩＣＴ活用 推進事業"), lines=(line("ICT活用推進事業(施策48-(4)再掲)"),)),
        schedule=(scheduled("ICT活用推進事業"),),
    )
    assert not found(made, ALIKE, UNPLANNED, UNSCHEDULED)


def test_numbered_projects_are_not_near_duplicates() -> None:
    made = sheet(direction(project("第1期道路整備事業")), schedule=(scheduled("第2期道路整備事業"),))
    assert {finding.check for finding in found(made, ALIKE, UNPLANNED, UNSCHEDULED)} == {
        UNPLANNED,
        UNSCHEDULED,
    }


def test_two_like_projects_that_both_tables_hold_are_silent() -> None:
    made = sheet(
        direction(project("地域振興事業"), project("地域振興推進事業")),
        schedule=(scheduled("地域振興事業"), scheduled("地域振興推進事業")),
    )
    assert not found(made, ALIKE, UNPLANNED, UNSCHEDULED)


def test_subsidy_line_is_not_the_project_misspelt() -> None:
    made = sheet(direction(project("文化活動助成事業"), lines=(line("文化活動助成金"), line("人件費"))))
    assert not found(made, ALIKE)


def test_budget_line_named_a_little_differently_is_a_warning() -> None:
    made = sheet(
        direction(project("地域コミュニティ活性化事業"), lines=(line("地域コミュニティー活性化事業"),))
    )
    [finding] = found(made, ALIKE)
    assert "予算費目表" in finding.message


def test_scheduled_project_without_a_work_plan_is_a_warning() -> None:
    made = sheet(
        direction(project("電子窓口運営事業")),
        schedule=(scheduled("電子窓口運営事業"), scheduled("庁内放送事業")),
    )
    [finding] = found(made, UNPLANNED)
    assert finding.severity is Severity.WARNING and "庁内放送事業" in finding.message


def test_means_scheduled_as_a_project_is_said_to_be_a_means() -> None:
    made = sheet(
        direction(project("研修事業", means("職員の知識の向上", "研修の回数"))),
        schedule=(scheduled("研修事業"), scheduled("職員の知識の向上")),
    )
    [finding] = found(made, UNPLANNED)
    assert "手段" in finding.message


def test_planned_project_without_a_schedule_is_a_warning_unless_relisted() -> None:
    made = sheet(
        direction(project("推進事業"), project("窓口事業")),
        direction(project("対策事業", relisted=True), no="2"),
        schedule=(scheduled("窓口事業"),),
    )
    [finding] = found(made, UNSCHEDULED)
    assert "推進事業" in finding.message


def test_lost_and_blank_tables_are_silent() -> None:
    lost = direction(no="2").model_copy(update={"work_plan": WorkPlan()})
    made = sheet(
        direction(project("窓口事業")), lost, schedule=(scheduled("窓口事業"), scheduled("放送事業"))
    )
    assert not found(made, UNPLANNED)
    assert not found(sheet(direction(project("窓口事業"))), UNSCHEDULED)
    blank = sheet(direction(project("窓口事業"))).model_copy(
        update={"schedule": Schedule(presence=Presence.BLANK)}
    )
    assert not found(blank, UNSCHEDULED, UNPLANNED)
