"""行革取組項目 — items of the administrative reform outline: a second owner of texts and indicators."""

import re
from collections.abc import Iterator

from pydantic import Field

from hyoka.values import Document, Text, compare_key, unwrap

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


_TAG = re.compile(r"【[^】]*】")
_NUMBER = re.compile(r"[0-9０-９]{1,4}(?:[-－‐][0-9０-９]{1,3})*")


def item_number(no: str) -> str:
    """What two writings of one item's number have in common: 09, 9 and ９ are one.

    >>> item_number("09") == item_number("９"), item_number("3-02") == item_number("３－２")
    (True, True)
    """
    return "-".join(part.lstrip("0") or part for part in compare_key(no).split("-"))


def is_same_item(tag: ReformItem, no: str, name: str) -> bool:
    """Whether a sheet's tag means an item: by its number, by its name only where the tag has no number."""
    if tag.no:
        return bool(no) and item_number(tag.no) == item_number(no)
    return compare_key(tag.name) == compare_key(name)


def parse_mark(mark: str) -> ReformItem | None:
    """The item that a mark of the work plan names: 「27」, 「27 予約」. A bare ○ names none.

    >>> parse_mark("27"), parse_mark("27 予約").name, parse_mark("○")
    (ReformItem(no='27', name=''), '予約', None)
    """
    plain = unwrap(mark.strip()).strip("【】[]")
    if _NUMBER.fullmatch(plain):
        return ReformItem(no=plain, name="")
    return find_reform_item(plain)


def reform_paragraphs(text: str) -> Iterator[tuple[ReformItem | None, str]]:
    """A text of the reform field cut at the tags that name an item; other tags, 【電子申請】, stay in it.

    >>> [(tag.no if tag else "", said) for tag, said in reform_paragraphs("【09 相談】一【電子】二 【10 予約】三")]
    [('09', '一【電子】二'), ('10', '三')]
    """
    found = [(cut.start(), cut.end(), find_reform_item(cut[0])) for cut in _TAG.finditer(text)]
    named = [cut for cut in found if cut[2] is not None]
    begins = [(0, None), *((end, item) for _, end, item in named)]
    ends = [*(start for start, _, _ in named), len(text)]
    for (start, item), end in zip(begins, ends, strict=True):
        said = text[start:end].strip()
        if said:
            yield item, said
