"""金額 — an amount and the unit it was written in. Yen are made in the tables only."""

from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field, computed_field

from hyoka.values.document import Document
from hyoka.values.entry import ABSENT, Absent, Cell, Milestone, Why, find_absence, is_short, words_of
from hyoka.values.figure import EXACT, Figure, Qualifier, find_figure


class MoneyUnit(StrEnum):
    """The unit a column of amounts is headed with.

    >>> MoneyUnit("千円").yen
    1000
    """

    YEN = "円"
    THOUSAND = "千円"
    MILLION = "百万円"

    @property
    def yen(self) -> int:
        return {"円": 1, "千円": 1_000, "百万円": 1_000_000}[self.value]


class Money(Document):
    """7,283千円 stays 7,283千円.

    >>> Money(amount=Decimal(7283), unit=MoneyUnit.THOUSAND).yen
    7283000
    """

    kind: Literal["money"] = Field("money", title="種別")
    amount: Decimal = Field(title="金額")
    unit: MoneyUnit = Field(title="金額の単位")
    qualifier: Qualifier | None = Field(None, title="限定", description="以上・超・以下・未満・約")
    note: str = Field("", title="付記", description="※や、かっこ書き")

    @property
    def yen(self) -> int | Decimal:
        """Whole yen as an int; a Decimal only where a fraction of a yen was written."""
        yen = EXACT.multiply(self.amount, Decimal(self.unit.yen))
        return int(yen) if yen == yen.to_integral_value() else yen


MoneyMeaning = Annotated[Money | Milestone | Absent, Field(discriminator="kind")]


def understand_amount(written: str | None, unit: MoneyUnit) -> Money | Milestone | Absent:
    """What an amount's text means in a column of this unit; a unit in the cell itself wins.

    >>> [understand_amount(written, MoneyUnit.THOUSAND).yen for written in ("▲1,000", "(120)", "9億円")]
    [-1000000, -120000, 900000000]
    >>> understand_amount("10件", MoneyUnit.THOUSAND).kind
    'milestone'
    """
    return _understood(written, unit) if is_short(written) else _take_apart(written, unit)


def _take_apart(written: str | None, unit: MoneyUnit) -> Money | Milestone | Absent:
    why = find_absence(written)
    if why or written is None:
        return ABSENT[why or Why.NOT_IN_SOURCE]
    figure = find_figure(written)
    own_unit = _unit(figure, unit) if figure and not figure.per else None
    if figure is None or own_unit is None:
        return words_of(written)
    amount = figure.value
    if figure.bracketed and amount > 0:
        amount = amount.copy_negate()
    return Money(amount=amount, unit=own_unit, qualifier=figure.qualifier, note=figure.note)


_understood = lru_cache(maxsize=1 << 15)(_take_apart)


def _unit(figure: Figure, column: MoneyUnit) -> MoneyUnit | None:
    """The unit of the figure: its own, else 円 where it says 万 or 億, else its column's."""
    if not figure.unit:
        return MoneyUnit.YEN if figure.scaled else column
    return next((unit for unit in MoneyUnit if unit == figure.unit), None)


class Amount(Cell):
    """金額の欄 — an amount as written under a column's unit, and what it means.

    >>> amount = Amount(written="7,283", unit="千円")
    >>> amount.means.amount, amount.means.yen
    (Decimal('7283'), 7283000)
    >>> Amount.model_validate_json(amount.model_dump_json()) == amount
    True
    """

    unit: MoneyUnit = Field(MoneyUnit.THOUSAND, title="金額の単位", description="欄の見出しにある単位")

    @classmethod
    def of(cls, written: str | None, unit: MoneyUnit = MoneyUnit.THOUSAND) -> "Amount":
        return _amount(written, unit) if is_short(written) else cls(written=written, unit=unit)

    @classmethod
    def missing(cls, unit: MoneyUnit = MoneyUnit.THOUSAND) -> "Amount":
        """The source does not hold this cell."""
        return _amount(None, unit)

    @classmethod
    def blank(cls, unit: MoneyUnit = MoneyUnit.THOUSAND) -> "Amount":
        """The cell is there, and nothing is written in it."""
        return _amount("", unit)

    @computed_field(title="意味")  # type: ignore[prop-decorator]
    @property
    def means(self) -> MoneyMeaning:
        return understand_amount(self.written, self.unit)

    @property
    def money(self) -> Money | None:
        meaning = understand_amount(self.written, self.unit)
        return meaning if isinstance(meaning, Money) else None

    @property
    def yen(self) -> int | Decimal | None:
        money = self.money
        return money.yen if money else None

    @property
    def absent(self) -> Why | None:
        meaning = understand_amount(self.written, self.unit)
        return meaning.why if isinstance(meaning, Absent) else None

    @property
    def is_blank(self) -> bool:
        return self.absent is Why.EMPTY

    @property
    def is_known(self) -> bool:
        return self.absent is None


@lru_cache(maxsize=1 << 15)
def _amount(written: str | None, unit: MoneyUnit) -> Amount:
    return Amount(written=written, unit=unit)
