"""印字 — what a document says in a cell of the form, and what a cell of the form says about the document."""

from functools import lru_cache
from typing import Any

from hyoka.layouts.block import Cell, Gantt
from hyoka.layouts.layout import Layout
from hyoka.layouts.pattern import format_pattern, parse_pattern, slots_of
from hyoka.plan import ReformItem
from hyoka.sheet import Relisting, get
from hyoka.values import Amount, Document, Entry


def fields_of(cell: Cell) -> tuple[str, ...]:
    """The fields a cell prints: paths below the place of what it speaks of."""
    return slots_of(cell.pattern) if cell.pattern else (cell.field,)


def printed_fields(layout: Layout) -> frozenset[str]:
    """The last names of all fields that the form prints anywhere, flags that colour a cell among them."""
    names = {name for cell in layout.cells() for name in (*fields_of(cell), cell.amended)}
    names.update(name for block in layout.blocks for name in slots_of(getattr(block, "pattern", "")))
    names.update(("from_month", "to_month") if any(isinstance(b, Gantt) for b in layout.blocks) else ())
    names.update(("fiscal_year",) if any("{year}" in part.heading for part in layout.parts) else ())
    return frozenset(name.rsplit("/", 1)[-1] for name in names)


def print_cell(layout: Layout, document: Document, cell: Cell) -> str:
    """What a document says in a cell: one field, or several by a pattern."""
    return print_fields(layout, cell, {name: get(document, name) for name in fields_of(cell)})


def print_fields(layout: Layout, cell: Cell, values: dict[str, Any]) -> str:
    """The same for values taken from several documents. A cell of one field prints it to the letter."""
    if not cell.pattern:
        return print_value(layout, values[cell.field])
    return print_pattern(layout, cell.pattern, values)


def print_pattern(layout: Layout, pattern: str, values: dict[str, Any]) -> str:
    """Values printed by a pattern."""
    return format_pattern(pattern, {name: print_value(layout, value) for name, value in values.items()})


def print_value(layout: Layout, value: object) -> str:
    """One value as the form prints it."""
    match value:
        case None:
            return ""
        case Entry() | Amount():
            return value.written or ""
        case ReformItem():
            return f"{value.no} {value.name}".strip()
        case Relisting():
            numbers = {"measure_no": value.measure_no, "direction_no": value.direction_no}
            return format_pattern(layout.relisted or "{measure_no}-({direction_no})", numbers)
        case _:
            return str(value)


def read_printed(layout: Layout, pattern: str, text: str) -> dict[str, Any] | None:
    """The fields that a text printed by this pattern holds; None where it does not follow the pattern.

    A relisting is recognised by the layout's own words for it, so that other brackets stay part of a name.
    """
    found = parse_pattern(_expanded(pattern, layout.relisted), text)
    if found is None:
        return None
    values: dict[str, Any] = {name: found[name] for name in slots_of(pattern) if name in found}
    if "relisted_from" in slots_of(pattern):
        measure_no, direction_no = (found[f"relisted_from_{name}"] for name in ("measure_no", "direction_no"))
        values["relisted_from"] = (
            Relisting(measure_no=measure_no, direction_no=direction_no)
            if measure_no or direction_no
            else None
        )
    if "reform_item" in slots_of(pattern):
        no, name = found["reform_item_no"], found["reform_item_name"]
        values["reform_item"] = ReformItem(no=no, name=name) if no or name else None
    return values


@lru_cache(maxsize=1 << 10)  # patterns may come from a workbook
def _expanded(pattern: str, relisted: str) -> str:
    """The pattern with the parts of a relisting and of a reform item as slots of their own."""
    inner = (relisted or "{measure_no}-({direction_no})").replace("{", "{relisted_from_")
    return pattern.replace("{relisted_from}", inner).replace(
        "{reform_item}", "{reform_item_no} {reform_item_name}"
    )
