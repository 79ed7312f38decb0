"""行革取組項目 — items of the administrative reform outline: a second owner of texts and indicators."""

import re

from pydantic import Field

from hyoka.values import Document, Text, unwrap

_LABEL = re.compile(
    r"[【\[]?\s*(?P<no>[0-9０-９]{1,4}(?:[-－‐][0-9０-９]{1,3})*)[\s.．　]+(?P<name>[^】\]]+?)\s*[】\]]?"
)


class ReformItem(Document):
    """行革取組項目, printed 【24 …】.

    >>> ReformItem(no="24", name="まちづくり推進事業").label
    '【24 まちづくり推進事業】'
    """

    no: Text = Field("", title="行革取組番号")
    name: Text = Field(title="行革取組項目")

    @property
    def label(self) -> str:
        return f"【{self.no} {self.name}】" if self.no else f"【{self.name}】"


def find_reform_item(label: str) -> ReformItem | None:
    """The item that a tag names by number and name; None where the tag is no such item.

    >>> find_reform_item("【24 eコミュニティまちづくり 推進事業】")
    ReformItem(no='24', name='eコミュニティまちづくり推進事業')
    >>> find_reform_item("【電子申請】")
    """
    found = _LABEL.fullmatch(unwrap(label.strip()))
    return ReformItem(no=found["no"], name=found["name"]) if found else None
