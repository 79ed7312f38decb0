"""頭書き — who holds the sheet, and where its work stands in the plan."""

from pydantic import Field

from hyoka.values import Document, Entry, Text


class Head(Document):
    """所属と連絡先 — printed on the summary and again on the schedule; one place here."""

    department: Text | None = Field("", title="所属部")
    division: Text | None = Field("", title="所属課")
    regular_staff: Entry = Field(Entry.blank(), title="正職員数")
    other_staff: Entry = Field(Entry.blank(), title="その他職員数")
    phone: Text | None = Field("", title="電話番号")
    extension: Text | None = Field("", title="内線")


class PlanPosition(Document):
    """総合計画の位置付け — the branch of the plan tree that the measure (施策) stands on."""

    goal_no: Text | None = Field("", title="基本目標番号")
    goal: Text | None = Field("", title="基本目標")
    policy_no: Text | None = Field("", title="基本方針番号")
    policy: Text | None = Field("", title="基本方針")
    measure_no: Text | None = Field("", title="施策番号")
    measure: Text | None = Field("", title="施策名")
    nickname: Text | None = Field("", title="施策の愛称")
