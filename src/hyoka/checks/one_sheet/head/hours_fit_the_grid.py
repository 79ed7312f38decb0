"""従事見込時間数は、人工の刻みの倍数である

従事時間を 0.05 人工のような刻みで見込む市では、時間数は刻みの倍数（一時間未満は四捨五入）になります。
刻みを定めた市だけで点検します。
根拠: 市が定める人工の刻みと、様式の一人当たり年間勤務時間
直し方: 人工と時間数の換算を確かめる。
"""

from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.head.hours import Hours, columns
from hyoka.sheet import Sheet

_HALF = Decimal("0.5")


def hours_fit_the_grid(sheet: Sheet, around: Around) -> Iterator[Finding]:
    yearly, grid = around.layout.staff_hours, around.effort_grid
    if yearly is None or not grid:
        return
    step = grid * yearly
    for column in columns(sheet):
        for cell in column.hours:
            nearest = (cell.hours / step).quantize(Decimal(1))
            if abs(cell.hours - nearest * step) > _HALF:
                yield _finding(sheet, column.label, cell, nearest * grid, nearest * step)


def _finding(sheet: Sheet, label: str, cell: Hours, effort: Decimal, hours: Decimal) -> Finding:
    return Finding(
        check="hours-fit-the-grid",
        severity=Severity.NOTE,
        at=cell.place,
        message=(
            f"スケジュール表「{cell.project}」の{label} {cell.hours:,}時間 は、人工の刻みに合いません"
            f"（近いのは {effort.normalize():f}人工 = {hours.quantize(Decimal(1)):,}時間）。"
        ),
        places=(cell.place,),
        fiscal_year=sheet.fiscal_year,
    )
