"""繰り越した額は、翌年度に入ってくる

前年度の評価表が「翌年度に繰り越した」とする事業があれば、今年度の総括表の「決算額の内 繰越明許分」に、その支出があるはずです。
前年度の理由に額が書かれているときは、その合計と比べます。様式は繰り越した額の欄を持たないので、記述がないときは何も言いません。
事務移管のあった年度も問いません。
根拠: 地方自治法第213条（繰越明許費）、様式の注記（予算要求年度に予算額を、実執行年度に決算額及び繰越明許額を記載）
直し方: 前年度の決算の繰越計算書で額を確かめ、繰越明許分の記入もれ、年度の列のずれを直す。執行しなかったときは理由を書く。
"""

from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.amounts.money import is_none, say_yen, spoken, total_of, unit_of, yen
from hyoka.checks.over_years.moved import anything_moved
from hyoka.checks.over_years.told_carry import ToldCarry, told_carries
from hyoka.sheet import Place, Sheet

_ROUNDING = 1_000  # yen: each amount was rounded by itself


def carried_over_arrives(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if not around.before or anything_moved((sheet, around.before[0]), sheet.fiscal_year):
        return
    last = around.before[0]
    total = total_of(sheet.totals.years, sheet.fiscal_year)
    if total is None or yen(total.settlement) is None:
        return  # nothing is settled yet
    arrived = Decimal(0) if is_none(total.carried_over) else yen(total.carried_over)
    if arrived is None:
        return
    told = told_carries(last)
    if told and not arrived:
        yield _finding(
            sheet,
            f"{last.fiscal_year.wareki}の評価表は「{told[0].sentence}」としていますが、{_this(sheet)}がありません。",
        )
    elif (named := _named(told)) is not None and abs(named - arrived) >= _ROUNDING * max(len(told), 1):
        said = say_yen(named, unit_of(total.carried_over))
        yield _finding(
            sheet,
            f"{last.fiscal_year.wareki}の評価表が翌年度に繰り越したとする額は {said} ですが、{_this(sheet)}は"
            f" {spoken(total.carried_over)} です。",
        )


def _this(sheet: Sheet) -> str:
    return f"{sheet.fiscal_year.short} の繰越明許分"


def _named(told: tuple[ToldCarry, ...]) -> Decimal | None:
    """What all statements together name; None where one of them names no amount, or where there is none."""
    amounts = [one.amount for one in told]
    if not amounts or None in amounts:
        return None
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _finding(sheet: Sheet, message: str) -> Finding:
    at = Place("/totals") / sheet.fiscal_year / "carried_over"
    return Finding(
        check="carried-over-arrives",
        severity=Severity.WARNING,
        at=at,
        message=message,
        places=(at, Place("/totals") / sheet.fiscal_year / "settlement"),
        fiscal_year=sheet.fiscal_year,
    )
