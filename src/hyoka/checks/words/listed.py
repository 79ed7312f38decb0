"""載っている行 — the budget lines and projects of a sheet as relistings see them: by direction, name and account code."""

from collections.abc import Iterator
from typing import NamedTuple

from hyoka.sheet import (
    BudgetLine,
    DirectionSheet,
    Place,
    Presence,
    Relisting,
    Sheet,
    each_line,
    each_project,
)
from hyoka.values import compare_key

_BRACKETS = str.maketrans("", "", "()")


class Listed(NamedTuple):
    """A budget line or a project, as relistings see it."""

    direction: DirectionSheet
    name: str
    relisted_from: Relisting | None
    place: Place
    line: BudgetLine | None = None  # None: a project

    @property
    def is_line(self) -> bool:
        return self.line is not None


def listed_lines(sheet: Sheet) -> Iterator[Listed]:
    for direction, line, place in each_line(sheet):
        yield Listed(direction, line.name or "", line.relisted_from, place, line)


def listed_projects(sheet: Sheet) -> Iterator[Listed]:
    for direction, project, place in each_project(sheet):
        yield Listed(direction, project.name or "", project.relisted_from, place)


def number_key(no: str | None) -> str:
    """What two printings of one number have in common.

    >>> number_key("(04)") == number_key("４")
    True
    """
    return compare_key(no or "").translate(_BRACKETS).lstrip("0")


def is_told(direction: DirectionSheet, *, lines: bool) -> bool:
    """Whether the source holds the table in which the original would stand."""
    part = direction.budget_table if lines else direction.work_plan
    return part.presence in (Presence.PRESENT, Presence.NONE)


def titled(direction: DirectionSheet) -> str:
    return f"({direction.no or '?'}){direction.name or ''}"
