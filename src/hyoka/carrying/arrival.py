"""届く — what was approved of a year stands in the past columns of the sheets after it.

The past belongs to the year's own approved sheet: nobody types it a second time, and a correction there arrives here.
"""

from collections.abc import Iterator
from typing import NamedTuple

from hyoka.sheet import Place, Sheet, each_series, leaves
from hyoka.sheet.listing import class_of
from hyoka.sheet.part import YearRow


class Arrival(NamedTuple):
    """A cell of a past column, and what the approved sheet says there."""

    place: Place
    value: object


def arrivals(sheet: Sheet, approved: Sheet) -> Iterator[Arrival]:
    """The cells of the sheet's past columns that differ from the approved sheet of an earlier year.

    Rows are the same where they have the same key, indicators also where they carry on the same series. A column that
    the approved sheet does not have, or a row that has gone since, brings nothing.
    """
    known = dict(leaves(approved))
    others = _other_places(sheet, approved)
    for place, value in leaves(sheet):
        column = _column_of(place)
        if column is None or column > approved.fiscal_year:
            continue
        there = _moved(place, others)
        if there in known and known[there] != value:
            yield Arrival(place, known[there])


def _column_of(place: Place) -> int | None:
    parts = place.parts
    if len(parts) < 2 or not parts[-2].isdecimal():
        return None
    return int(parts[-2]) if issubclass(class_of(place.parent), YearRow) else None


def _other_places(sheet: Sheet, approved: Sheet) -> dict[str, str]:
    """Where a series stands in the approved sheet, for those that stand in another row now."""
    there = {one.indicator.series_id: str(one.values_at) for one in each_series(approved)}
    rows = {
        str(one.values_at) for one in each_series(approved)
    }  # a relisted project has the series a second time
    return {
        str(one.values_at): there[one.indicator.series_id]
        for one in each_series(sheet)
        if str(one.values_at) not in rows and one.indicator.series_id in there
    }


def _moved(place: Place, others: dict[str, str]) -> Place:
    holder = str(place.parent.parent)
    return Place(others[holder] + place[len(holder) :]) if holder in others else place
