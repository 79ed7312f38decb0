"""従事見込時間数は、毎年見込む

事業ごとの時間数が三年続けて一つも変わらないときは、前年度の写しのままかもしれません。人員を考える資料になりません。
根拠: 時間数は、その年の体制と仕事の量から見込むもの
直し方: その年の体制で見込み直す。変わらないのなら、そのままでもよい。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.head.hours import columns
from hyoka.sheet import Sheet

_YEARS = 3
_ROWS = 3  # a sheet of one or two projects may well repeat itself


def hours_are_planned_anew(sheet: Sheet, around: Around) -> Iterator[Finding]:
    sheets = (sheet, *around.before)[:_YEARS]
    if len(sheets) < _YEARS:
        return
    for index, column in enumerate(columns(sheet)):
        years = [{str(cell.place): cell.hours for cell in columns(one)[index].hours} for one in sheets]
        if len(years[0]) < _ROWS or any(year != years[0] for year in years):
            continue
        at = column.hours[0].place
        first = sheets[-1].fiscal_year
        yield Finding(
            check="hours-are-planned-anew",
            severity=Severity.NOTE,
            at=at,
            message=f"{column.label}の従事見込時間数が、{first.wareki}から {len(column.hours)} 事業とも変わっていません。",
            places=tuple(cell.place for cell in column.hours),
            fiscal_year=sheet.fiscal_year,
        )
