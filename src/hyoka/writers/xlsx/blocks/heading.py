"""施策の方向 — which direction the page is about."""

from hyoka.layouts import DirectionHeading, Layout, print_pattern, slots_of
from hyoka.sheet import Place, PlanPosition
from hyoka.writers.xlsx.job import Direction
from hyoka.writers.xlsx.looks import LOCKED, Look
from hyoka.writers.xlsx.page import UNITS, Edges, Page, Rows

LABEL = 18  # units


def columns(layout: Layout, block: DirectionHeading, years: int) -> Edges:
    return (0, LABEL, UNITS)


def draw(page: Page, block: DirectionHeading, direction: Direction | None) -> None:
    assert direction is not None
    [rows] = page.take([page.needs(words_of(page, block.pattern, direction), LABEL, UNITS)])
    page.anchor(rows, 0, LABEL, block.label.text)
    first = f"{direction.place}/name" not in page.job.headed
    page.job.headed.add(f"{direction.place}/name")
    put_direction(page, rows, block.pattern, direction, is_open=first)


def put_direction(page: Page, rows: Rows, pattern: str, direction: Direction, *, is_open: bool) -> None:
    """A direction by its number and name, with the branch of the plan that it stands on."""
    look = Look(open=is_open, fill="" if is_open else LOCKED, middle=True)
    page.put(
        rows, LABEL, UNITS, _places(pattern, direction), words_of(page, pattern, direction), look, pattern
    )
    if direction.held is None:
        for name in ("no", "name"):
            page.job.free_place(direction.place / name)


def words_of(page: Page, pattern: str, direction: Direction) -> str:
    """The direction as the form prints it."""
    values = {
        name: getattr(
            page.job.sheet.position if name in PlanPosition.model_fields else direction.held, name, None
        )
        for name in slots_of(pattern)
    }
    words = print_pattern(page.job.layout, pattern, values)
    return words if any(values.values()) else ""


def _places(pattern: str, direction: Direction) -> dict[str, Place]:
    return {
        name: (Place("/position") if name in PlanPosition.model_fields else direction.place) / name
        for name in slots_of(pattern)
    }
