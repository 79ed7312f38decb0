"""折り返し — whether a line ends because it is full or because its writer ended it.

The paper shows which: where the next word would still have fitted, the line was ended on purpose. Where a line was
full it wrapped, and what stood at the wrap is told by what stands around it: nothing between Japanese signs, a blank
between Latin words. A line that was ended on purpose just where it was full cannot be told from a wrapped one.
"""

import re
from typing import NamedTuple

_NEVER_FIRST = frozenset(
    "、。，．,.・：；:;？！?!」』）】〕〉》］｝)]}”’々ゝゞーｰ％%‰℃°′″〜～…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NEVER_LAST = frozenset("「『（【〔〈《［｛([{“‘￥¥＄$＃#№")
_BEGINS = frozenset("【※＊●○◎■□◆◇・")  # after 。 a new paragraph rather than the next sentence
# Programs break a little earlier than the paper shows, above all where they close up such signs as 、 and 」.
_SLACK, _SLACK_BEHIND_STOP, _CLOSED_UP = 0.1, 0.02, 0.25  # em
_CLOSES_UP = re.compile("・|[、。，．」』）】〕〉》][「『（【〔〈《、。，．」』）】〕〉》]")
_BLANK = 0.35  # em, at most


class Piece(NamedTuple):
    """A line of text with the right edge of each of its characters."""

    text: str
    edges: tuple[float, ...]
    x0: float
    size: float
    blank_behind: bool = False  # a blank is drawn behind the last character

    @property
    def width(self) -> float:
        return self.edges[-1] - self.x0 if self.edges else 0.0


def join_lines(lines: list[Piece], room: float) -> str:
    """The lines of a cell that is `room` wide, as the text that was written."""
    text = ""
    for number, line in enumerate(lines):
        if number:
            text += _between(lines[number - 1], line, room)
        text += line.text
    return text


def _between(above: Piece, below: Piece, room: float) -> str:
    if not above.text or not below.text:
        return "\n"
    if _would_have_fitted(above, below, room) or (above.text[-1] == "。" and below.text[0] in _BEGINS):
        return "\n"
    return between_wrapped(above, below, room)


def _would_have_fitted(above: Piece, below: Piece, room: float) -> bool:
    one, other = above.text[-1], below.text[0]
    blank = _BLANK * above.size if other == "(" or (_is_narrow(one) and _is_narrow(other)) else 0.0
    longest = below.edges[_first_word(below.text) - 1] - below.x0
    slack = _CLOSED_UP if _CLOSES_UP.search(above.text) else _SLACK_BEHIND_STOP if one == "。" else _SLACK
    return above.width + blank + longest <= room - slack * above.size


def _first_word(text: str) -> int:
    """How many characters surely stay together at the beginning of a line."""
    for index in range(1, len(text)):
        one, other = text[index - 1], text[index]
        wide = is_wide(one) + is_wide(other)
        if other == " " or (
            _may_part(one, other) and (wide == 2 or (wide and one.isalnum() and other.isalnum()))
        ):
            return index
    return len(text)


def _may_part(one: str, other: str) -> bool:
    return one not in _NEVER_LAST and other not in _NEVER_FIRST


def between_wrapped(above: Piece, below: Piece, room: float = 0.0) -> str:
    """What stood where a line wrapped."""
    if above.blank_behind:
        return " "
    one, other = above.text[-1], below.text[0]
    if not (_is_narrow(one) and _is_narrow(other)):
        return ""
    if one in "-/([" or other in ")],.":
        return ""
    run = _last_run(above) + _first_run(below)
    return "" if room and run > room else " "


def _last_run(piece: Piece) -> float:
    """How long the unbroken run at the end of a line is."""
    begin = len(piece.text)
    while begin and _is_narrow(piece.text[begin - 1]):
        begin -= 1
    return piece.edges[-1] - (piece.edges[begin - 1] if begin else piece.x0)


def _first_run(piece: Piece) -> float:
    end = 0
    while end < len(piece.text) and _is_narrow(piece.text[end]):
        end += 1
    return piece.edges[end - 1] - piece.x0


def _is_narrow(sign: str) -> bool:
    return not sign.isspace() and not is_wide(sign)


def is_wide(sign: str) -> bool:
    """Kana, kanji and full-width signs: a line may end between any two of them."""
    return (
        "\u2e80" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or "\uff01" <= sign <= "\uff60"
        or "\uff65" <= sign <= "\uff9f" or sign >= "\U00020000" or sign in "…‥※①②③④⑤⑥⑦⑧⑨●○◎■□◆◇→←↑↓"
    )  # fmt: skip
