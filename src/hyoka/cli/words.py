"""ことば — the language of the command line: Japanese, or English where HYOKA_LANG=en asks for it."""

import os
import textwrap
import unicodedata
from collections.abc import Iterator


def say(japanese: str, english: str) -> str:
    """What is said to the person, in their language."""
    return english if os.environ.get("HYOKA_LANG", "").lower().startswith("en") else japanese


def width(text: str) -> int:
    """How many columns of a terminal the text takes.

    >>> width("H30 実績")
    8
    """
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WFA" else 1
        for sign in text
    )


def pad(text: str, columns: int) -> str:
    """The text with blanks behind it, so wide on a terminal."""
    return text + " " * (columns - width(text))


# What may not stand at the beginning, or at the end, of a line.
_NOT_FIRST = "。、．，・：；？！）］｝」』】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ),.:;!?]}"
_NOT_LAST = "（［｛「『【〔〈《([{"


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines no wider than so many columns; Japanese breaks anywhere but before 。 or after 「.

    >>> wrap("評価表を読み取ります。", 12)
    ['評価表を読み', '取ります。']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and width(line + piece.rstrip()) > columns:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> Iterator[str]:
    """The text cut where a line may break."""
    piece = ""
    for before, sign, after in zip(" " + text, text, text[1:] + " ", strict=False):
        del before
        piece += sign
        wide = width(sign) == 2 or width(after) == 2
        if sign == " " or (wide and after not in _NOT_FIRST and sign not in _NOT_LAST and after != " "):
            yield piece
            piece = ""
    if piece:
        yield piece


def paragraphs(text: str) -> list[str]:
    """A help text taken apart at its blank lines; line breaks within a paragraph that begins with a blank stay."""
    return [block for block in textwrap.dedent(text).strip("\n").split("\n\n") if block.strip()]
