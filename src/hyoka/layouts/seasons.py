"""欄の記入時期 — in which seasons a place of a sheet may be filled in, as its layout says.

The season of a cell is a function of the field and of (column year − sheet year). Fields that the form prints
together with another follow it: the reason of a judgement, the months of a bar, the flag that turns a budget red.
"""

from functools import lru_cache
from typing import NamedTuple

from hyoka.layouts.binding import cells_of
from hyoka.layouts.block import Cell, Gantt, Season
from hyoka.layouts.layout import Layout, season_of
from hyoka.layouts.printed import fields_of
from hyoka.sheet import Indicator, NoSuchPlace, Part, Place, Row, YearRow
from hyoka.sheet.listing import class_of
from hyoka.values import Document

NEVER: frozenset[Season] = frozenset()
PLANNING = frozenset({Season.PLANNING})
# Asked of an indicator when it is set up, although the form does not print them.
_UNPRINTED = frozenset({"target_kind", "better", "baseline"})
_FOLLOWS = {"status_reason": "status", "from_month": "label", "to_month": "label", "kind": "label"}


class _Slot(NamedTuple):
    at: tuple[str, ...]
    document: type[Document]
    field: str


@lru_cache(maxsize=16)
def _table(layout_name: str, layout: "_Held") -> dict[tuple[type[Document], str], list[tuple[_Slot, Cell]]]:
    found: dict[tuple[type[Document], str], list[tuple[_Slot, Cell]]] = {}
    for block in layout.layout.blocks:
        at = Place(getattr(block, "at", "")).parts
        for cell, document in cells_of(block):
            for field in (*fields_of(cell), *((cell.amended,) if cell.amended else ())):
                found.setdefault((document, field), []).append((_Slot(at, document, field), cell))
    return found


class _Held:
    """A layout as a key of the cache: layouts hold dictionaries, and are told apart by being the same object."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def __hash__(self) -> int:
        return id(self.layout)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.layout is self.layout


def seasons_at(layout: Layout, place: str, fiscal_year: int) -> frozenset[Season]:
    """When the cell at a place may be typed in a sheet of this year; empty for a locked column or an unknown place.

    A budget that the form prints red when amended may be typed in both seasons: supplements come during the year.
    """
    found = cell_at(layout, place)
    if found is None:
        return _of_unprinted(Place(place))
    cell, column = found
    season = season_of(cell, column, fiscal_year)
    if season is None:
        return NEVER
    if cell.amended and column == fiscal_year:
        return frozenset(Season)
    return frozenset({season})


def row_seasons(layout: Layout, holder: str) -> frozenset[Season]:
    """When rows may be added, removed and moved below a place: work is planned at planning."""
    place = Place(holder)
    if place.parts in ((), ("directions",)) or not _printed_block(layout, place):
        return NEVER
    return PLANNING


def cell_at(layout: Layout, place: str) -> tuple[Cell, int | None] | None:
    """The cell of the form that prints a place, with the fiscal year of its column."""
    here = Place(place)
    table = _table(layout.name, _Held(layout))
    for length in (1, 2):  # indicator/name is a cell of the means
        if len(here.parts) <= length:
            break
        parts = here.parts[:-length]
        field = "/".join(here.parts[-length:])
        holder = _class("/" + "/".join(parts))
        if holder is None:
            continue
        field = _FOLLOWS.get(field, field)
        for slot, cell in table.get((holder, field), ()):
            if _starts_with(here.parts, slot.at):
                return cell, int(parts[-1]) if issubclass(holder, YearRow) else None
    return None


def _of_unprinted(place: Place) -> frozenset[Season]:
    name = place.parts[-1] if place.parts else ""
    holder = _class(place.parent)
    is_asked = name in _UNPRINTED and holder is not None and issubclass(holder, Indicator)
    return PLANNING if name == "presence" or is_asked else NEVER


def _printed_block(layout: Layout, place: Place) -> bool:
    """Whether a block with rows stands at or above this place."""
    for block in layout.blocks:
        at = Place(getattr(block, "at", "")).parts
        if at and _starts_with(place.parts, at):
            model = _class("/" + "/".join(place.parts[: len(at)]))
            return (
                (model is not None and issubclass(model, Part | Row)) or isinstance(block, Gantt)
            ) and not _holds_years(place)
    return False


def _holds_years(place: Place) -> bool:
    """Year columns are the form's, not rows that a person adds."""
    try:
        below = class_of(place / "0000")
    except NoSuchPlace:
        return False
    return issubclass(below, YearRow)


def _starts_with(parts: tuple[str, ...], at: tuple[str, ...]) -> bool:
    return len(parts) >= len(at) and all(a in ("*", b) for a, b in zip(at, parts, strict=False))


def _class(place: str) -> type[Document] | None:
    try:
        found = class_of(place)
    except NoSuchPlace:
        return None
    return found if issubclass(found, Document) else None


__all__ = ["NEVER", "cell_at", "row_seasons", "seasons_at"]
