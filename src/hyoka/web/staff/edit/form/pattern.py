"""型の欄 — several places in one cell, with the form's own words between them."""

import re
from collections.abc import Iterator

from hyoka.web.staff.edit.form.markup import tag

_PIECES = re.compile(r"(\{\w+\}|\[\[|\]\])")


def pieces_of(
    pattern: str, slots: dict[str, object], texts: dict[str, str], *, show_all: bool
) -> Iterator[object]:
    """The pieces of a pattern. Words of a part in [[ … ]] are shown if its slots hold something, or may come to."""
    shown = True
    pieces = _PIECES.split(pattern)
    for number, piece in enumerate(pieces):
        if piece == "[[":
            inside = "".join(pieces[number + 1 : pieces.index("]]", number)])
            shown = show_all or all(texts[name] for name in re.findall(r"\{(\w+)\}", inside))
        elif piece == "]]":
            shown = True
        elif piece.startswith("{"):
            yield slots[piece[1:-1]]
        elif piece and shown:
            yield tag("span", piece, class_="slot__words") if show_all else piece
