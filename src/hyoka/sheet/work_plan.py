"""業務計画 — projects, the means by which they work, and what each means is measured by."""

from typing import ClassVar

from pydantic import Field

from hyoka.sheet.indicator import Indicator
from hyoka.sheet.part import Part, Row
from hyoka.values import Document, Text


class Relisting(Document):
    """再掲 — a link to the direction that holds the money; 「施策48-(4)再掲」 names (48, 4)."""

    measure_no: Text = Field(title="再掲元の施策番号")
    direction_no: Text = Field(title="再掲元の施策の方向番号")


class Means(Row):
    """手段・業務内容 — one row of the work plan, measured by one output indicator."""

    no: Text | None = Field("", title="手段番号")
    text: Text | None = Field("", title="手段・業務内容")
    indicator: Indicator = Field(Indicator(), title="活動指標")
    course: Text | None = Field("", title="今後の取組み方針")
    reason: Text | None = Field("", title="改善内容、終了・休止理由、目標値変更理由等")
    reform_mark: Text | None = Field("", title="行政改革大綱における取組")


class Project(Row):
    """事業 — a relisted project keeps its own indicators; only its money is elsewhere."""

    no: Text | None = Field("", title="事業番号")
    name: Text | None = Field("", title="事業名")
    relisted_from: Relisting | None = Field(None, title="再掲元")
    means: tuple[Means, ...] = Field((), title="手段・業務内容")


class WorkPlan(Part):
    """個表の業務計画."""

    ROWS: ClassVar[str] = "projects"

    projects: tuple[Project, ...] = Field((), title="事業")
