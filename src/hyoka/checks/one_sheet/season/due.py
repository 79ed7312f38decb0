"""記入すべき欄 — which cells of the sheet's own year are due in a season, as the layout says."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hyoka.layouts import (
    AmountsByYear,
    Block,
    BudgetLines,
    Cell,
    Fields,
    Gantt,
    IndicatorSeries,
    Judgements,
    Layout,
    Narratives,
    Season,
    WorkPlanBlock,
    season_of,
    slots_of,
)
from hyoka.sheet import DirectionSheet, NoSuchPlace, Part, Place, Presence, Sheet, find, get
from hyoka.values import Amount, Entry

# Cells that may rightly stay blank: not every row has something to say in them.
_OPTIONAL = frozenset(
    ("carried_over", "nickname", "extension", "reason", "reform_mark", "other_staff", "other_hours", "label")
)  # fmt: skip
# Cells without which the sheet cannot be read or judged; the rest are notes.
_CORE = frozenset(("target", "actual", "status", "budget", "settlement", "general", "text", "grade"))


class Due(NamedTuple):
    """A cell to be filled in, and the row of the form that it stands in."""

    row: Place
    at: Place
    cell: Cell
    is_core: bool

    @property
    def field(self) -> str:
        return self.at.parts[-1]


def blanks(sheet: Sheet, layout: Layout, season: Season) -> Iterator[Due]:
    """The cells of this season that are blank: on the form, with nothing written. Cells that the source lost are not."""
    for block in layout.blocks:
        for due in _cells_of(block, sheet):
            if season_of(due.cell, sheet.fiscal_year, sheet.fiscal_year) is season and _is_blank(
                sheet, due.at
            ):
                yield due


def blank_parts(sheet: Sheet, layout: Layout, season: Season) -> Iterator[tuple[Place, Block]]:
    """Tables of this season on which nothing at all is written, not even なし."""
    for block in layout.blocks:
        rows = _row_cells(block)
        if not rows or season_of(rows[0], sheet.fiscal_year, sheet.fiscal_year) is not season:
            continue
        for place in _bases(block, sheet):
            part = find(sheet, place)
            if isinstance(part, Part) and part.presence is Presence.BLANK:
                yield place, block


def _is_blank(sheet: Sheet, place: Place) -> bool:
    try:
        held = get(sheet, place)
    except NoSuchPlace:
        return False
    return held.is_blank if isinstance(held, Entry | Amount) else held == ""


# ── where the cells of a block stand ──────────────────────────────────────


def _bases(block: Block, sheet: Sheet) -> Iterator[Place]:
    """The block's place, once per direction where it stands in each."""
    at: str = getattr(block, "at", "")
    if "*" in at:
        for direction in sheet.directions:
            yield Place(at.replace("*", direction.key))
    elif at:
        yield Place(at)


def _row_cells(block: Block) -> tuple[Cell, ...]:
    """The cells of one row of a table; empty for blocks that are no tables."""
    match block:
        case AmountsByYear() | IndicatorSeries() | WorkPlanBlock():
            return block.rows
        case BudgetLines():
            return block.amounts
        case Gantt():
            return (block.project,)
        case Judgements():
            return (block.grade,)
        case _:
            return ()


def _cells_of(block: Block, sheet: Sheet) -> Iterator[Due]:
    for base in _bases(block, sheet):
        match block:
            case Fields():
                yield from _due(base, base, (cell for row in block.rows for cell in row))
            case Narratives():
                yield from _due(base, base, (cell for cell in block.texts if _is_wanted(cell, base, sheet)))
            case AmountsByYear():
                year = base / sheet.fiscal_year
                yield from _due(year, year, block.rows)
            case IndicatorSeries():
                yield from _indicators(block, base, sheet)
            case WorkPlanBlock():
                yield from _work_plan(block, base, sheet)
            case BudgetLines():
                yield from _budget_lines(block, base, sheet)
            case Gantt():
                for key in _keys(sheet, base):
                    yield from _due(base / key, base / key, (block.project, *block.hours))
            case Judgements():
                for key in _keys(sheet, base):
                    yield from _due(base / key, base / key, (block.grade, block.reason))


def _indicators(block: IndicatorSeries, base: Place, sheet: Sheet) -> Iterator[Due]:
    for indicator in sheet.outcomes.indicators:
        row = base / indicator.key
        yield from _due(row, row, (block.name, block.definition))
        yield from _year(row, row / sheet.fiscal_year, block.rows, sheet)


def _work_plan(block: WorkPlanBlock, base: Place, sheet: Sheet) -> Iterator[Due]:
    part = get(sheet, base)
    for project in part.projects:
        at = base / project.key
        yield from _due(at, at, (block.project,))
        for means in project.means:
            row = at / means.key
            yield from _due(
                row, row, (block.means, block.indicator, block.course, block.reason, block.reform)
            )
            yield from _year(row, row / "indicator" / sheet.fiscal_year, block.rows, sheet)


def _budget_lines(block: BudgetLines, base: Place, sheet: Sheet) -> Iterator[Due]:
    for line in get(sheet, base).lines:
        if line.relisted_from is not None or "再掲" in (line.name or ""):
            continue  # its money stands elsewhere
        row, year = base / line.key, next((y for y in line.years if y.fiscal_year == sheet.fiscal_year), None)
        yield from _due(row, row, (block.name,))
        if year is None:
            continue
        is_idle = year.budget.is_blank and any(other.budget.is_known for other in line.years)
        for due in _due(row, row / sheet.fiscal_year, block.amounts):
            if is_idle and due.field != "budget":
                continue  # a line of other years only
            yield due._replace(is_core=due.is_core and not is_idle)
        if not is_idle:
            yield from _due(row, row, (block.cost_course, block.reason, block.reform))


def _year(row: Place, year: Place, cells: Iterable[Cell], sheet: Sheet) -> Iterator[Due]:
    """Target, actual, judgement: no target set (—), nothing to report; an actual not yet known, nothing to judge."""
    value = find(sheet, year)
    for due in _due(row, year, cells):
        if value is None:
            continue
        is_set = value.target.is_known or value.target.is_blank
        if due.field == "actual" and (not is_set or value.status):
            continue  # without an actual, with a judgement: status-has-an-actual says it
        if due.field == "status" and not (is_set and (value.actual.is_known or value.actual.is_blank)):
            continue
        yield due


def _due(row: Place, base: Place, cells: Iterable[Cell]) -> Iterator[Due]:
    for cell in cells:
        fields = (cell.field,) if cell.field else _needed(cell.pattern)
        for field in fields:
            name = field.rsplit("/", 1)[-1]
            if name not in _OPTIONAL:
                yield Due(row, base / field, cell, name in _CORE)


def _needed(pattern: str) -> tuple[str, ...]:
    """The slots of a pattern that are always printed; a printed number is derived and not asked for."""
    always = pattern
    while "[[" in always:
        before, rest = always.split("[[", 1)
        always = before + rest.split("]]", 1)[1]
    return tuple(slot for slot in slots_of(always) if slot != "no")


def _keys(sheet: Sheet, base: Place) -> Iterator[str]:
    part = get(sheet, base)
    for row in getattr(part, part.ROWS):
        yield row.key


# ── reform items ──────────────────────────────────────────────────────────


def _is_wanted(cell: Cell, base: Place, sheet: Sheet) -> bool:
    """A text on the reform item is due only where the direction has one."""
    direction = find(sheet, base.parent)
    if cell.field != "reform" or not isinstance(direction, DirectionSheet):
        return True
    texts = (stage.reform for stage in (direction.plan, direction.do, direction.check, direction.action))
    marks = (means.reform_mark for project in direction.work_plan.projects for means in project.means)
    return any(texts) or any(marks)
