"""段落 — the paragraphs of a narrative with the tags 【…】 that head them, and their sentences."""

import re
from functools import lru_cache
from typing import NamedTuple

from hyoka.checks.words.fold import fold

_TAG = re.compile(r"(?:^|(?<=[。】\s]))【([^【】\n]{1,60})】")
_END = re.compile(r"。(?![」』)])|\n")
_ITEM = re.compile(r"[①-⑳⑴-⒇❶-❿]")  # each opens a line of its own
_MARK = re.compile(r"^(?:[・○●◎□■◇◆*※]|\([0-9]{1,2}\)|[0-9]{1,2}[.)](?![0-9]))+")


class Paragraph(NamedTuple):
    """What stands under one tag. The tag is "" where the text has none; the text is folded."""

    tag: str
    text: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences without their full stops.

        >>> Paragraph("", "開催した。次は3月。").sentences
        ('開催した', '次は3月')
        """
        told = (_MARK.sub("", part.strip()) for part in _END.split(self.text))
        return tuple(part for part in told if part)


@lru_cache(maxsize=1 << 12)
def find_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a narrative, in order; a line without a tag goes on under the tag above it.

    >>> find_paragraphs("【24 まちづくり】\\n【地域SNS】調べた。\\nまとめた。【電子申請】増えた。")
    (Paragraph(tag='24まちづくり', text=''), Paragraph(tag='地域SNS', text='調べた。\\nまとめた。'),
     Paragraph(tag='電子申請', text='増えた。'))
    """
    folded = "\n".join(fold(line) for line in _ITEM.sub("\n", text).splitlines())
    found = list(_TAG.finditer(folded))
    starts = [found_tag.start() for found_tag in found] + [len(folded)]
    head = folded[: starts[0]].strip()
    tagged = [
        Paragraph(tag[1].strip(), folded[tag.end() : end].strip())
        for tag, end in zip(found, starts[1:], strict=True)
    ]
    return ((Paragraph("", head),) if head else ()) + tuple(tagged)


def untagged(text: str) -> str:
    """The text in one folded line, without tags."""
    return "".join(paragraph.text for paragraph in find_paragraphs(text)).replace("\n", "")
