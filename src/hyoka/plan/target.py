"""総合計画の目標指標 — what a plan itself promises for a node of its tree, year by year."""

from pydantic import Field

from hyoka.values import Document, Entry, FiscalYear, Key, Text


class PlanTarget(Document):
    """The promise of one fiscal year, as the plan prints it."""

    fiscal_year: FiscalYear = Field(title="年度")
    target: Entry = Field(Entry.blank(), title="目標")


class PlanIndicator(Document):
    """目標指標. Whether anybody reports it is for the checks of the whole city to say."""

    key: Key = Field(title="鍵")
    node: Key = Field(title="計画の項目")
    name: Text = Field(title="指標名")
    unit: Text = Field("", title="単位")
    formula: Text = Field("", title="指標計算式")
    baseline: Entry = Field(Entry.blank(), title="基準値")
    targets: tuple[PlanTarget, ...] = Field((), title="年度別の目標")
    final_target: Entry = Field(Entry.blank(), title="最終目標")

    def at(self, fiscal_year: int) -> Entry | None:
        return next((one.target for one in self.targets if one.fiscal_year == fiscal_year), None)
