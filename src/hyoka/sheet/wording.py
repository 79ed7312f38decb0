"""言い回しの違い — which words of a text went and which came, for marking them inside a paragraph.

Japanese has no blanks between words, and single characters make a patchwork that nobody reads. A run of one script
(漢字, カタカナ, ひらがな, 英字) is taken for a word, a number with its signs for one thing: 1,285 → 1,290 is one change.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple


class Mark(StrEnum):
    SAME = "same"
    GONE = "gone"  # <del>
    CAME = "came"  # <ins>


class Piece(NamedTuple):
    mark: Mark
    text: str


_NUMBER = r"[▲△+\-－＋]?[0-9０-９][0-9０-９,，.．]*[%％]?"
_WORD = re.compile(
    rf"{_NUMBER}|[一-鿿㐀-䶿𠀀-𯿿々〆ヶ]+|[ァ-ヺー・ｦ-ﾟ]+|[ぁ-ゖゝゞ]+|[A-Za-zＡ-Ｚａ-ｚÀ-ɏ]+|\n|[^\S\n]+|.",
    re.DOTALL,
)
_SENTENCE = re.compile(r"[^。\n]*[。\n]?", re.DOTALL)
_ISLAND = re.compile(r"[ぁ-ゖ、，・\s]{1,2}")  # の, を, は: said by chance on both sides
MOST_WORDS = 2_000  # per side; a longer text is compared by its sentences first


def wording(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts as pieces in reading order: what stayed and went makes `before`, what stayed and came `after`.

    >>> "".join({"same": "{}", "gone": "[-{}]", "came": "[+{}]"}[p.mark].format(p.text) for p in wording("講座を5回開く", "講座を12回開く"))
    '講座を[-5][+12]回開く'
    """
    if before == after:
        return (Piece(Mark.SAME, before),) if before else ()
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    head, tail = _whole_words(before, after, head, tail)
    middle = _compared(before[head : len(before) - tail], after[head : len(after) - tail])
    pieces = [Piece(Mark.SAME, before[:head]), *middle, Piece(Mark.SAME, before[len(before) - tail :])]
    return tuple(_joined(piece for piece in pieces if piece.text))


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _whole_words(before: str, after: str, head: int, tail: int) -> tuple[int, int]:
    """The common ends cut back to the border of a word in both texts, so that 1,285 and 1,290 share no 「1,2」."""
    starts, others = _borders(before), _borders(after)
    while head and not (head in starts and head in others):
        head -= 1
    while tail and not (len(before) - tail in starts and len(after) - tail in others):
        tail -= 1
    return head, tail


def _borders(text: str) -> frozenset[int]:
    return frozenset(match.start() for match in _WORD.finditer(text)) | {len(text)}


def _compared(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) <= MOST_WORDS:
        yield from _settled(list(_steps(old, new)))
        return
    for mark, text, other in _runs(_SENTENCE.findall(before), _SENTENCE.findall(after)):
        if mark is Mark.SAME:
            yield Piece(mark, text)
        else:
            yield from _replaced(text, other)


def _replaced(before: str, after: str) -> Iterator[Piece]:
    """Sentences that stand for others: word by word where that is short enough, else as a whole."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if old and new and max(len(old), len(new)) <= MOST_WORDS:
        yield from _settled(list(_steps(old, new)))
        return
    yield Piece(Mark.GONE, before)
    yield Piece(Mark.CAME, after)


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Mark, str, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        yield Mark.SAME if op == "equal" else Mark.GONE, "".join(old[a:b]), "".join(new[c:d])


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for mark, before, after in _runs(old, new):
        if mark is Mark.SAME:
            yield Piece(Mark.SAME, before)
        else:
            yield from (Piece(Mark.GONE, before), Piece(Mark.CAME, after))


def _settled(pieces: list[Piece]) -> Iterator[Piece]:
    """A の that stands by chance between two changes is part of the change: one long mark reads, a patchwork does not."""
    last = len(pieces) - 1
    for index, (mark, text) in enumerate(pieces):
        if mark is Mark.SAME and 0 < index < last and _ISLAND.fullmatch(text) and "\n" not in text:
            yield from (Piece(Mark.GONE, text), Piece(Mark.CAME, text))
        else:
            yield Piece(mark, text)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Between two texts that stayed, all that went before all that came."""
    for is_same, run in groupby(pieces, lambda piece: piece.mark is Mark.SAME):
        held = list(run)
        for mark in (Mark.SAME,) if is_same else (Mark.GONE, Mark.CAME):
            text = "".join(piece.text for piece in held if piece.mark is mark)
            if text:
                yield Piece(mark, text)


__all__ = ["Mark", "Piece", "wording"]
