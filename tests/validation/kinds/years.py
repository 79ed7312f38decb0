"""年度をまたぐ誤り."""

from collections.abc import Iterator
from random import Random

from hyoka.checks import Around
from hyoka.checks.one_sheet.amounts.money import is_none
from hyoka.example import clean_sheets
from hyoka.layouts import load_layout
from hyoka.sheet import Sheet, each_line
from hyoka.sheet.matching import match_rows
from hyoka.values import FiscalYear

from ..changing import amount, text
from ..kind import Case, Kind

CARRIED = ("工事を翌年度に繰り越した。", "納期が延び、費用の一部を翌年度へ繰り越した。")
NOT_CARRIED = (
    "前年度から繰り越した工事費を含む。",
    "翌年度の当初予算に計上する。",
    "翌年度に繰り越した分は7月に終える。",
)


def _with_reasons(sheet: Sheet, reasons: tuple[str, ...]) -> Iterator[Case]:
    """The sheet beside last year's, in which a line says this of its money; nothing came into this year."""
    last = next((one for one in clean_sheets() if _is_last(one, sheet)), None)
    own = next((year for year in sheet.totals.years if year.fiscal_year == sheet.fiscal_year), None)
    if last is None or own is None:
        return
    # Where nothing came in as it is, only what stands around the sheet is wrong.
    without = (
        sheet
        if is_none(own.carried_over)
        else amount(sheet, f"/totals/{int(sheet.fiscal_year)}/carried_over", "-")
    )
    for _, line, place in each_line(last):
        for reason in reasons if line.relisted_from is None else ():
            before = match_rows(text(last, place / "reason", reason), without)
            yield Case(without, Around(layout=load_layout(sheet.layout), before=(before,)))


def _is_last(one: Sheet, sheet: Sheet) -> bool:
    same = (one.head.division, one.position.measure_no) == (sheet.head.division, sheet.position.measure_no)
    return same and one.fiscal_year == FiscalYear(sheet.fiscal_year - 1)


def _carried_nowhere(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _with_reasons(sheet, CARRIED)


def _not_carried(sheet: Sheet, random: Random) -> Iterator[Case]:
    if not any("繰り越" in (line.reason or "") for _, line, _ in each_line(sheet)):
        yield from _with_reasons(sheet, NOT_CARRIED)


KINDS = (
    Kind("年度", "繰り越した額が翌年度に入らない", ("carried-over-arrives",), _carried_nowhere, _not_carried),
)
