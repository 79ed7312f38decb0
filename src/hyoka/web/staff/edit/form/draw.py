"""様式どおりの画面 — the parts in the layout's order, every block by its kind, as the printed form."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.safestring import SafeString

from hyoka.layouts import (
    AmountsByYear,
    Block,
    BudgetLines,
    DirectionHeading,
    Directions,
    Fields,
    Gantt,
    IndicatorSeries,
    Judgements,
    Layout,
    Narratives,
    Notes,
    PartOfForm,
    WorkPlanBlock,
)
from hyoka.sheet import DirectionSheet, NoSuchPlace, Place, Sheet
from hyoka.web.staff.edit.form.blocks.amounts import draw_amounts
from hyoka.web.staff.edit.form.blocks.budget_lines import draw_budget_lines
from hyoka.web.staff.edit.form.blocks.directions import draw_direction_heading, draw_directions
from hyoka.web.staff.edit.form.blocks.fields import draw_fields
from hyoka.web.staff.edit.form.blocks.gantt import draw_gantt
from hyoka.web.staff.edit.form.blocks.indicators import draw_indicators
from hyoka.web.staff.edit.form.blocks.judgements import draw_judgements
from hyoka.web.staff.edit.form.blocks.narratives import draw_narratives
from hyoka.web.staff.edit.form.blocks.notes import draw_notes
from hyoka.web.staff.edit.form.blocks.work_plan import draw_work_plan
from hyoka.web.staff.edit.form.drawing import Drawing
from hyoka.web.staff.edit.form.markup import EMPTY, joined, tag
from hyoka.web.staff.edit.form.rights import Beside, Rights


class Leaf(NamedTuple):
    """A part of the form as the navigation names it."""

    anchor: str
    words: str


def render_form(sheet: Sheet, layout: Layout, rights: Rights, beside: Beside) -> SafeString:
    """The whole form."""
    drawing = Drawing(sheet, layout, rights, beside)
    parts = [_part(drawing, part, direction, anchor) for part, direction, anchor in _parts(layout, sheet)]
    return tag("div", *parts, class_="sheet-form", data_sheet=sheet.key)


def render_block(sheet: Sheet, layout: Layout, rights: Rights, beside: Beside, place: str) -> SafeString:
    """The first block of the form that holds a place, for the page to take in place of its old one.

    Raises NoSuchPlace.
    """
    drawing = Drawing(sheet, layout, rights, beside)
    for part, direction, _ in _parts(layout, sheet):
        for block in part.blocks:
            if _shows(block, direction, Place(place)):
                return _block(drawing, block, direction)
    raise NoSuchPlace(place)


def navigation(sheet: Sheet, layout: Layout) -> list[Leaf]:
    """The parts of the form, for links to them."""
    return [Leaf(anchor, _name(part, direction)) for part, direction, anchor in _parts(layout, sheet)]


def block_place(block: Block, direction: DirectionSheet | None) -> str:
    """The place whose rows or cells a block shows; "" for a block of words only."""
    if isinstance(block, Directions):
        return "/directions"
    at: str = getattr(block, "at", "")
    return at.replace("*", direction.key) if direction else at


def _shows(block: Block, direction: DirectionSheet | None, place: Place) -> bool:
    if isinstance(block, Directions):  # what lies below a direction is shown on its own pages
        return place.is_within("/directions") and (
            len(place.parts) < 3 or place.parts[2:] in (("no",), ("name",))
        )
    at = block_place(block, direction)
    return bool(at) and place.is_within(at)


def _parts(layout: Layout, sheet: Sheet) -> Iterator[tuple[PartOfForm, DirectionSheet | None, str]]:
    number = 0
    for run in layout.pages():
        if run[0].repeat != "direction":
            number += 1
            yield run[0], None, f"p-{number}"
            continue
        for direction in sheet.directions:
            for part in run:
                number += 1
                yield part, direction, f"p-{number}"


def _name(part: PartOfForm, direction: DirectionSheet | None) -> str:
    return f"{part.name}({direction.no or ''}) {direction.name or ''}".strip() if direction else part.name


def _part(drawing: Drawing, part: PartOfForm, direction: DirectionSheet | None, anchor: str) -> SafeString:
    heading = part.heading.replace("{year}", drawing.sheet.fiscal_year.wareki)
    title = tag(
        "h2",
        heading or _name(part, direction),
        class_="part__title" if heading else "part__title part__title--small",
        id=f"{anchor}-title",
    )
    blocks = [_block(drawing, block, direction) for block in part.blocks]
    return tag("section", title, *blocks, class_="part", id=anchor, aria_labelledby=f"{anchor}-title")


def _block(drawing: Drawing, block: Block, direction: DirectionSheet | None) -> SafeString:
    heading = getattr(block, "heading", None)
    title = tag("h3", heading.text, class_="block__title") if heading else EMPTY
    at = block_place(block, direction)
    return tag(
        "div",
        joined((title, _drawn(drawing, block, direction))),
        class_=f"block block--{block.kind}",
        data_block=at or None,
    )


def _drawn(drawing: Drawing, block: Block, direction: DirectionSheet | None) -> SafeString:
    match block:
        case Fields():
            return draw_fields(block, drawing)
        case Directions():
            return draw_directions(block, drawing)
        case AmountsByYear():
            return draw_amounts(block, drawing)
        case Notes():
            return draw_notes(block)
        case IndicatorSeries():
            return draw_indicators(block, drawing)
        case Narratives():
            return draw_narratives(block, drawing, direction)
        case Gantt():
            return draw_gantt(block, drawing)
        case Judgements():
            return draw_judgements(block, drawing)
    if direction is None:
        raise ValueError(f"区画「{block.kind}」は、施策の方向ごとの部分にだけ置けます")
    match block:
        case DirectionHeading():
            return draw_direction_heading(block, drawing, direction)
        case WorkPlanBlock():
            return draw_work_plan(block, drawing, direction)
        case BudgetLines():
            return draw_budget_lines(block, drawing, direction)
