"""場所の名前 — a place in the official form's words, for findings, differences and errors.

個表(2) 業務計画 1-1 電子申請可能手続数 H30 実績
"""

from hyoka.layouts.binding import cells_of
from hyoka.layouts.block import Block, Cell, Gantt
from hyoka.layouts.layout import Layout, PartOfForm
from hyoka.layouts.pattern import slots_of
from hyoka.sheet import (
    Bar,
    BudgetLine,
    CostYear,
    DirectionSheet,
    Means,
    OutcomeIndicator,
    Place,
    Project,
    Rating,
    ScheduleRow,
    Sheet,
    TotalYear,
    YearValue,
    find,
)
from hyoka.values import Document, FiscalYear


def describe(layout: Layout, sheet: Sheet, place: str) -> str:
    """What the printed form calls this place. Words come from the layout; rows are named by number and name."""
    place = Place(place)
    if not place.parts:
        return layout.title
    found = _part_of(layout, place)
    if found is None:
        return _titles(sheet, place)
    part, block = found
    words = [_part_words(part, sheet, place), *_block_words(block), *_row_words(sheet, place)]
    words.append(_cell_words(block, sheet, place) or _title(sheet, block, place))
    return " ".join(word for word in words if word)


def part_named(layout: Layout, sheet: Sheet, place: str) -> str:
    """The part of the form in which a place is printed, with which `describe` begins; "" where none prints it."""
    found = _part_of(layout, Place(place)) if Place(place).parts else None
    return _part_words(found[0], sheet, Place(place)) if found else ""


def _title(sheet: Sheet, block: Block, place: Place) -> str:
    """The dictionary term of a field that the form prints without a label (a flag, a reason)."""
    holder = find(sheet, place.parent)
    if len(place.parts) == len(_pattern_of(getattr(block, "at", ""))) or not isinstance(holder, Document):
        return ""
    field = type(holder).model_fields.get(place.parts[-1])
    return (field.title if field else None) or ""


def _pattern_of(at: str) -> tuple[str, ...]:
    return tuple(part for part in at.split("/") if part)


def _part_of(layout: Layout, place: Place) -> tuple[PartOfForm, Block] | None:
    """The first block of the form that holds the place, with its part."""
    for part in layout.parts:
        for block in part.blocks:
            at = _pattern_of(getattr(block, "at", ""))
            here = place.parts[: len(at)]
            if at and len(here) == len(at) and all(a in ("*", b) for a, b in zip(at, here, strict=True)):
                return part, block
    return None


def _part_words(part: PartOfForm, sheet: Sheet, place: Place) -> str:
    direction = find(sheet, "/" + "/".join(place.parts[:2])) if place.parts[0] == "directions" else None
    if isinstance(direction, DirectionSheet):
        return f"{part.name}({direction.no or '?'})"
    return part.name


def _block_words(block: Block) -> list[str]:
    heading = getattr(block, "heading", None)
    if heading is None:
        return []
    return [heading.text.lstrip("0123456789 ")]


def _row_words(sheet: Sheet, place: Place) -> list[str]:
    """The rows on the way to the place, by printed number and name."""
    words: list[str] = []
    numbers: list[str] = []
    for length in range(1, len(place.parts) + 1):
        row = find(sheet, "/" + "/".join(place.parts[:length]))
        match row:
            case Project():
                numbers = [row.no or "?"]
                words = [row.no or "", row.name or ""]
            case Means():
                name = row.indicator.name or row.text
                words = ["-".join([*numbers, row.no or "?"]), name or ""]
            case OutcomeIndicator():
                words = [row.name or ""]
            case BudgetLine():
                words = [row.no or "", row.name or ""]
            case ScheduleRow():
                words = [row.project or ""]
            case Bar():
                words = [*words, row.label or ""]
            case Rating():
                words = [row.criterion or ""]
            case YearValue() | CostYear() | TotalYear():
                words.append(FiscalYear(row.fiscal_year).short)
    return words


def _cell_words(block: Block, sheet: Sheet, place: Place) -> str:
    """The label of the cell that prints this place; the dictionary term where the form has the label twice."""
    for length in (1, 2):  # indicator/name is a cell of the means
        holder = find(sheet, "/" + "/".join(place.parts[:-length]))
        path = "/".join(place.parts[-length:])
        cells = [cell for cell, document in cells_of(block) if isinstance(holder, document)]
        cell = next((cell for cell in cells if path in (slots_of(cell.pattern) or (cell.field,))), None)
        if cell is not None and isinstance(holder, Document):
            is_twice = sum(other.label == cell.label for other in cells) > 1
            return _labelled(block, cell) if not is_twice else type(holder).model_fields[path].title or ""
    return ""


def _labelled(block: Block, cell: Cell) -> str:
    if isinstance(block, Gantt) and cell in block.hours:
        return f"{block.hours_label.text} {cell.label.text}"
    return cell.label.text.split(" ")[0] if "name" in slots_of(cell.pattern) else cell.label.text


def _titles(sheet: Sheet, place: Place) -> str:
    """Dictionary terms of the fields, for places that the form does not print."""
    words = []
    model: type[Document] = Sheet
    for length, part in enumerate(place.parts, start=1):
        field = model.model_fields.get(part)
        if field is not None:
            words.append(field.title or part)
        row = find(sheet, "/" + "/".join(place.parts[:length]))
        if isinstance(row, Document):
            model = type(row)
            name = getattr(row, "name", None) or getattr(row, "no", None)
            words += [name] if field is None and isinstance(name, str) else []
    return " ".join(words)
