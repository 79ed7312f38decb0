"""同じ指標を結ぶ — an outcome indicator and an output indicator that are one series are entered once.

They are one series where their `series_id` is the same. Two rows of a relisted project are one series as well, but each
keeps its own cells: they are printed in two places because the form asks for them twice.
"""

from collections.abc import Iterator
from typing import NamedTuple

from hyoka.sheet.place import Place
from hyoka.sheet.sheet import Sheet
from hyoka.sheet.walk import IndicatorKind, Series, each_series
from hyoka.values import Entry

MIRRORED = ("target", "actual")  # the judgement is stated in each place, in its own words


class Linked(NamedTuple):
    """An outcome and an output of a sheet that are one series."""

    outcome: Series
    output: Series


class Differing(NamedTuple):
    """A year in which two indicators that are to be one do not say the same."""

    fiscal_year: int
    field: str
    one: str
    other: str


def linked(sheet: Sheet) -> Iterator[Linked]:
    """The pairs of a sheet that are entered once."""
    outputs: dict[str, Series] = {}
    for series in each_series(sheet):
        if series.kind is IndicatorKind.OUTPUT and series.indicator.series_id:
            outputs.setdefault(series.indicator.series_id, series)
    for series in each_series(sheet):
        twin = outputs.get(series.indicator.series_id) if series.kind is IndicatorKind.OUTCOME else None
        if twin is not None:
            yield Linked(series, twin)


def differing(one: Series, other: Series) -> Iterator[Differing]:
    """Where both have written something, and not the same."""
    for value in one.indicator.values:
        beside = other.indicator.at(value.fiscal_year)
        for field in MIRRORED:
            mine: Entry = getattr(value, field)
            theirs: Entry | None = getattr(beside, field) if beside else None
            texts = (mine.written or "").strip(), ((theirs.written or "") if theirs else "").strip()
            if all(texts) and texts[0] != texts[1]:
                yield Differing(int(value.fiscal_year), field, *texts)


def is_mirrored(place: Place) -> bool:
    """Whether a cell is of those that two linked indicators share: a year's target or actual."""
    parts = place.parts
    return len(parts) >= 3 and parts[-1] in MIRRORED and parts[-2].isdecimal()
