"""記入された空き行 — printed rows that an office has filled in become rows of the document."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any

from hyoka.layouts import BudgetLines, Layout
from hyoka.sheet import Place, Presence, Project, Row, YearRow
from hyoka.sheet.listing import class_of
from hyoka.values import Document

Cells = dict[Place, Any]


def with_filled_rows(
    held: Cells, free: Mapping[Place, Any], typed: set[Place], value: Callable[[Place, str], Any]
) -> Cells:
    """The document's cells and, behind them, those of every printed row in which something has been written."""
    rows = _rows(held, free)
    said = {
        row for row, places in rows.items() if any(place in typed and _says(free[place]) for place in places)
    }
    wanted = [row for row in rows if any(other.is_within(row) for other in said)]
    projects = {project.parent: project for project in _projects(held)}
    adopted: dict[Place, Place] = {}
    cells = dict(held)
    for row in wanted:
        if class_of(row) is Project:
            if row not in said and row.parent in projects:
                # Only the means has been written: it belongs to the project printed above.
                adopted[row] = projects[row.parent]
                continue
            projects[row.parent] = row
        moved = adopted.get(row.parent)
        for place in rows[row]:
            found = free[place]
            target = Place(moved + place[len(row.parent) :]) if moved else place
            cells[target] = found if found is None or isinstance(found, Document) else value(place, found)
    return _in_order_of_years(cells, [row for row in wanted if not issubclass(class_of(row), Row)])


def _rows(held: Cells, free: Mapping[Place, Any]) -> dict[Place, list[Place]]:
    """The free places by the row that has to be added for them: the nearest with a key, else the year."""
    known = _all_ancestors(held)
    rows: dict[Place, list[Place]] = {}
    for place in free:
        new = _new_ancestors(place, known)
        keyed = [ancestor for ancestor in new if issubclass(class_of(ancestor), Row)]
        years = [ancestor for ancestor in new if issubclass(class_of(ancestor), YearRow)]
        if keyed or years:
            rows.setdefault(keyed[-1] if keyed else years[0], []).append(place)
    return rows


def _all_ancestors(places: Iterable[Place]) -> set[Place]:
    """Everything that the places lie in."""
    known: set[Place] = set()
    for place in places:
        known.update(_new_ancestors(place, known))
    return known


def _new_ancestors(place: Place, known: Set[Place]) -> list[Place]:
    """What a place lies in and is not known yet, from the outside in. What a known place lies in is known."""
    new: list[Place] = []
    at = place.rfind("/")
    while at > 0 and (ancestor := Place(place[:at])) not in known:
        new.append(ancestor)
        at = place.rfind("/", 0, at)
    return new[::-1]


def _projects(held: Cells) -> Iterator[Place]:
    """The document's projects, in order."""
    for place in held:
        parts = place.parts
        if len(parts) == 5 and parts[2] == "work_plan":
            yield place.parent


def _says(value: Any) -> bool:
    return value.strip() != "" if isinstance(value, str) else value is not None


def _in_order_of_years(cells: Cells, years: list[Place]) -> Cells:
    """A new year stands before the later years of its row."""
    ordered = list(cells)
    for year in years:
        own = [place for place in ordered if place.is_within(year)]
        later = [
            place
            for place in ordered
            if place.is_within(year.parent)
            and len(place.parts) > len(year.parts)
            and place.parts[len(year.parts) - 1] > year.parts[-1]
            and issubclass(class_of(Place("/" + "/".join(place.parts[: len(year.parts)]))), YearRow)
        ]
        if own and later:
            ordered = [place for place in ordered if not place.is_within(year)]
            at = ordered.index(later[0])
            ordered[at:at] = own
    return {place: cells[place] for place in ordered}


def settle_presence(cells: Cells, free: Mapping[Place, Any], typed: set[Place], layout: Layout) -> None:
    """Each part is present exactly when it has rows; 「なし」 typed alone into a table says so explicitly."""
    filled = _all_ancestors(place for place in cells if not place.endswith("/presence"))
    for direction in {ancestor for ancestor in filled if ancestor.parent == "/directions"}:
        for part in ("work_plan", "budget_table"):
            cells.setdefault(direction / part / "presence", Presence.BLANK)
    nones = {block.none for block in layout.blocks if isinstance(block, BudgetLines)}
    for place in [place for place in cells if place.endswith("/presence")]:
        part, was = place.parent, Presence(cells[place])
        if part in filled:
            rows = [cell for cell in cells if cell.is_within(part) and cell != place]
            said = {_written(cells[cell]) for cell in rows if cell.parts[-1] != "no"} - {""}
            if all(cell in free for cell in rows) and len(said) == 1 and said <= nones:
                for cell in rows:
                    del cells[cell]
                cells[place] = Presence.NONE
            else:
                cells[place] = Presence.PRESENT
        elif was is Presence.PRESENT or (
            was is Presence.NONE
            and any(cell.is_within(part) and free[cell] == "" for cell in typed & free.keys())
        ):
            cells[place] = Presence.BLANK


def _written(value: Any) -> str:
    """What a cell says, however its value is held."""
    written = value.get("written") if isinstance(value, dict) else getattr(value, "written", value)
    return "" if written is None else str(written)
