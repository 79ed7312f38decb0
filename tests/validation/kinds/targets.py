"""目標の誤り."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from random import Random

from hyoka.checks import Severity
from hyoka.sheet import Better, Place, Series, Sheet, each_series, get

from ..changing import entry, judged, numbered, text, with_number
from ..kind import Case, Kind


def _pairs(sheet: Sheet) -> Iterator[tuple[Series, Place, Place]]:
    """Consecutive years of an indicator whose first has figures and whose second has a target."""
    for series in each_series(sheet):
        values = series.indicator.values
        for before, after in pairwise(values):
            is_higher = series.indicator.better in (None, Better.HIGHER)
            if numbered(before) and after.target.number and is_higher and before.actual.number:
                yield series, series.values_at / before.fiscal_year, series.values_at / after.fiscal_year


def _target_at(share: tuple[int, int], sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, before, after in _pairs(sheet):
        reached = get(sheet, before).actual.number
        target = reached * random.randint(*share) / 100
        if target >= 5 or target % 1:
            yield Case(entry(sheet, after / "target", with_number(get(sheet, after).target, target)))


def _target_below(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _target_at((50, 75), sheet, random)


def _target_above(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _target_at((101, 110), sheet, random)


def _never_moved(sheet: Sheet, factor: tuple[int, int]) -> Iterator[Case]:
    """The same target in all years, and actuals at a multiple of it."""
    for series in each_series(sheet):
        values = [value for value in series.indicator.values if numbered(value)]
        if (
            len(values) < 3
            or "%" in values[0].target.unit
            or series.indicator.better not in (None, Better.HIGHER)
        ):
            continue
        base = values[0].target.number or Decimal(0)
        if base < 5:
            continue
        changed = sheet
        for value in series.indicator.values:
            place = series.values_at / value.fiscal_year
            if value.target.number is not None:
                changed = entry(changed, place / "target", values[0].target.written)
        for index, value in enumerate(values):
            place = series.values_at / value.fiscal_year
            figure = base * (factor[0] + (index * 7) % (factor[1] - factor[0] + 1)) / 100
            changed = entry(changed, place / "actual", with_number(value.actual, figure))
            changed = text(
                changed, place / "status", "達成" if value.status in ("達成", "未達成") else "順調"
            )
        yield Case(changed)


def _far_exceeded(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _never_moved(sheet, (170, 260))


def _just_reached(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _never_moved(sheet, (100, 112))


def _other_unit(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, value, place in judged(sheet):
        if value.actual.unit:
            unit = "%" if value.actual.unit != "%" else "人"
            yield Case(
                entry(sheet, place / "actual", (value.actual.written or "").replace(value.actual.unit, unit))
            )


def _unit_left_out(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, value, place in judged(sheet):
        if value.actual.unit and value.actual.unit != "%":
            yield Case(
                entry(sheet, place / "actual", (value.actual.written or "").replace(value.actual.unit, ""))
            )


def _slip(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, value, place in judged(sheet):
        if (value.actual.number or 0) >= 20:
            number = (value.actual.number or Decimal(0)) * random.choice([10, 100])
            changed = entry(sheet, place / "actual", with_number(value.actual, number))
            yield Case(
                text(changed, place / "status", "達成" if value.status in ("達成", "未達成") else "順調")
            )


def _good_year(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, value, place in judged(sheet):
        if (value.actual.number or 0) >= 20:
            number = (value.actual.number or Decimal(0)) * random.randint(105, 180) / 100
            changed = entry(sheet, place / "actual", with_number(value.actual, number))
            yield Case(
                text(changed, place / "status", "達成" if value.status in ("達成", "未達成") else "順調")
            )


def _unit_of_target_changes(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _recounted(sheet, random, "")


def _recounted(sheet: Sheet, random: Random, reason: str) -> Iterator[Case]:
    """From one year on the indicator is counted in another unit, target and actual alike."""
    for series in each_series(sheet):
        values = [value for value in series.indicator.values if value.target.number and value.target.unit]
        if series.means is None or len(values) < 2 or values[0].target.unit == "%":
            continue
        changed = text(sheet, series.place / "reason", reason) if reason else sheet
        unit = "世帯" if values[0].target.unit != "世帯" else "団体"
        for value in values[1:]:
            place = series.values_at / value.fiscal_year
            for field in ("target", "actual"):
                cell = getattr(value, field)
                if cell.unit:
                    changed = entry(changed, place / field, (cell.written or "").replace(cell.unit, unit))
        yield Case(changed)


def _recounted_with_a_reason(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _recounted(sheet, random, "制度の改正により、数える単位を世帯に改めたため、目標値を変更")


KINDS = (
    Kind("目標", "前年度の実績を大きく下回る目標", ("target-is-above-last-actual",), _target_below, _target_above, Severity.NOTE),
    Kind("目標", "大きく超え続けても動かない目標", ("target-keeps-up-with-actuals",), _far_exceeded, _just_reached, Severity.NOTE),
    Kind("目標", "目標と実績の単位が違う", ("target-and-actual-share-a-unit",), _other_unit, _unit_left_out),
    Kind("目標", "桁を間違えた数値", ("figures-stay-in-scale",), _slip, _good_year),
    Kind("目標", "理由なく単位の変わった目標", ("unit-changes-for-a-reason",), _unit_of_target_changes, _recounted_with_a_reason),
)  # fmt: skip
