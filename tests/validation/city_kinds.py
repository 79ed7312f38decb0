"""全市の誤りの種類 — faults that stand between two sheets of one year: how to put them into the clean city."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from hyoka.checks import Severity
from hyoka.checks.whole_city import City
from hyoka.plan import Level, Node, Plan, PlanIndicator
from hyoka.sheet import BudgetLine, DirectionSheet, Place, Project, Relisting, Sheet, put
from hyoka.sheet.part import Part
from hyoka.values import Amount, derive_key

from .changing import entry, text

CityMaker = Callable[[Sequence[Sheet], Random], Iterator[City]]


@dataclass(frozen=True)
class CityKind:
    title: str
    check: str
    fault: CityMaker
    near_miss: CityMaker
    level: Severity = Severity.WARNING


def _with(sheets: Sequence[Sheet], changed: Sheet, **fields: object) -> City:
    others = [sheet for sheet in sheets if sheet.key != changed.key]
    return City.of((*others, changed), is_whole=True, **fields)  # type: ignore[arg-type]


def _pairs(sheets: Sequence[Sheet], random: Random) -> Iterator[tuple[Sheet, Sheet]]:
    """Sheets of two divisions, each once as the first."""
    order = list(sheets)
    random.shuffle(order)
    for one, other in pairwise((*order, order[0])):
        if one.head.division != other.head.division:
            yield one, other


def _added(sheet: Sheet, part: str, row: BudgetLine | Project) -> Sheet:
    """The sheet with one more row in its first direction."""
    direction: DirectionSheet = sheet.directions[0]
    held: Part = getattr(direction, part)
    rows = (*getattr(held, held.ROWS), row)
    place = Place("/directions") / direction.key / part
    return put(sheet, place, type(held)(presence="present", **{held.ROWS: rows}))  # type: ignore[no-any-return, arg-type]


def _first_line(sheet: Sheet) -> BudgetLine | None:
    lines = (line for one in sheet.directions[:1] for line in one.budget_table.lines)
    return next((line for line in lines if line.relisted_from is None and _has_money(line)), None)


def _has_money(line: BudgetLine) -> bool:
    return sum(bool(year.budget.money and year.budget.money.amount) for year in line.years) >= 2


def _relisted(line: BudgetLine, measure_no: str, direction_no: str) -> BudgetLine:
    nothing = {
        field: Amount(written="", unit="千円")  # type: ignore[arg-type]
        for field in ("budget", "budget_general", "settlement", "settlement_general")
    }
    years = tuple(year.model_copy(update=nothing) for year in line.years)
    pointer = Relisting(measure_no=measure_no, direction_no=direction_no)
    key = derive_key("relisted", line.key, measure_no, direction_no)
    return line.model_copy(update={"key": key, "years": years, "relisted_from": pointer})


def _points_nowhere(sheets: Sequence[Sheet], random: Random) -> Iterator[City]:
    for one, other in _pairs(sheets, random):
        line = _first_line(other)
        if line:
            yield _with(
                sheets, _added(one, "budget_table", _relisted(line, other.position.measure_no or "", "9"))
            )
            yield _with(sheets, _added(one, "budget_table", _relisted(line, "99", "1")))


def _points_somewhere(sheets: Sequence[Sheet], random: Random) -> Iterator[City]:
    for one, other in _pairs(sheets, random):
        line = _first_line(other)
        if line:
            row = _relisted(line, other.position.measure_no or "", other.directions[0].no or "")
            yield _with(sheets, _added(one, "budget_table", row))


def _listed_twice(sheets: Sequence[Sheet], random: Random) -> Iterator[City]:
    for one, other in _pairs(sheets, random):
        line = _first_line(other)
        if line:
            again = line.model_copy(update={"key": derive_key("again", line.key)})
            yield _with(sheets, _added(one, "budget_table", again))


def _each_its_share(sheets: Sequence[Sheet], random: Random) -> Iterator[City]:
    for one, other in _pairs(sheets, random):
        line = _first_line(other)
        if line:
            years = tuple(
                year.model_copy(
                    update={
                        field: Amount(
                            written=f"{(held.money.amount if held.money else 0) // 3 + 1}", unit=held.unit
                        )
                        for field in ("budget", "settlement")
                        for held in (getattr(year, field),)
                    }
                )
                for year in line.years
            )
            share = line.model_copy(update={"key": derive_key("share", line.key), "years": years})
            yield _with(sheets, _added(one, "budget_table", share))


def _projects(sheet: Sheet) -> list[Project]:
    return [one for one in sheet.directions[0].work_plan.projects if one.relisted_from is None and one.means]


def _copied(project: Project, **fields: object) -> Project:
    means = tuple(one.model_copy(update={"key": derive_key("again", one.key)}) for one in project.means)
    return project.model_copy(update={"key": derive_key("again", project.key), "means": means, **fields})


def _planned_twice(sheets: Sequence[Sheet], random: Random) -> Iterator[City]:
    for one, other in _pairs(sheets, random):
        for project in _projects(other)[:1]:
            yield _with(sheets, _added(one, "work_plan", _copied(project)))


def _planned_as_relisted(sheets: Sequence[Sheet], random: Random) -> Iterator[City]:
    for one, other in _pairs(sheets, random):
        pointer = Relisting(
            measure_no=other.position.measure_no or "", direction_no=other.directions[0].no or ""
        )
        for project in _projects(other)[:1]:
            yield _with(sheets, _added(one, "work_plan", _copied(project, relisted_from=pointer)))


def _nearly_the_same(sheets: Sequence[Sheet], random: Random) -> Iterator[City]:
    for one, other in _pairs(sheets, random):
        for project in _projects(other)[:1]:
            name = (project.name or "").removesuffix("事業")
            for variant in (f"{name}推進事業", f"地域{name}の支援"):
                yield _with(sheets, _added(one, "work_plan", _copied(project, name=variant)))


def _only_a_manner_in_common(sheets: Sequence[Sheet], random: Random) -> Iterator[City]:
    for one, other in _pairs(sheets, random):
        for project in _projects(other)[:1]:
            name = f"{random.choice(('温泉', '墓地', '競輪'))}{(project.name or '')[-4:]}"
            row = _copied(project, name=name)
            means = tuple(
                held.model_copy(
                    update={
                        "text": "職員が現地を見て回る",
                        "indicator": held.indicator.model_copy(update={"name": "巡回"}),
                    }
                )
                for held in row.means
            )
            yield _with(sheets, _added(one, "work_plan", row.model_copy(update={"means": means})))


def _hours(sheets: Sequence[Sheet], share: int) -> Iterator[City]:
    """A division with a second sheet: its hours and those of the first come to a share of its staff's year."""
    for sheet in sheets:
        rows, staff = sheet.schedule.rows, sheet.head.regular_staff.number
        if not rows or not staff or sum(one.head.division == sheet.head.division for one in sheets) > 1:
            continue
        held = sum((row.regular_hours.number or 0) for row in rows)
        rest = int(staff * 1868 * share / 100 - held)
        second = sheet.model_copy(update={"key": derive_key("second", sheet.key), "directions": ()})
        second = text(second, "/position/measure_no", "98")
        for row in rows:
            hours = f"{rest:,}H" if row is rows[0] else ""
            second = entry(second, Place("/schedule") / row.key / "regular_hours", hours)
            second = entry(second, Place("/schedule") / row.key / "other_hours", "")
        yield City.of((*sheets, second), is_whole=True)


def _too_many_hours(sheets: Sequence[Sheet], random: Random) -> Iterator[City]:
    yield from _hours(sheets, random.randint(104, 150))


def _enough_hours(sheets: Sequence[Sheet], random: Random) -> Iterator[City]:
    yield from _hours(sheets, random.randint(70, 98))


def _planned_for(sheets: Sequence[Sheet], names: Callable[[Sheet], Sequence[str]]) -> Iterator[City]:
    for sheet in sheets:
        for name in names(sheet):
            node = Node(key="measure", level="level", no=sheet.position.measure_no or "", name="施策")
            promised = PlanIndicator(key="promised", node=node.key, name=name)
            level = Level(key="level", name="施策")
            plan = Plan(key="plan", name="計画", levels=(level,), nodes=(node,), indicators=(promised,))
            yield City.of(sheets, is_whole=True, plan=plan)


def _reported_nowhere(sheets: Sequence[Sheet], random: Random) -> Iterator[City]:
    yield from _planned_for(sheets, lambda sheet: ("温泉施設の入湯者数", "姉妹都市への派遣人数"))


def _reported(sheets: Sequence[Sheet], random: Random) -> Iterator[City]:
    yield from _planned_for(sheets, lambda sheet: [f"年間の{one.name}" for one in sheet.outcomes.indicators])


CITY_KINDS = (
    CityKind("再掲元がどこにもない", "relisting-is-found-elsewhere", _points_nowhere, _points_somewhere),
    CityKind("同じ費目が二度数えられる", "line-is-in-one-sheet", _listed_twice, _each_its_share),
    CityKind("再掲の印なく二つの評価表にある事業", "project-is-in-one-sheet", _planned_twice, _planned_as_relisted),
    CityKind("だれも報告しない計画の指標", "plan-indicator-is-reported", _reported_nowhere, _reported),
    CityKind("合わせると働ける時間を超える", "division-hours-fit-its-staff", _too_many_hours, _enough_hours),
    CityKind("ほかの課とよく似た事業", "project-is-not-like-another", _nearly_the_same, _only_a_manner_in_common, Severity.NOTE),
)  # fmt: skip
