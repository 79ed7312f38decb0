"""従事見込時間数 — the two columns of hours, whose they are and what they add up to."""

from decimal import Decimal
from typing import NamedTuple

from hyoka.sheet import Place, ScheduleRow, Sheet
from hyoka.values import Entry

_HOUR_UNITS = ("", "H", "h", "時間")


class Hours(NamedTuple):
    """One cell of planned hours."""

    hours: Decimal
    project: str
    place: Place


class Column(NamedTuple):
    """The hours of one kind of staff."""

    label: str
    staff: Entry
    staff_at: Place
    hours: tuple[Hours, ...]

    @property
    def total(self) -> Decimal:
        return sum((cell.hours for cell in self.hours), Decimal(0))


def columns(sheet: Sheet) -> tuple[Column, Column]:
    """正職員 and その他職員. Cells without a figure of hours are left out."""
    return (
        Column(
            "正職員", sheet.head.regular_staff, Place("/head/regular_staff"), _cells(sheet, "regular_hours")
        ),
        Column(
            "その他職員", sheet.head.other_staff, Place("/head/other_staff"), _cells(sheet, "other_hours")
        ),
    )


def _cells(sheet: Sheet, field: str) -> tuple[Hours, ...]:
    return tuple(cell for row in sheet.schedule.rows if (cell := _cell(row, field)) is not None)


def _cell(row: ScheduleRow, field: str) -> Hours | None:
    entry: Entry = getattr(row, field)
    if entry.number is None or entry.unit not in _HOUR_UNITS:
        return None
    return Hours(entry.number, row.project or "", Place("/schedule") / row.key / field)
