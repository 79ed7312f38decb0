"""型の欄 — several places in one cell, with the form's own words between them."""

import re
from collections.abc import Iterator

from hyoka.web.staff.edit.form.markup import tag

_PARTS = re.compile(r"(\[\[.*?\]\])")
_SLOTS = re.compile(r"(\{\w+\})")


def pieces_of(
    pattern: str, slots: dict[str, object], texts: dict[str, str], *, show_all: bool
) -> Iterator[object]:
    """The pieces of a pattern. Words of a part in [[ … ]] are shown if its slots hold something, or may come to."""
    for part in _PARTS.split(pattern):
        if not part.startswith("[["):
            yield from _pieces(part, slots, with_words=True, apart=show_all)
            continue
        inner = part[2:-2]
        with_words = show_all or all(texts[name] for name in re.findall(r"\{(\w+)\}", inner))
        pieces = _pieces(inner, slots, with_words=with_words, apart=show_all)
        if show_all:
            yield tag("span", *pieces, class_="slot-group")
        else:
            yield from pieces


def _pieces(words: str, slots: dict[str, object], *, with_words: bool, apart: bool) -> Iterator[object]:
    for piece in _SLOTS.split(words):
        if piece.startswith("{"):
            yield slots[piece[1:-1]]
        elif piece.strip() and with_words and apart:
            yield tag("span", piece, class_="slot__words")
        elif piece and with_words:
            yield piece
