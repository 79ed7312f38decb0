"""スケジュール表 — bars and events over the fiscal year's months, and planned hours of staff."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from hyoka.sheet.part import Part, Row
from hyoka.values import Entry, Text

# The months of a fiscal year, in order.
MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)

Month = Annotated[int, Field(ge=1, le=12, strict=True)]


class BarKind(StrEnum):
    """線の種類 — the bar of the whole project, or a happening within it."""

    BAR = "bar"
    EVENT = "event"


class Bar(Row):
    """線表の線 — from month to month with the label under it. None: the end is not known."""

    kind: BarKind = Field(BarKind.BAR, title="線の種類")
    from_month: Month | None = Field(None, title="開始月")
    to_month: Month | None = Field(None, title="終了月")
    label: Text | None = Field("", title="線の見出し")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.from_month and self.to_month and MONTHS.index(self.from_month) > MONTHS.index(self.to_month):
            raise ValueError(f"線の終わり（{self.to_month}月）が始まり（{self.from_month}月）より前です")
        return self


class ScheduleRow(Row):
    """一事業の予定。Hours are an Entry as printed (747H)."""

    project: Text | None = Field("", title="事業名")
    bars: tuple[Bar, ...] = Field((), title="予定")
    regular_hours: Entry = Field(Entry.blank(), title="従事見込時間数(正職員)")
    other_hours: Entry = Field(Entry.blank(), title="従事見込時間数(その他職員)")


class Schedule(Part):
    """スケジュール表."""

    rows: tuple[ScheduleRow, ...] = Field((), title="事業の予定")
