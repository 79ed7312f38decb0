"""同じ年度のほかの評価表 — the sheets of a whole city's year, with what the checks look up in them, found once for all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from hyoka.finance import normal_code
from hyoka.sheet import BudgetLine, Place, Project, Sheet, each_line, each_project
from hyoka.values import compare_key


class PaidLine(NamedTuple):
    """A budget line with a code and with money in its sheet's own year."""

    sheet: Sheet
    line: BudgetLine
    place: Place
    amounts: tuple[object, object]  # budget, settlement, in yen


class Listed(NamedTuple):
    """A project that is not relisted, and the pairs of signs of its name, and of its name and indicators."""

    sheet: Sheet
    project: Project
    place: Place
    name: frozenset[str]
    whole: frozenset[str]


class Beside:
    """The sheets of one fiscal year. A sheet may be among them: it never stands beside itself."""

    def __init__(self, sheets: Iterable[Sheet] = ()) -> None:
        self.sheets = tuple(sheets)

    def of(self, sheet: Sheet) -> Iterator[Sheet]:
        """The others of the same year."""
        return (one for one in self.sheets if one.key != sheet.key and one.fiscal_year == sheet.fiscal_year)

    @cached_property
    def paid(self) -> dict[str, list[PaidLine]]:
        """By account code."""
        found: dict[str, list[PaidLine]] = defaultdict(list)
        for sheet in self.sheets:
            for one in paid_lines(sheet):
                found[normal_code(one.line.account_code or "")].append(one)
        return found

    @cached_property
    def projects(self) -> tuple[Listed, ...]:
        return tuple(one for sheet in self.sheets for one in listed_projects(sheet))

    @cached_property
    def projects_by_name(self) -> dict[str, list[Listed]]:
        found: dict[str, list[Listed]] = defaultdict(list)
        for one in self.projects:
            found[compare_key(one.project.name or "")].append(one)
        return found

    @cached_property
    def projects_by_pair(self) -> dict[str, list[Listed]]:
        """Where a pair of signs of a name stands: two names without any in common are not compared."""
        found: dict[str, list[Listed]] = defaultdict(list)
        for one in self.projects:
            for pair in one.name:
                found[pair].append(one)
        return found


def paid_lines(sheet: Sheet) -> Iterator[PaidLine]:
    for _, line, at in each_line(sheet):
        if line.relisted_from is not None or not line.account_code:
            continue
        held = next((column for column in line.years if column.fiscal_year == sheet.fiscal_year), None)
        amounts = (held.budget.yen, held.settlement.yen) if held else (None, None)
        if any(amounts):
            yield PaidLine(sheet, line, at, amounts)


def listed_projects(sheet: Sheet) -> Iterator[Listed]:
    for _, project, at in each_project(sheet):
        if project.relisted_from is None and project.name:
            words = "|".join([project.name, *(means.indicator.name or "" for means in project.means)])
            yield Listed(sheet, project, at, _pairs(project.name), _pairs(words))


def _pairs(text: str) -> frozenset[str]:
    """The pairs of signs of a name, without what every name has."""
    plain = compare_key(text).replace("事業", "").replace("推進", "")
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
