"""テキストの行と欄 — text extracted from a PDF, as rows of tab-separated cells."""

import re
from collections.abc import Iterator

from hyoka.readers.encoding import decode
from hyoka.readers.reading import CannotRead, Origin, TooLarge, Unread
from hyoka.readers.source import PARAGRAPH, Source, SourceCell, SourceRow
from hyoka.values import clean_text

# What no sheet reaches: a line or a count of cells beyond these is some other file.
MAX_LINE = 200_000
MAX_CELLS = 1_200_000

_LINES = re.compile("\r\n|\r|\n")
_RULER = re.compile(r"[-‐-―─━=＝|+:\s]{3,}")
_SHORT = 10_000  # far below what a cell can hold
_RULES = frozenset("-‐‑‒–—―─━=＝|+: ")
_PARAGRAPHS = {"p", "br", "div", "li", "tr"}


def text_source(data: bytes, markup: tuple[str, ...] = ()) -> Source:
    """The rows of a text. Only markup on the allow-list is taken out; other angle brackets are text.

    Raises CannotRead.
    """
    text = decode(data)
    if not text.strip():
        raise CannotRead("ファイルに文字がありません。評価表から取り出したテキストを指定してください。")
    cells = 1 + sum(map(text.count, "\t\n\r\f"))
    if cells > MAX_CELLS:
        raise TooLarge(
            f"テキストの行と欄が多すぎます（{cells:,}個）。{MAX_CELLS:,}個までです。評価表のテキストか確かめ、分けて指定してください。"
        )
    lines = _LINES.split(text)
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            raise TooLarge(
                f"{number}行目が長すぎます（{len(line):,}字）。評価表のテキストは"
                f"一行 {MAX_LINE:,}字までです。行が改行で分かれているか確かめてください。"
            )
    unread: list[Unread] = []
    rows = tuple(_rows(lines, _tags(markup), unread))
    ends_blank = any(line.endswith("\t") for line in lines)
    return Source(rows, tuple(unread), trimmed=not ends_blank and any("\t" in line for line in lines))


def _tags(markup: tuple[str, ...]) -> re.Pattern[str] | None:
    if not markup:
        return None
    names = "|".join(re.escape(name) for name in markup)
    return re.compile(rf"<(/?)({names})(?:\s[^<>]*)?/?>", re.IGNORECASE)


def _rows(lines: list[str], tags: re.Pattern[str] | None, unread: list[Unread]) -> Iterator[SourceRow]:
    page = 1
    paged = any("\f" in line for line in lines)
    for number, line in enumerate(lines, start=1):
        for index, piece in enumerate(line.split("\f")):
            page += index > 0
            yield _row(piece, number, page if paged else None, tags, unread)


def _row(
    line: str, number: int, page: int | None, tags: re.Pattern[str] | None, unread: list[Unread]
) -> SourceRow:
    if not line or (line.isspace() and "\t" not in line):
        return SourceRow((), number, page)
    pieces = line.split("\t")
    if _is_ruler(pieces):
        return SourceRow((), number, page)
    if (
        len(line) < _SHORT
        and line.replace("\t", "").isprintable()
        and "<" not in line
        and "\ufffd" not in line
    ):
        return SourceRow(tuple([SourceCell(piece.strip(" ")) for piece in pieces]), number, page)
    cells = []
    for column, piece in enumerate(pieces, start=1):
        spoiled = False
        text = piece
        if len(text) >= _SHORT or not text.isprintable():
            text, removed = clean_text(text.replace("\v", "\x1f"))
            spoiled = bool(removed)
            if removed:
                origin = Origin(line=number, column=column, page=page)
                unread.append(
                    Unread(
                        text="、".join(removed)[:200], origin=origin, reason="保存できない文字を取り除いた"
                    )
                )
        if tags and "<" in text:
            text = tags.sub(_replace_tag, text)
        cells.append(SourceCell(text.strip(" \n\u2029"), spoiled=spoiled or "\ufffd" in text))
    return SourceRow(tuple(cells), number, page)


def _replace_tag(found: re.Match[str]) -> str:
    return PARAGRAPH if found[2].lower() in _PARAGRAPHS else ""


def _is_ruler(pieces: list[str]) -> bool:
    """The ----- lines of extracted tables. A lone dash is a value."""
    if pieces[0] and pieces[0][0] not in _RULES:
        return False
    if not all(set(piece) <= _RULES for piece in pieces):
        return False
    return all(not piece or (len(piece) >= 3 and _RULER.fullmatch(piece)) for piece in pieces) and any(pieces)
