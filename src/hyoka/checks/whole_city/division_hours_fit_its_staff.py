"""課の従事見込時間数は、職員数に収まる

課のすべての評価表の時間数を足すと、職員数 × 一人の年間の勤務時間を超えることがあります。評価表の外の仕事もあるので、超えるのは
多すぎる見込みです。様式に一人の勤務時間がないときと、職員数が書かれていないときは、何も言いません。
根拠: 時間数は人工 × 年間の勤務時間（1,868 時間）
直し方: 課の評価表の時間数を並べて見直す。
"""

from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.head.hours import columns
from hyoka.checks.whole_city.naming import comes_first
from hyoka.sheet import Sheet


def division_hours_fit_its_staff(sheet: Sheet, around: Around) -> Iterator[Finding]:
    of_one = around.layout.staff_hours
    division = [one for one in around.beside.of(sheet) if one.head.division == sheet.head.division]
    if not of_one or not division or any(comes_first(sheet, one) for one in division):
        return  # one sheet alone is checked by itself; the first of a division speaks for it
    for index, column in enumerate(columns(sheet)):
        staff = column.staff.number
        if not staff:
            continue
        total = sum((columns(one)[index].total for one in (sheet, *division)), Decimal(0))
        most = staff * of_one
        if total <= most:
            continue
        yield Finding(
            check="division-hours-fit-its-staff",
            severity=Severity.WARNING,
            at=str(column.staff_at),
            message=(
                f"{sheet.head.division}の評価表 {len(division) + 1} 冊の{column.label}の時間数は合わせて {total:,}時間で、"
                f"{staff:,}人 × {of_one:,}時間 = {most:,}時間を超えています。"
            ),
            places=(str(column.staff_at),),
            fiscal_year=sheet.fiscal_year,
        )
