"""分ける・合わせる — a sheet falls into the part that stays and the part that leaves; two sheets become one.

Divisions are split and merged, projects move between them. Money goes where its lines go and the rest stays, so that
the amounts of all the sheets of a city are the same before and after, in every year's column.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any, NamedTuple, TypeVar

from hyoka.sheet import DirectionSheet, Part, Row, Sheet, YearRow, presence_of, row_keys
from hyoka.sheet.budget import BudgetLine, CostYear
from hyoka.sheet.direction_sheet import Narrative
from hyoka.sheet.matching import rename_rows
from hyoka.sheet.totals import Totals, TotalYear
from hyoka.sheet.work_plan import Project
from hyoka.values import Amount, Document, FiscalYear, compare_key, derive_key

Held = TypeVar("Held", bound=Document)
Some = TypeVar("Some", bound=Part)


class Parted(NamedTuple):
    stays: Sheet
    leaves: Sheet


def part(sheet: Sheet, rows: Collection[str]) -> Parted:
    """The sheet without what leaves, and what leaves.

    `rows`: keys of directions, projects, budget lines and outcome indicators. A project takes the budget lines and the
    bars of its name along; a direction takes all that is in it. Texts of a direction of which only a part leaves stay.
    """
    moved = frozenset(rows)
    names = {
        compare_key(project.name or "") for project in _projects(sheet) if _leaves(sheet, project, moved)
    }
    names.discard("")
    leaving = [_leaving(direction, moved, names) for direction in sheet.directions]
    staying = [_staying(direction, moved, names) for direction in sheet.directions]
    money = _money_of(sheet, [one for one in leaving if one is not None])
    bars = [row for row in sheet.schedule.rows if compare_key(row.project or "") in names]
    indicators = [one for one in sheet.outcomes.indicators if one.key in moved]
    return Parted(
        _made(
            sheet,
            totals=_totals(sheet.totals, money, -1),
            outcomes=_rows(sheet.outcomes, [o for o in sheet.outcomes.indicators if o.key not in moved]),
            directions=tuple(one for one in staying if one is not None),
            schedule=_rows(sheet.schedule, [row for row in sheet.schedule.rows if row not in bars]),
        ),
        _made(
            sheet,
            totals=_totals(_blank_totals(sheet.totals), money, 1),
            outcomes=_rows(sheet.outcomes, indicators),
            directions=tuple(one for one in leaving if one is not None),
            schedule=_rows(sheet.schedule, bars),
        ),
    )


def join(first: Sheet, *others: Sheet) -> Sheet:
    """One sheet of several: rows side by side, texts one after the other, money added up.

    Directions are the same where their keys or their numbers are. Head, place in the plan and form are the first's.
    """
    joined: Sheet = reduce(_joined, others, first)
    return joined


def renumbered(sheet: Sheet, numbers: Mapping[str, tuple[str, str]]) -> Sheet:
    """With the numbers and names that directions (by key) have in a new plan."""
    return _made(
        sheet,
        directions=tuple(
            _made(one, no=numbers[one.key][0], name=numbers[one.key][1]) if one.key in numbers else one
            for one in sheet.directions
        ),
    )


# ── parting ──


def _projects(sheet: Sheet) -> Iterator[Project]:
    for direction in sheet.directions:
        yield from direction.work_plan.projects


def _leaves(sheet: Sheet, project: Project, moved: frozenset[str]) -> bool:
    holder = next(one for one in sheet.directions if project in one.work_plan.projects)
    return project.key in moved or holder.key in moved


def _leaving(direction: DirectionSheet, moved: frozenset[str], names: set[str]) -> DirectionSheet | None:
    if direction.key in moved:
        return direction
    projects = [one for one in direction.work_plan.projects if one.key in moved]
    lines = [line for line in direction.budget_table.lines if _line_leaves(line, moved, names)]
    if not projects and not lines:
        return None
    blank = Narrative()
    return _made(
        direction,
        plan=blank, do=blank, check=blank, action=blank,
        work_plan=_rows(direction.work_plan, projects),
        budget_table=_rows(direction.budget_table, lines),
    )  # fmt: skip


def _staying(direction: DirectionSheet, moved: frozenset[str], names: set[str]) -> DirectionSheet | None:
    if direction.key in moved:
        return None
    projects = [one for one in direction.work_plan.projects if one.key not in moved]
    lines = [line for line in direction.budget_table.lines if not _line_leaves(line, moved, names)]
    return _made(
        direction,
        work_plan=_rows(direction.work_plan, projects),
        budget_table=_rows(direction.budget_table, lines),
    )


def _line_leaves(line: BudgetLine, moved: frozenset[str], names: set[str]) -> bool:
    return line.key in moved or compare_key(line.name or "") in names


def _money_of(sheet: Sheet, leaving: list[DirectionSheet]) -> dict[int, list[CostYear]]:
    """What the lines that leave were given and spent, by year; a relisted line carries no money."""
    found: dict[int, list[CostYear]] = {int(year.fiscal_year): [] for year in sheet.totals.years}
    for direction in leaving:
        for line in direction.budget_table.lines:
            for year in () if line.relisted_from else line.years:
                found.setdefault(int(year.fiscal_year), []).append(year)
    return found


def _totals(held: Totals, money: dict[int, list[CostYear]], sign: int) -> Totals:
    years = []
    for year in held.years:
        lines = money.get(int(year.fiscal_year), [])
        changed: dict[str, Any] = {
            name: _plus(getattr(year, name), [getattr(line, name) for line in lines], sign)
            for name in ("budget", "settlement")
        }
        if sign > 0:
            changed["budget_amended"] = _amended([line.budget_amended for line in lines])
        years.append(_made(year, **changed))
    return _rows(held, years)


def _blank_totals(held: Totals) -> Totals:
    return _rows(held, [_blank_year(year.fiscal_year, year) for year in held.years])


def _blank_year(year: FiscalYear, like: TotalYear) -> TotalYear:
    return TotalYear(
        fiscal_year=year,
        budget=Amount.blank(like.budget.unit),
        settlement=Amount.blank(like.settlement.unit),
        carried_over=Amount.blank(like.carried_over.unit),
    )


# ── joining ──


def _joined(first: Sheet, other: Sheet) -> Sheet:
    other = _without_clashes(first, other)
    directions = list(first.directions)
    for direction in other.directions:
        at = _same_direction(directions, direction)
        if at is None:
            directions.append(direction)
        else:
            directions[at] = _joined_direction(directions[at], direction)
    return _made(
        first,
        totals=_joined_totals(first.totals, other.totals),
        outcomes=_rows(first.outcomes, _beside(first.outcomes.indicators, other.outcomes.indicators)),
        directions=tuple(sorted(directions, key=_printed_order)),
        schedule=_rows(first.schedule, _beside(first.schedule.rows, other.schedule.rows)),
    )


def _without_clashes(first: Sheet, other: Sheet) -> Sheet:
    """The other sheet with new keys where the first has the same key for something else."""
    same = {row.key for row in first.directions} & {row.key for row in other.directions}
    same |= {row.key for row in first.outcomes.indicators} & {row.key for row in other.outcomes.indicators}
    clashes = (row_keys(first) & row_keys(other)) - same
    return rename_rows(other, {key: derive_key("joined", other.key, key) for key in clashes})


def _same_direction(held: list[DirectionSheet], wanted: DirectionSheet) -> int | None:
    by_key = [at for at, one in enumerate(held) if one.key == wanted.key]
    number = compare_key(wanted.no or "")
    by_number = [at for at, one in enumerate(held) if number and compare_key(one.no or "") == number]
    return next(iter([*by_key, *by_number]), None)


def _joined_direction(first: DirectionSheet, other: DirectionSheet) -> DirectionSheet:
    texts = {
        name: _joined_texts(getattr(first, name), getattr(other, name))
        for name in ("plan", "do", "check", "action")
    }
    projects = [*first.work_plan.projects]
    for project in other.work_plan.projects:
        projects.append(_numbered(project, projects))
    return _made(
        first,
        **texts,
        work_plan=_rows(first.work_plan, projects),
        budget_table=_rows(first.budget_table, [*first.budget_table.lines, *other.budget_table.lines]),
    )


def _numbered(project: Project, before: list[Project]) -> Project:
    """A number that is taken already becomes the next one; what is printed is derived, not an identity."""
    taken = [one.no or "" for one in before]
    if not project.no or project.no not in taken:
        return project
    numbers = [int(no) for no in taken if no.isdecimal()]
    return _made(project, no=str(max(numbers, default=len(taken)) + 1))


def _joined_texts(first: Narrative, other: Narrative) -> Narrative:
    return Narrative(
        general=_joined_text(first.general, other.general), reform=_joined_text(first.reform, other.reform)
    )


def _joined_text(first: str | None, other: str | None) -> str | None:
    if not (first or "").strip() or not (other or "").strip() or first == other:
        return first if (first or "").strip() else other if (other or "").strip() else first
    return f"{first}\n{other}"


def _joined_totals(first: Totals, other: Totals) -> Totals:
    by_year = {int(year.fiscal_year): year for year in other.years}
    if not first.years:
        return other
    years = []
    for year in first.years:
        beside = by_year.get(int(year.fiscal_year))
        if beside is None:
            years.append(year)
            continue
        changed: dict[str, Any] = {
            name: _plus(getattr(year, name), [getattr(beside, name)], 1)
            for name in ("budget", "settlement", "carried_over")
        }
        flags = [year.budget_amended, beside.budget_amended]
        years.append(_made(year, **changed, budget_amended=_amended(flags)))
    return _rows(first, years)


def _beside(first: tuple[Any, ...], other: tuple[Any, ...]) -> list[Any]:
    keys = {row.key for row in first}
    return [*first, *(row for row in other if row.key not in keys)]


def _printed_order(direction: DirectionSheet) -> tuple[int, str]:
    digits = "".join(sign for sign in direction.no or "" if sign.isdecimal())
    return (int(digits) if digits else 10**6, direction.no or "")


# ── what both need ──


def _plus(held: Amount, others: list[Amount], sign: int) -> Amount:
    """An amount with others added or taken off, in its own unit. What is not known stays as it is written."""
    known = [one.yen for one in others if one.yen is not None]
    if not known or (held.yen is None and sign < 0):
        return held
    yen = Decimal(held.yen or 0) + sign * sum(map(Decimal, known), Decimal(0))
    amount = yen / held.unit.yen
    whole = int(amount) if amount == amount.to_integral_value() else amount.normalize()
    return Amount.of(f"{whole:,}", held.unit)


def _amended(flags: list[bool | None]) -> bool | None:
    if any(flags):
        return True
    return None if None in flags or not flags else False


def _rows(held: Some, rows: Sequence[Row | YearRow]) -> Some:
    """A part with other rows; an explicit none stays one."""
    otherwise = held.presence if not getattr(held, held.ROWS) else presence_of(())
    return _made(held, **{held.ROWS: tuple(rows), "presence": presence_of(tuple(rows), otherwise)})


def _made(held: Held, **changed: Any) -> Held:
    """The document with other fields, checked again."""
    fields = {name: getattr(held, name) for name in type(held).model_fields}
    return type(held)(**(fields | changed))
