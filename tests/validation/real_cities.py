"""実在の市 — the published project lists of five cities as sheets, one for each division.

They hold names, divisions and output indicators; no means, no hours, no account codes.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from hyoka.checks.whole_city import City
from hyoka.sheet import (
    DirectionSheet,
    Head,
    Indicator,
    Means,
    PlanPosition,
    Presence,
    Project,
    Sheet,
    WorkPlan,
)
from hyoka.values import FiscalYear, derive_key


def city_of(path: Path) -> City:
    """The projects of a list as sheets of a city."""
    by_division: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            by_division[row["dept"]].append(row)
    sheets = (
        _sheet(path.stem, no, division, rows)
        for no, (division, rows) in enumerate(by_division.items(), start=1)
    )
    return City.of(sheets, is_whole=True)


def projects_of(city: City) -> int:
    return sum(len(one.work_plan.projects) for sheet in city.sheets for one in sheet.directions)


def _sheet(city: str, no: int, division: str, rows: list[dict[str, str]]) -> Sheet:
    projects = tuple(
        Project(key=derive_key(city, no, index), name=row["name"], means=tuple(_means(city, no, index, row)))
        for index, row in enumerate(rows)
    )
    plan = WorkPlan(presence=Presence.PRESENT, projects=projects)
    return Sheet(
        key=derive_key(city, no),
        layout="mihon-2023",
        fiscal_year=FiscalYear(2024),
        head=Head(division=division),
        position=PlanPosition(measure_no=str(no)),
        directions=(DirectionSheet(key=derive_key(city, no, "direction"), no="1", work_plan=plan),),
    )


def _means(city: str, no: int, index: int, row: dict[str, str]) -> Iterator[Means]:
    for field in ("output_name", "output_name2", "output_name3", "output_name4"):
        if row.get(field):
            yield Means(
                key=derive_key(city, no, index, field), text=None, indicator=Indicator(name=row[field])
            )
