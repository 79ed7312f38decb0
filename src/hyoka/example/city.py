"""見本市 — the city's sheets: those its stories tell, and those with the slips a visitor finds."""

import tomllib
from collections import defaultdict
from functools import cache
from importlib import resources

from hyoka.example.story import Slip, Story
from hyoka.example.telling import Telling
from hyoka.sheet import Place, Sheet, get, put
from hyoka.values import Amount, Entry


@cache
def stories() -> tuple[Story, ...]:
    """Every measure's story, in plan order."""
    files = resources.files("hyoka.example").joinpath("measures").iterdir()
    found = [
        Story.model_validate(tomllib.loads(f.read_text("utf-8"))) for f in files if f.name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda story: (int(story.measure_no), story.directions[0].no)))


@cache
def clean_sheets() -> tuple[Sheet, ...]:
    """The city's sheets without the planted slips, by year and measure."""
    years = sorted({year for story in stories() for year in story.years})
    return tuple(Telling(story, year).sheet() for year in years for story in stories() if year in story.years)


@cache
def sheets() -> tuple[Sheet, ...]:
    """The city's sheets as a visitor finds them: a few carry a contradiction."""
    planted: dict[str, list[tuple[Story, Slip]]] = defaultdict(list)
    for story, slip in slips():
        planted[story.sheet_key(slip.year)].append((story, slip))
    found = []
    for sheet in clean_sheets():
        for story, slip in planted[sheet.key]:
            sheet = _slipped(sheet, slip_place(story, slip), slip.written)
        found.append(sheet)
    return tuple(found)


def slips() -> tuple[tuple[Story, Slip], ...]:
    """What was planted, for the tests and the visitor's guide."""
    return tuple((story, slip) for story in stories() for slip in story.slips)


def slip_place(story: Story, slip: Slip) -> Place:
    """`/outcomes/@visitors/2024/actual` → the same with the key of `visitors`."""
    place = Place("/")
    for part in Place(slip.at).parts:
        place = place / (story.key(part[1:]) if part.startswith("@") else part)
    return place


def _slipped(sheet: Sheet, place: Place, written: str) -> Sheet:
    held = get(sheet, place)
    value: object = written
    if isinstance(held, Entry):
        value = Entry.of(written)
    elif isinstance(held, Amount):
        value = Amount.of(written, held.unit)
    changed: Sheet = put(sheet, place, value)
    return changed
