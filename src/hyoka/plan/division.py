"""部と課 — departments and their divisions, each for the fiscal years in which it exists."""

from pydantic import Field

from hyoka.plan.validity import Lasting
from hyoka.values import Key, Text


class Department(Lasting):
    """部."""

    key: Key = Field(title="鍵")
    name: Text = Field(title="所属部")


class Division(Lasting):
    """課. A renamed division is another one; a Succession joins the two.

    >>> Division(key="d001", name="情報政策課", valid_until="H30").valid_until.wareki
    '平成30年度'
    """

    key: Key = Field(title="鍵")
    name: Text = Field(title="所属課")
    department: Key | None = Field(None, title="所属部", description="部の鍵")
