"""予算額・決算額 — the money of the whole sheet, by fiscal year, in the unit of the paper."""

from typing import ClassVar

from pydantic import Field

from hyoka.sheet.part import Flag, Part, YearRow
from hyoka.values import Amount


class TotalYear(YearRow):
    """One year of the summary's money. Amounts keep the written unit (千円)."""

    budget: Amount = Field(title="予算額")
    budget_amended: Flag | None = Field(None, title="予算額の補正・流用")  # None: plain text cannot tell
    settlement: Amount = Field(title="決算額")
    carried_over: Amount = Field(title="決算額の内繰越明許分")


class Totals(Part):
    """総括表の予算額・決算額."""

    ROWS: ClassVar[str] = "years"

    years: tuple[TotalYear, ...] = Field((), title="年度別")
