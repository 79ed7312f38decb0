"""行政評価表 — one sheet per fiscal year, division and measure: the document everything else reads."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from hyoka.sheet.direction_sheet import DirectionSheet
from hyoka.sheet.head import Head, PlanPosition
from hyoka.sheet.indicator import Outcomes
from hyoka.sheet.part import Row
from hyoka.sheet.place import slots
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
    def _places_are_told_apart(self) -> Self:
        found = tuple(_rows(self, ""))
        twice = [key for key, count in Counter(key for key, _ in found if key).items() if count > 1]
        if twice:
            raise ValueError(f"行キーが重複しています: {'、'.join(twice)}")
        words = sorted({key for key, _ in found if key in field_names()})
        if words:
            raise ValueError(f"行キーに項目の名前は使えません: {'、'.join(words)}")
        again = [at for (key, at), count in Counter(found).items() if count > 1 and not key]
        if again:
            raise ValueError(f"同じ年度の欄が重複しています: {'、'.join(again)}")
        return self


def row_keys(sheet: Sheet) -> frozenset[str]:
    """The keys of all rows of a sheet."""
    return frozenset(key for key, _ in _rows(sheet, "") if key)


def _rows(document: Document, at: str) -> Iterator[tuple[str, str]]:
    """Every row's key ("" for a year) and, for a year, which year of which row it is."""
    for slot in slots(type(document)):
        value = getattr(document, slot.name)
        if slot.rows:
            for row in value:
                if isinstance(row, Row):
                    yield row.key, ""
                    yield from _rows(row, row.key)
                else:
                    yield "", row.fiscal_year.calendar + (f"（行 {at}）" if at else "")
        elif slot.document:
            yield from _rows(value, at)


@cache
def field_names(model: type[Document] = Sheet) -> frozenset[str]:
    """The names that places are made of beside keys: a key may be none of them."""
    names = set(model.model_fields)
    for slot in slots(model):
        inner = slot.rows or slot.document
        names |= field_names(inner) if inner else set()
    return frozenset(names)
