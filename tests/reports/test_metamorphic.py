"""Adding any relisting changes no total; another name of a year changes nothing."""

import json
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.reports.city import YEAR, city_of, every_report, sheets_of, values

from hyoka.reports import City
from hyoka.sheet import Relisting, ScheduleRow, Sheet, sheet_from_json, sheet_to_json
from hyoka.values import Entry, compare_key

# What a relisting may change: a question's blanks are counted among the answers, and a new name may be the first of its kind.
COUNTED = ("results", "costs", "hours", "last-year", "pending", "reform", "plan-indicators")


def relist(sheet: Sheet, source: Sheet, *, hours: str) -> Sheet:
    """The first project of another sheet and its lines once more in this one, money, judgements and hours included."""
    direction, original = sheet.directions[0], source.directions[0]
    mark = Relisting(measure_no=source.position.measure_no or "", direction_no=original.no or "")
    project = original.work_plan.projects[0]
    plan = direction.work_plan.model_copy(
        update={
            "projects": (
                *direction.work_plan.projects,
                project.model_copy(update={"key": "relist01", "relisted_from": mark}),
            )
        }
    )
    lines = tuple(
        line.model_copy(update={"key": f"relist1{at}", "relisted_from": mark})
        for at, line in enumerate(original.budget_table.lines)
    )
    budget = direction.budget_table.model_copy(update={"lines": (*direction.budget_table.lines, *lines)})
    row = ScheduleRow(
        key="relist02", project=project.name, regular_hours=Entry.of(hours), other_hours=Entry.of(hours)
    )
    schedule = sheet.schedule.model_copy(update={"rows": (*sheet.schedule.rows, row)})
    changed = direction.model_copy(update={"work_plan": plan, "budget_table": budget})
    return sheet.model_copy(update={"directions": (changed, *sheet.directions[1:]), "schedule": schedule})  # fmt: skip


def can_relist(sheet: Sheet, source: Sheet) -> bool:
    """Whether the other sheet has a project that this one does not have already."""
    projects = source.directions[0].work_plan.projects
    own = {
        compare_key(each.name or "")
        for direction in sheet.directions
        for each in direction.work_plan.projects
    }
    return bool(projects) and compare_key(projects[0].name or "") not in own  # fmt: skip


def counted(city: City) -> dict[str, object]:
    return {name: values(report) for name, report in every_report(city) if name.split()[0] in COUNTED}


NOW, BEFORE = sheets_of(YEAR), sheets_of(YEAR - 1)
PLAIN = counted(city_of(NOW, BEFORE))


@settings(max_examples=40)
@given(
    st.integers(0, len(NOW) - 1),
    st.integers(0, len(NOW) - 1),
    st.sampled_from(("", "0", "747H", "1,868H")),
    st.booleans(),
)
def test_adding_any_relisting_changes_no_total(at: int, source: int, hours: str, is_last_year: bool) -> None:
    years = {False: list(NOW), True: list(BEFORE)}
    held = years[is_last_year]
    at, source = at % len(held), source % len(held)
    assume(can_relist(held[at], held[source]))
    held[at] = relist(held[at], held[source], hours=hours)
    assert counted(city_of(years[False], years[True])) == PLAIN


def test_the_same_project_without_the_mark_does_change_totals() -> None:
    """Control: what was added had money, judgements and hours."""
    sheet = relist(NOW[0], NOW[5], hours="747H")
    direction = sheet.directions[0]
    own = direction.model_copy(
        update={
            "work_plan": _unmarked(direction.work_plan, "projects"),
            "budget_table": _unmarked(direction.budget_table, "lines"),
        }
    )
    changed = sheet.model_copy(update={"directions": (own, *sheet.directions[1:])})
    found = counted(city_of((changed, *NOW[1:]), BEFORE))
    assert {name.split()[0] for name in PLAIN if found[name] != PLAIN[name]} >= {"results", "costs", "hours"}


def _unmarked(part: Any, rows: str) -> Any:
    held = tuple(row.model_copy(update={"relisted_from": None}) for row in getattr(part, rows))
    return part.model_copy(update={rows: held})


LABELS = {2023: ("R05", "令和5年度", "2023年度"), 2024: ("R06", "令和6年度", "２０２４年度"), 2025: ("R07", "令和7年度", "令和七年度"),
          2026: ("R08", "令和8年度"), 2027: ("R09", "令和9年度")}  # fmt: skip


@settings(max_examples=20)
@given(st.data())
def test_another_name_of_a_year_changes_nothing(data: st.DataObject) -> None:
    def renamed(node: Any, key: str = "") -> Any:
        if isinstance(node, dict):
            return {name: renamed(value, name) for name, value in node.items()}
        if isinstance(node, list):
            return [renamed(each) for each in node]
        if key == "fiscal_year" and node in LABELS:
            return data.draw(st.sampled_from(LABELS[node]))
        return node

    at = data.draw(st.integers(0, len(NOW) - 1))
    text = json.dumps(renamed(json.loads(sheet_to_json(NOW[at]))))
    changed = sheet_from_json(text)
    now = [changed if number == at else sheet for number, sheet in enumerate(NOW)]
    assert counted(city_of(now, BEFORE)) == PLAIN
