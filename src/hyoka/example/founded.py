"""開設の見本 — what an office of 見本市 begins with: its people, its published past, and how far each sheet has come."""

from collections.abc import Callable
from typing import NamedTuple

from hyoka.example.city import clean_sheets, sheets
from hyoka.example.large import KNOWN, PLANNED, large_sheets
from hyoka.example.large.office import large_office, plans
from hyoka.example.large.slips import with_slip
from hyoka.example.office import YEAR_NOW, Office, Scene, office, small_office
from hyoka.example.plans import outline, outline_of, plan, plan_of
from hyoka.plan import Plan, ReformOutline
from hyoka.sheet import Sheet


class Founded(NamedTuple):
    office: Office
    plan: Plan
    outline: ReformOutline
    past: tuple[Sheet, ...]  # published in the years before
    now: tuple[tuple[Scene, Sheet], ...]  # of the year that is being evaluated
    coming: dict[tuple[str, str], tuple[Scene, Sheet]]  # plans that have been begun, by measure and division


def told(town: Office) -> Founded:
    """The city of the stories, or the part of it that this office holds."""
    names = {name for held in town.divisions for name in (held.name, *held.former)}
    now = {_of(one): one for one in sheets() if int(one.fiscal_year) == YEAR_NOW}
    called = {division.key: division.name for division in town.divisions}
    return Founded(
        office=town,
        plan=plan(),
        outline=outline(),
        past=tuple(
            one
            for one in clean_sheets()
            if town.first_year <= int(one.fiscal_year) < YEAR_NOW and one.head.division in names
        ),
        now=tuple((scene, now[scene.measure, called[scene.division]]) for scene in town.scenes),
        coming={},
    )


def thrown() -> Founded:
    """The whole city at full size, made from the seed."""
    town = large_office()
    this_year = tuple(large_sheets(YEAR_NOW))
    coming = zip(plans(), large_sheets(PLANNED), strict=True)
    return Founded(
        office=town,
        plan=plan_of(this_year),
        outline=outline_of(this_year),
        past=tuple(sheet for year in KNOWN[:-1] for sheet in large_sheets(year)),
        now=tuple(
            (scene, with_slip(scene, sheet)) for scene, sheet in zip(town.scenes, this_year, strict=True)
        ),
        coming={(scene.measure, scene.division): (scene, sheet) for scene, sheet in coming},
    )


SIZES: dict[str, Callable[[], Founded]] = {
    "small": lambda: told(small_office()),
    "medium": lambda: told(office()),
    "city": thrown,
}


def _of(sheet: Sheet) -> tuple[str, str]:
    return sheet.position.measure_no or "", sheet.head.division or ""
