"""探すことば — what somebody typed into the search box, understood; and where it stands in a text.

Words with a blank between them must all stand in one text; 「"…"」 is one word with its blanks; -word must not stand
there. Widths, cases and blanks do not matter, as in `folding`. 京都 finds 東京都 too: so does every search by letters.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from hyoka.store.folding import fold_for_search

LONGEST = 200  # characters of a question
MOST = 10  # words
# A quoted phrase or a run without blanks, either with a minus before it. Quotes and minus in all their widths.
_QUOTES = '"”“＂'
_MINUS = "-－‐−"
_WORD = re.compile(rf"([{re.escape(_MINUS)}]?)(?:[{_QUOTES}]([^{_QUOTES}]*)(?:[{_QUOTES}]|$)|([^\s]+))")


@dataclass(frozen=True)
class Words:
    """All of `wanted` and none of `unwanted`, folded."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    is_cut: bool = False  # the question was longer than we read

    @property
    def can_find(self) -> bool:
        return bool(self.wanted)

    def fits(self, folded: str) -> bool:
        return all(word in folded for word in self.wanted) and not any(
            word in folded for word in self.unwanted
        )


def words_of(question: str) -> Words:
    """Read a question.

    >>> words_of('図書館　貸出 -"e 図書" ＡＩ').wanted
    ('図書館', '貸出', 'ai')
    >>> words_of('図書館 -"電子 図書"').unwanted
    ('電子図書',)
    >>> words_of('"" - ').can_find
    False
    """
    clean = "".join(sign for sign in question if sign.isspace() or unicodedata.category(sign)[0] != "C")
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    for minus, phrase, word in _WORD.findall(clean[:LONGEST]):
        folded = fold_for_search(phrase or word.strip(_QUOTES).lstrip(_MINUS))  # a minus alone asks nothing
        if folded:
            (unwanted if minus else wanted).setdefault(folded)
    is_cut = len(clean) > LONGEST or len(wanted) > MOST or len(unwanted) > MOST
    return Words(tuple(wanted)[:MOST], tuple(unwanted)[:MOST], is_cut)


def excerpt(text: str, words: Words, *, around: int = 40) -> list[tuple[str, bool]]:
    """The text near its first hit, in pieces: what was looked for (True) and what stands between.

    >>> excerpt("電子 申請の件数", words_of("電子申請"))
    [('電子 申請', True), ('の件数', False)]
    """
    spans = _spans(text, words)
    start = max(0, spans[0][0] - around) if spans else 0
    if start:  # begin at a sentence where one begins nearby
        stop = max(text.rfind(sign, start, spans[0][0]) for sign in "。\n】")
        start = stop + 1 if stop >= 0 else start
    end = min(len(text), (spans[0][1] if spans else 0) + 3 * around)
    pieces: list[tuple[str, bool]] = [("…", False)] if start else []
    here = start
    for first, last in spans:
        if first >= end:
            break
        pieces += [(text[here:first], False)] if first > here else []
        pieces.append((text[max(first, here) : last], True))
        here = max(here, last)
    pieces += [(text[here:end], False)] if here < end else []
    return [*pieces, ("…", False)] if max(end, here) < len(text) else pieces


def _spans(text: str, words: Words) -> list[tuple[int, int]]:
    """Where in the text the words stand, merged and in order."""
    folded, places = _folded_with_places(text)
    found = []
    for word in words.wanted:
        at = folded.find(word)
        while at >= 0:
            found.append((places[at][0], places[at + len(word) - 1][1]))
            at = folded.find(word, at + len(word))
    merged: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


_folded = lru_cache(maxsize=8_192)(fold_for_search)  # sign by sign, and most signs are seen often
# A sign and those that join it: voicing marks of half-width kana, combining marks.
_CLUSTER = re.compile("[\\s\\S][ﾞﾟ\u3099\u309a\u0300-\u036f\ufe00-\ufe0f]*")


def _folded_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The folded text, and for each of its letters what it was made of."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for cluster in _CLUSTER.finditer(text):
        folded = _folded(cluster[0])
        letters.append(folded)
        places += [cluster.span()] * len(folded)
    return "".join(letters), places
