"""金額の読み方 — what amounts of a sheet come to, for the checks of this family."""

from decimal import Decimal

from hyoka.sheet import BudgetLine, CostYear, TotalYear
from hyoka.values import Amount, MoneyUnit, Why


def yen(amount: Amount) -> Decimal | None:
    """An exact amount in yen; None where there is none, or 約 or 以上 stands beside it."""
    money = amount.money
    return Decimal(money.yen) if money and money.qualifier is None else None


def spoken(amount: Amount) -> str:
    """An amount with its unit, as it is said in a message: 7,283千円."""
    money = amount.money
    return say(money.amount, money.unit) if money else (amount.written or "").strip()


def say(amount: Decimal, unit: MoneyUnit, *, signed: bool = False) -> str:
    return f"{amount:+,f}{unit.value}" if signed else f"{amount:,f}{unit.value}"


def say_yen(amount: Decimal, unit: MoneyUnit, *, signed: bool = False) -> str:
    """Yen in the unit of the paper."""
    units = amount / unit.yen
    return say(
        units.quantize(Decimal(1)) if units == units.to_integral_value() else units, unit, signed=signed
    )


def unit_of(amount: Amount) -> MoneyUnit:
    money = amount.money
    return money.unit if money else amount.unit


def is_in_brackets(amount: Amount) -> bool:
    """(1,200): many cities print what must not be added up in brackets."""
    return (amount.written or "").strip().startswith(("(", "（"))


def is_lost(amount: Amount) -> bool:
    """The source does not hold the cell: nothing may be concluded from it."""
    return amount.absent is Why.NOT_IN_SOURCE


def is_none(amount: Amount) -> bool:
    """Blank, or a dash: no money is stated."""
    return amount.absent in (Why.EMPTY, Why.NONE_SET, Why.NOT_APPLICABLE)


def is_relisted(line: BudgetLine) -> bool:
    """A line that points to another one for its money, also where the pointer itself could not be read."""
    name = line.name or ""
    return line.relisted_from is not None or ("再掲" in name and "再掲元" not in name)


def year_of(years: tuple[CostYear, ...], fiscal_year: int) -> CostYear | None:
    return next((year for year in years if year.fiscal_year == fiscal_year), None)


def total_of(years: tuple[TotalYear, ...], fiscal_year: int) -> TotalYear | None:
    return next((year for year in years if year.fiscal_year == fiscal_year), None)
