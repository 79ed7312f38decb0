"""個表 — the sheet of one direction of the measure (施策の方向): its four texts, work plan and budget table."""

from pydantic import Field

from hyoka.sheet.budget import BudgetTable
from hyoka.sheet.part import Row
from hyoka.sheet.work_plan import WorkPlan
from hyoka.values import Document, Text


class Narrative(Document):
    """One of Plan, Do, Check, Action: the general text and that of the reform item.

    Paragraphs are lines of the text; tags such as 【電子申請】 stand in the text itself.
    None: the source does not hold the cell; "": the cell is blank.
    """

    general: Text | None = Field("", title="本文")
    reform: Text | None = Field("", title="行革取組項目の本文")


class DirectionSheet(Row):
    """個表と予算費目表。番号は飛ぶことがある (another division holds the rest)."""

    no: Text | None = Field("", title="施策の方向番号")
    name: Text | None = Field("", title="施策の方向")
    plan: Narrative = Field(Narrative(), title="実施計画(Plan)")
    do: Narrative = Field(Narrative(), title="取組内容(Do)")
    check: Narrative = Field(Narrative(), title="評価(Check)")
    action: Narrative = Field(Narrative(), title="改善内容(Action)")
    work_plan: WorkPlan = Field(WorkPlan(), title="業務計画")
    budget_table: BudgetTable = Field(BudgetTable(), title="予算費目表")
