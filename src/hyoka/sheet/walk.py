"""一巡 — the rows of a sheet with their places and surroundings, in document order."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from hyoka.sheet.budget import BudgetLine
from hyoka.sheet.direction_sheet import DirectionSheet
from hyoka.sheet.indicator import Indicator, OutcomeIndicator
from hyoka.sheet.place import Place
from hyoka.sheet.sheet import Sheet
from hyoka.sheet.work_plan import Means, Project


class IndicatorKind(StrEnum):
    """指標の種類."""

    OUTCOME = "outcome"  # 成果指標
    OUTPUT = "output"  # 活動指標


class Series(NamedTuple):
    """An indicator with where it stands. `values_at / 2018 / "actual"` is a cell of it."""

    kind: IndicatorKind
    indicator: Indicator
    place: Place  # the row: the outcome indicator, or the means
    values_at: Place  # the indicator itself
    direction: DirectionSheet | None = None
    project: Project | None = None
    means: Means | None = None

    @property
    def formula(self) -> str:
        return (self.indicator.formula or "") if isinstance(self.indicator, OutcomeIndicator) else ""


class Stage(NamedTuple):
    """One of the texts of a direction sheet."""

    direction: DirectionSheet
    stage: str  # plan, do, check, action
    reform: bool
    text: str | None
    place: Place


STAGES = ("plan", "do", "check", "action")


def each_series(sheet: Sheet) -> Iterator[Series]:
    """Every indicator of the sheet: outcomes first, then the work plans'."""
    for outcome in sheet.outcomes.indicators:
        at = Place("/outcomes") / outcome.key
        yield Series(IndicatorKind.OUTCOME, outcome, at, at)
    for direction, project, place in each_project(sheet):
        for means in project.means:
            at = place / means.key
            yield Series(
                IndicatorKind.OUTPUT, means.indicator, at, at / "indicator", direction, project, means
            )


def each_project(sheet: Sheet) -> Iterator[tuple[DirectionSheet, Project, Place]]:
    """Every project of the work plans, with its direction and place."""
    for direction in sheet.directions:
        for project in direction.work_plan.projects:
            yield direction, project, Place("/directions") / direction.key / "work_plan" / project.key


def each_line(sheet: Sheet) -> Iterator[tuple[DirectionSheet, BudgetLine, Place]]:
    """Every budget line, with its direction and place."""
    for direction in sheet.directions:
        for line in direction.budget_table.lines:
            yield direction, line, Place("/directions") / direction.key / "budget_table" / line.key


def each_text(sheet: Sheet) -> Iterator[Stage]:
    """Every narrative cell, general and reform, also those that are blank (\"\") or not in the source (None)."""
    for direction in sheet.directions:
        for stage in STAGES:
            narrative = getattr(direction, stage)
            at = Place("/directions") / direction.key / stage
            yield Stage(direction, stage, False, narrative.general, at / "general")
            yield Stage(direction, stage, True, narrative.reform, at / "reform")
