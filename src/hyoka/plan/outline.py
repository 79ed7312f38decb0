"""行政改革大綱 — the outline of administrative reform: its items, each with a purpose, a way, a target and a plan by year.

The fields are those of the sheets in which a city draws up its outline (取組シート of 三島市行政改革大綱 第6期).
The rows 【行革取組項目】 of the evaluation sheets are this plan's yearly progress: nothing of it is typed twice.
"""

from collections import Counter
from typing import Self

from pydantic import Field, model_validator

from hyoka.plan.reform import ReformItem, is_same_item, item_number
from hyoka.plan.validity import Lasting
from hyoka.values import Document, Entry, FiscalYear, Key, Text


class YearlyPlan(Document):
    """年度計画 — what is to be reached and done in one year."""

    fiscal_year: FiscalYear = Field(title="年度")
    target: Entry = Field(Entry.blank(), title="年度目標")
    outline: Text = Field("", title="実施概要")


class OutlineItem(Document):
    """取組事項."""

    key: Key = Field(title="鍵")
    no: Text = Field("", title="行革取組番号")
    name: Text = Field(title="行革取組項目")
    division: Text = Field("", title="所属課")
    kind: Text = Field("", title="取組区分")
    basic_policy: Text = Field("", title="行革の基本方針")
    priority: Text = Field("", title="重点項目")
    measure_no: Text = Field("", title="施策番号")
    direction_no: Text = Field("", title="施策の方向番号")
    purpose: Text = Field("", title="目的・理由")
    approach: Text = Field("", title="計画期間の取組内容（進め方）")
    indicator: Text = Field("", title="成果指標")
    explanation: Text = Field("", title="指標の説明")
    final_target: Entry = Field(Entry.blank(), title="最終目標")
    years: tuple[YearlyPlan, ...] = Field((), title="年度計画")

    @property
    def label(self) -> ReformItem:
        """As the sheets name it: 【24 …】."""
        return ReformItem(no=self.no, name=self.name)

    def is_named(self, tag: ReformItem) -> bool:
        """Whether a sheet's tag means this item."""
        return is_same_item(tag, self.no, self.name)

    def at(self, fiscal_year: int) -> YearlyPlan | None:
        return next((year for year in self.years if year.fiscal_year == fiscal_year), None)


class ReformOutline(Lasting):
    """行政改革大綱 of one period."""

    key: Key = Field(title="鍵")
    name: Text = Field(title="計画の名称")
    items: tuple[OutlineItem, ...] = Field((), title="取組事項", description="印刷の順に")

    def find_item(self, key: str) -> OutlineItem | None:
        return next((item for item in self.items if item.key == key), None)

    @model_validator(mode="after")
    def _numbers_and_keys_are_unique(self) -> Self:
        for what, values in (
            ("鍵", [i.key for i in self.items]),
            ("番号", [item_number(i.no) for i in self.items if i.no]),
        ):
            twice = [value for value, times in Counter(values).items() if times > 1]
            if twice:
                raise ValueError(f"大綱「{self.name}」で、{what} {twice[0]} が二度使われています。")
        return self
