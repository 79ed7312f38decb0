"""点検の前提 — what a check may know beside the sheet: the layout, the season, doubts about the reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from hyoka.layouts import Layout, Season, load_layout
from hyoka.sheet import Sheet


@dataclass(frozen=True)
class Reprinted:
    """A fact printed twice with two wordings in the source."""

    place: str
    written: str  # the other wording
    where: str  # where the other one stands, in words


@dataclass(frozen=True)
class Around:
    """What stands around a sheet when it is checked. Checks are pure functions of (sheet, around)."""

    layout: Layout
    season: Season | None = None  # completeness is asked for this season; None: not asked
    uncertain: frozenset[str] = frozenset()  # places whose reading is in doubt
    reprints: tuple[Reprinted, ...] = ()
    effort_grid: Decimal | None = None  # 人工 grid of planned hours; None: not checked
    settings: dict[str, str] = field(default_factory=dict)
    # What was approved in the years before, newest first, with the keys that their rows have in the sheet (match_rows).
    before: tuple[Sheet, ...] = ()

    @classmethod
    def of(cls, sheet: Sheet) -> Around:
        """The plain surroundings of a sheet: its own layout, nothing else known."""
        return cls(layout=load_layout(sheet.layout))
