"""結び付き — every field and place that a layout names is one that the document has.

A misspelt name would print an empty cell for ever, or fail on the first sheet; it is refused when a layout is loaded.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import get_args

from hyoka.layouts.block import (
    AmountsByYear,
    Block,
    BudgetLines,
    Cell,
    DirectionHeading,
    Directions,
    Fields,
    Gantt,
    IndicatorSeries,
    Judgements,
    Narratives,
    Notes,
    WorkPlanBlock,
)
from hyoka.layouts.pattern import slots_of
from hyoka.sheet import (
    Bar,
    BudgetLine,
    BudgetTable,
    CostYear,
    Means,
    Narrative,
    OutcomeIndicator,
    Outcomes,
    PlanPosition,
    Project,
    Rating,
    Ratings,
    Schedule,
    ScheduleRow,
    Sheet,
    Totals,
    TotalYear,
    WorkPlan,
    YearValue,
)
from hyoka.sheet.place import slots
from hyoka.values import Document

# What a heading of a direction may print: its own number and name, and where its measure stands in the plan.
_OF_A_DIRECTION = frozenset({"no", "name", *PlanPosition.model_fields})
_SPEAKS_OF: dict[type[Document], type[Document]] = {
    AmountsByYear: Totals,
    IndicatorSeries: Outcomes,
    Narratives: Narrative,
    WorkPlanBlock: WorkPlan,
    BudgetLines: BudgetTable,
    Gantt: Schedule,
    Judgements: Ratings,
}
_LEFT_OVER = re.compile(r"[{}]|\[\[|\]\]")


def verify_block(block: Block, *, per_direction: bool) -> None:
    """Raises ValueError, meant for the person, for the first name that the document does not have."""
    match block:
        case Notes():
            return
        case Directions() | DirectionHeading():
            verify_pattern(block.pattern, _OF_A_DIRECTION, block.label.text)
            return
    _verify_place(block, per_direction=per_direction)
    for cell, document in cells_of(block):
        _verify_cell(cell, document)
    match block:
        case BudgetLines():
            verify_pattern(block.year_pattern, frozenset({"year"}), block.series.text)
        case Gantt():
            verify_pattern(block.month_pattern, frozenset({"month"}), block.project.label.text)


def verify_pattern(pattern: str, known: frozenset[str], where: str) -> None:
    """A pattern's brackets are in pairs, and its slots are known and stand once."""
    names = slots_of(pattern)
    for name in names:
        _verify_name(name, known, where)
    if len(set(names)) < len(names):
        raise ValueError(f"「{where}」の型に同じ項目が二度あります: {pattern}")
    if _LEFT_OVER.search(re.sub(r"\[\[([^\[\]]*)\]\]", r"\1", re.sub(r"\{\w+\}", "", pattern))):
        raise ValueError(
            f"「{where}」の型の括弧が合いません: {pattern}（{{項目}} と [[ … ]] を組で書きます）"
        )


def _verify_name(name: str, known: frozenset[str], where: str) -> None:
    if name not in known:
        near = get_close_matches(name, known, n=1)
        meant = f"もしかして: {near[0]}" if near else f"使えるもの: {'、'.join(sorted(known))}"
        raise ValueError(f"「{where}」に {name} という項目はありません（{meant}）")


def _verify_cell(cell: Cell, document: type[Document]) -> None:
    where, known = cell.label.text, frozenset(_fields(document))
    if bool(cell.field) == bool(cell.pattern):
        raise ValueError(f"「{where}」には field か pattern のどちらか一つが必要です")
    if cell.pattern:
        verify_pattern(cell.pattern, known, where)
    else:
        _verify_name(cell.field, known, where)
    if cell.amended:
        _verify_name(cell.amended, frozenset(_flags(document)), where)


def cells_of(block: Block) -> Iterator[tuple[Cell, type[Document]]]:
    """Every cell of a block, with the class of the document whose fields it prints."""
    groups: tuple[tuple[type[Document], tuple[Cell, ...]], ...] = ()
    match block:
        case Fields():
            groups = tuple((_places()[block.at], row) for row in block.rows)
        case AmountsByYear():
            groups = ((TotalYear, block.rows),)
        case IndicatorSeries():
            groups = ((OutcomeIndicator, (block.name, block.definition)), (YearValue, block.rows))
        case Narratives():
            groups = ((Narrative, block.texts),)
        case WorkPlanBlock():
            means = (block.means_no, block.means, block.indicator, block.course, block.reason, block.reform)
            groups = ((Project, (block.project,)), (Means, means), (YearValue, block.rows))
        case BudgetLines():
            line = (block.name, block.cost_course, block.reason, block.reform)
            groups = ((BudgetLine, line), (CostYear, block.amounts))
        case Gantt():
            groups = ((ScheduleRow, (block.project, *block.hours)), (Bar, (block.bar,)))
        case Judgements():
            groups = ((Rating, (block.criterion, block.grade, block.reason)),)
    for document, cells in groups:
        for cell in cells:
            yield cell, document


def _verify_place(block: Block, *, per_direction: bool) -> None:
    """The document at the block's place is one that this kind of block can print."""
    at: str = getattr(block, "at", "")
    found = _places().get(at)
    wanted = _SPEAKS_OF.get(type(block))
    known = sorted(place for place, document in _places().items() if wanted in (None, document))
    if found is None or (wanted is not None and found is not wanted):
        near = get_close_matches(at, known, n=1)
        meant = f"もしかして: {near[0]}" if near else f"使えるもの: {'、'.join(known)}"
        raise ValueError(f"場所 {at} に {getattr(block, 'kind', '')} の区画は置けません（{meant}）")
    if "*" in at and not per_direction:
        raise ValueError(
            f'場所 {at} は施策の方向ごとの部分に置きます（部分に repeat = "direction" を書きます）'
        )


@cache
def _places() -> dict[str, type[Document]]:
    """The places a block may speak of, `*` standing for each direction."""
    return dict(_below(Sheet, ""))


def _below(model: type[Document], at: str) -> Iterator[tuple[str, type[Document]]]:
    for slot in slots(model):
        if slot.document and not slot.implied:
            yield f"{at}/{slot.name}", slot.document
        elif slot.rows and slot.name == "directions":
            yield f"{at}/{slot.name}/*", slot.rows
            yield from _below(slot.rows, f"{at}/{slot.name}/*")


def _fields(document: type[Document], inside: str = "") -> Iterator[str]:
    """The cells of a document, as paths below it."""
    for slot in slots(document):
        if slot.document:
            yield from _fields(slot.document, f"{inside}{slot.name}/")
        elif slot.is_cell:
            yield inside + slot.name


def _flags(document: type[Document]) -> Iterator[str]:
    for name, field in document.model_fields.items():
        kinds = (field.annotation, *get_args(field.annotation))
        if bool in kinds or any(bool in get_args(kind) for kind in kinds):  # also within an Annotated
            yield name
