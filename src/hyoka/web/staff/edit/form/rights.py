"""権限と添え物 — what the form asks about each cell, and what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from hyoka.checks import Finding
from hyoka.sheet import Sheet


class Rights(Protocol):
    """What the person may do here and now, and which revision each cell and each list of rows is at."""

    def may_type(self, place: str) -> bool: ...

    def may_add(self, holder: str) -> bool:
        """Whether rows may come into, and change places in, the list at this place."""

    def may_remove(self, row: str) -> bool: ...

    def rev(self, place: str) -> int:
        """0: never edited since it was taken in."""


class ReadOnly:
    """Nothing may be typed: the form as plain text."""

    def may_type(self, place: str) -> bool:
        return False

    def may_add(self, holder: str) -> bool:
        return False

    def may_remove(self, row: str) -> bool:
        return False

    def rev(self, place: str) -> int:
        return 0


class Edited(NamedTuple):
    """Who wrote in a cell last, and when, as the page says it."""

    by: str
    at: str


class LastYear(NamedTuple):
    """The sheet of the year before, and whether it is still being written."""

    sheet: Sheet | None
    is_open: bool = False


NO_YEAR_BEFORE = LastYear(None)


@dataclass(frozen=True)
class Beside:
    """What stands beside the cells. Everything may be missing."""

    last_year: LastYear = NO_YEAR_BEFORE
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    comments: Mapping[str, int] = field(default_factory=dict)
    edited: Mapping[str, Edited] = field(default_factory=dict)
    # Where a relisted project stands, by measure and direction number, if it is in another sheet: its address.
    elsewhere: Mapping[tuple[str, str], str] = field(default_factory=dict)
