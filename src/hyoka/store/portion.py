"""引き継ぐ部分 — what of a sheet goes to one sheet of the next year."""

from collections.abc import Mapping
from typing import NamedTuple

from hyoka.carrying import part, renumbered
from hyoka.sheet import Sheet
from hyoka.store.models import SheetRecord


class Cut(NamedTuple):
    """One parting of a sheet: these rows come, or all but these."""

    takes: bool
    rows: frozenset[str]


class Portion(NamedTuple):
    """What of a sheet goes to one sheet of the next year; without a cut, all of it."""

    source: SheetRecord
    cuts: tuple[Cut, ...] = ()
    numbers: Mapping[str, tuple[str, str]] = {}  # 計画の改定: directions by key, their new number and name

    @property
    def is_whole(self) -> bool:
        return not self.cuts

    @property
    def taken(self) -> frozenset[str]:
        """The rows that were taken out of the source."""
        return frozenset().union(*(cut.rows for cut in self.cuts if cut.takes))

    def of(self, sheet: Sheet) -> Sheet:
        """This part of a document of the source."""
        for cut in self.cuts:
            parted = part(sheet, cut.rows)
            sheet = parted.leaves if cut.takes else parted.stays
        return renumbered(sheet, self.numbers) if self.numbers else sheet

    def cut(self, *cuts: Cut) -> "Portion":
        return self._replace(cuts=(*self.cuts, *cuts))
