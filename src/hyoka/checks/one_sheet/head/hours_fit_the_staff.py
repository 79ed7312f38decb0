"""従事見込時間数の合計は、職員数で働ける時間に収まる

職員一人が一年に働く時間は決まっています。見込んだ時間の合計が、職員数にその時間を掛けたものを超えることはありません。
ほかの施策にも職員が関わるため、合計がこれより少ないのは正しい姿です。
根拠: 様式の一人当たり年間勤務時間
直し方: 従事見込時間数の桁と、職員数を確かめる。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.head.hours import Column, columns
from hyoka.sheet import Sheet


def hours_fit_the_staff(sheet: Sheet, around: Around) -> Iterator[Finding]:
    yearly = around.layout.staff_hours
    if yearly is None:
        return
    for column in columns(sheet):
        staff = column.staff.number
        # Rounding of each cell may add up to half an hour a row.
        if staff is not None and column.total > staff * yearly + len(column.hours):
            yield _finding(sheet, column, yearly)


def _finding(sheet: Sheet, column: Column, yearly: int) -> Finding:
    most = (column.staff.number or 0) * yearly
    places = tuple(cell.place for cell in column.hours)
    return Finding(
        check="hours-fit-the-staff",
        severity=Severity.WARNING,
        at=max(column.hours, key=lambda cell: cell.hours).place,
        message=(
            f"{column.label}の従事見込時間数の合計 {column.total:,}時間 が、{column.label} {column.staff.written} が"
            f"一年に働ける {most:,}時間（一人 {yearly:,}時間）を超えています。"
        ),
        places=(*places, column.staff_at),
        fiscal_year=sheet.fiscal_year,
    )
