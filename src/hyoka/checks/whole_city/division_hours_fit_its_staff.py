"""課の従事見込時間数は、すべての評価表を合わせて、職員数で働ける時間に収まる

一つの評価表では収まっていても、同じ課が持つすべての評価表を合わせると、職員数に一人当たりの年間勤務時間を掛けた時間を超えることが
あります（要確認）。評価表によって職員数が違うときは、時間の見込みの前提が違います（参考）。その年度の評価表がそろっていて、
合わせても働ける時間の 2% に満たないときは、時間の欄に人工を書いているかもしれません（参考）。ほかの仕事もあるので、少ないこと自体は
誤りではありません。
根拠: 様式の一人当たり年間勤務時間。職員数は課の職員数で、どの評価表でも同じ
直し方: 課の中で、評価表ごとの従事見込時間数の配分を見直す。職員数をそろえる。
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.finding import Severity
from hyoka.checks.one_sheet.head.hours import Column, columns
from hyoka.checks.whole_city.city import City
from hyoka.checks.whole_city.city_finding import CityFinding, Concerned
from hyoka.sheet import Sheet
from hyoka.values import compare_key

_LEAST = Decimal("0.02")
_Parts = list[tuple[Sheet, Column]]


def division_hours_fit_its_staff(city: City) -> Iterator[CityFinding]:
    by_division: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in city.sheets:
        if sheet.head.division and city.layout_of(sheet).staff_hours is not None:
            by_division[compare_key(sheet.head.division)].append(sheet)
    for sheets in by_division.values():
        for index in range(2):
            parts = [(sheet, columns(sheet)[index]) for sheet in sheets]
            yield from _of_column(city, parts, is_regular=index == 0)


def _of_column(city: City, parts: _Parts, *, is_regular: bool) -> Iterator[CityFinding]:
    counts = {column.staff.number for _, column in parts} - {None}
    if len(counts) > 1:
        yield _differing(city, parts)
    staff = max((one for one in counts if one is not None), default=None)
    if staff is None:
        return
    yearly = max(city.layout_of(sheet).staff_hours or 0 for sheet, _ in parts)
    total = sum((column.total for _, column in parts), Decimal(0))
    rows = sum(len(column.hours) for _, column in parts)
    # Rounding of each cell may add up to half an hour a row. What one sheet exceeds by itself its own check tells.
    if total > staff * yearly + rows and len(parts) > 1:
        yield _finding(city, parts, staff, yearly, total, Severity.WARNING)
    elif is_regular and _is_told(city, parts) and total < staff * yearly * _LEAST:
        yield _finding(city, parts, staff, yearly, total, Severity.NOTE)


def _is_told(city: City, parts: _Parts) -> bool:
    return city.is_whole and all(sheet.schedule.is_known and column.hours for sheet, column in parts)


def _finding(
    city: City, parts: _Parts, staff: Decimal, yearly: int, total: Decimal, severity: Severity
) -> CityFinding:
    first, column = parts[0]
    each = "、".join(f"施策{sheet.position.measure_no} {one.total:,}時間" for sheet, one in parts)
    verdict = "を超えています" if severity is Severity.WARNING else "の 2% に足りません"
    message = (
        f"{first.head.division}の{column.label}の従事見込時間数は、評価表 {len(parts)} 冊の合計で {total:,}時間（{each}）です。"
        f"{column.label} {staff:f}人が一年に働ける {staff * yearly:,}時間（一人 {yearly:,}時間）{verdict}。"
    )
    return _told(city, parts, severity, message)


def _differing(city: City, parts: _Parts) -> CityFinding:
    first, column = parts[0]
    each = "、".join(f"施策{sheet.position.measure_no} {one.staff.written}" for sheet, one in parts)
    message = f"{first.head.division}の{column.label}数が、評価表によって違います（{each}）。"
    return _told(city, parts, Severity.NOTE, message)


def _told(city: City, parts: _Parts, severity: Severity, message: str) -> CityFinding:
    return CityFinding(
        check="division-hours-fit-its-staff",
        severity=severity,
        message=message,
        concerned=tuple(
            Concerned(
                sheet_key=sheet.key,
                at=column.staff_at,
                places=(column.staff_at, *(cell.place for cell in column.hours)),
            )
            for sheet, column in parts
        ),
        fiscal_year=city.fiscal_year,
    )
