"""頭書きと従事時間の誤り."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from hyoka.checks import Around, Reprinted, Severity
from hyoka.layouts import load_layout
from hyoka.sheet import Place, Sheet

from ..changing import entry
from ..kind import Case, Kind

WHERE = "スケジュール表"


def _around(sheet: Sheet, place: str, written: str) -> Around:
    return Around(layout=load_layout(sheet.layout), reprints=(Reprinted(place, written, WHERE),))


def _reprinted_otherwise(sheet: Sheet, random: Random) -> Iterator[Case]:
    staff = sheet.head.regular_staff.number or Decimal(0)
    yield Case(sheet, _around(sheet, "/head/regular_staff", f"{staff + 1}人"))
    yield Case(sheet, _around(sheet, "/head/division", "庶務課"))
    yield Case(sheet, _around(sheet, "/head/phone", "000-999-0000"))


def _reprinted_in_other_signs(sheet: Sheet, random: Random) -> Iterator[Case]:
    wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
    yield Case(
        sheet, _around(sheet, "/head/regular_staff", (sheet.head.regular_staff.written or "").translate(wide))
    )
    yield Case(sheet, _around(sheet, "/head/phone", (sheet.head.phone or "").translate(wide)))


def _hours(sheet: Sheet, random: Random, share: tuple[int, int]) -> Iterator[Case]:
    """The first row's hours raised until all rows take this share of the staff's year."""
    staff = sheet.head.regular_staff.number
    yearly = load_layout(sheet.layout).staff_hours
    rows = sheet.schedule.rows
    if not staff or not yearly or not rows:
        return
    for row in rows:
        others = sum((other.regular_hours.number or Decimal(0)) for other in rows if other is not row)
        wanted = int(staff * yearly * random.randint(*share) / 100 - others)
        if wanted > 0:
            yield Case(entry(sheet, Place("/schedule") / row.key / "regular_hours", f"{wanted:,}H"))


def _too_many_hours(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _hours(sheet, random, (108, 250))


def _enough_hours(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _hours(sheet, random, (60, 98))


def _grid(sheet: Sheet, random: Random, figure: int) -> Iterator[Case]:
    around = Around(layout=load_layout(sheet.layout), effort_grid=Decimal("0.05"))
    for row in sheet.schedule.rows:
        yield Case(entry(sheet, Place("/schedule") / row.key / "regular_hours", f"{figure:,}H"), around)


def _off_the_grid(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _grid(sheet, random, random.choice([120, 333, 700, 1000]))


def _on_the_grid(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _grid(sheet, random, random.choice([93, 187, 280, 374, 747, 934, 1121, 1681]))


KINDS = (
    Kind("頭書き", "頭書きが二か所で違う", ("head-is-printed-alike",), _reprinted_otherwise, _reprinted_in_other_signs),
    Kind("従事時間", "従事時間が職員数を超える", ("hours-fit-the-staff",), _too_many_hours, _enough_hours),
    Kind("従事時間", "人工の刻みに合わない時間", ("hours-fit-the-grid",), _off_the_grid, _on_the_grid, Severity.NOTE),
)  # fmt: skip
