"""行政評価表 — one sheet per fiscal year, division and measure: the document everything else reads."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from hyoka.sheet.direction_sheet import DirectionSheet
from hyoka.sheet.head import Head, PlanPosition
from hyoka.sheet.indicator import Outcomes
from hyoka.sheet.part import Row
from hyoka.sheet.rating import Ratings
from hyoka.sheet.schedule import Schedule
from hyoka.sheet.totals import Totals
from hyoka.values import Document, FiscalYear, Key, Text

VERSION: Literal[1] = 1


class Sheet(Document):
    """評価表一冊（年度 × 所管課 × 施策）."""

    version: Literal[1] = Field(VERSION, title="文書の版")
    key: Key = Field(title="評価表キー")
    layout: Text = Field(title="様式")
    fiscal_year: FiscalYear = Field(title="年度")
    municipality_code: Text = Field("", title="団体コード")
    head: Head = Field(Head(), title="所属")
    position: PlanPosition = Field(PlanPosition(), title="総合計画の位置付け")
    totals: Totals = Field(Totals(), title="予算額・決算額")
    outcomes: Outcomes = Field(Outcomes(), title="成果指標")
    ratings: Ratings = Field(Ratings(), title="観点別評価")
    directions: tuple[DirectionSheet, ...] = Field((), title="所管する施策の方向一覧")
    schedule: Schedule = Field(Schedule(), title="スケジュール表")

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        twice = [key for key, count in Counter(_keys(self)).items() if count > 1]
        if twice:
            raise ValueError(f"行キーが重複しています: {', '.join(twice)}")
        return self


def _keys(document: Document) -> Iterator[str]:
    for name in type(document).model_fields:
        value = getattr(document, name)
        if isinstance(value, tuple):
            for row in value:
                if isinstance(row, Row):
                    yield row.key
                if isinstance(row, Document):
                    yield from _keys(row)
        elif isinstance(value, Document):
            yield from _keys(value)
