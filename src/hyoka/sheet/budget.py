"""予算費目表 — budget lines with account codes, and what each fiscal year was given and spent."""

from typing import ClassVar

from pydantic import Field

from hyoka.sheet.part import Flag, Part, Row, YearRow
from hyoka.sheet.work_plan import Relisting
from hyoka.values import Amount, Text


class CostYear(YearRow):
    """One year of a budget line, in the unit of the paper (千円)."""

    budget: Amount = Field(title="予算額")
    budget_general: Amount = Field(title="予算額のうち一般財源")
    budget_amended: Flag | None = Field(None, title="予算額の補正・流用")
    settlement: Amount = Field(title="決算額")
    settlement_general: Amount = Field(title="決算額のうち一般財源")


class BudgetLine(Row):
    """予算費目 — a project's line or a 補助金(細節). A relisted line points; it carries no money."""

    no: Text | None = Field("", title="費目番号")
    name: Text | None = Field("", title="費目名")
    relisted_from: Relisting | None = Field(None, title="再掲元")
    account_code: Text | None = Field("", title="予算科目コード")
    years: tuple[CostYear, ...] = Field((), title="年度別")
    cost_course: Text | None = Field("", title="次年度のコスト方向性")
    reason: Text | None = Field("", title="決算額増減の理由・改善状況等")
    reform_mark: Text | None = Field("", title="行政改革大綱における取組")


class BudgetTable(Part):
    """予算費目表 (各事務事業に対する事業費)."""

    ROWS: ClassVar[str] = "lines"

    lines: tuple[BudgetLine, ...] = Field((), title="予算費目")
