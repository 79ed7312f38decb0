"""傷 — damages to a sheet's text, as extraction, mail and editors do them, each told by its kind.

A damage is text in, bytes out; it is made at random from a seed, so that a failure can be looked at again. Every
cell carries an invisible mark through the damage, which is taken off at the end: it tells where the cell went, so
that a figure that still stands in the damaged text is known to belong where the document had it.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

Lines = list[list[str]]  # cells of the lines


class Damage(NamedTuple):
    """One damaged copy of the text, and which cells of the whole text stand in which cell of it (from 1)."""

    kind: str
    seed: int
    data: bytes
    came_from: dict[
        tuple[int, int], list[tuple[int, int]]
    ]  # (line, column) → (line, column) of the whole text


# Private-use signs: no form prints them.
_FIRST_MARK = 0xF0000
_MARK = re.compile("[\U000f0000-\U000ffffd]")


def _marked(text: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text with a mark at the end of every cell, and what each mark stands for."""
    marks: dict[str, tuple[int, int]] = {}
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        cells = []
        for column, cell in enumerate(line.split("\t"), start=1):
            mark = chr(_FIRST_MARK + len(marks)) if line.strip() else ""
            marks[mark] = (number, column)
            cells.append(cell + mark)
        lines.append("\t".join(cells))
    return "\n".join(lines), marks


def _taken_off(
    text: str, marks: dict[str, tuple[int, int]]
) -> tuple[str, dict[tuple[int, int], list[tuple[int, int]]]]:
    came_from: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        for column, cell in enumerate(line.split("\t"), start=1):
            found = [marks[mark] for mark in _MARK.findall(cell)]
            if found:
                came_from[number, column] = found
    return _MARK.sub("", text), came_from


def plain(cell: str) -> str:
    """A cell without its mark."""
    return _MARK.sub("", cell)


def _cells(text: str) -> Lines:
    return [line.split("\t") for line in text.split("\n")]


def _text(lines: Lines) -> str:
    return "\n".join("\t".join(cells) for cells in lines)


def _table_lines(lines: Lines) -> list[int]:
    return [
        index
        for index, cells in enumerate(lines)
        if len(cells) >= 5 and "---" not in cells[0] and any(map(plain, cells))
    ]


def _figures(cells: list[str]) -> list[int]:
    return [index for index, cell in enumerate(cells) if 0 < len(plain(cell)) <= 12 and index > 0]


# ── lines ──────────────────────────────────────────────────────────────────


def drop_line(text: str, rng: random.Random) -> str:
    """One line is lost."""
    lines = text.split("\n")
    filled = [index for index, line in enumerate(lines) if plain(line).strip()]
    del lines[rng.choice(filled)]
    return "\n".join(lines)


def drop_lines(text: str, rng: random.Random) -> str:
    """Some neighbouring lines are lost, as at a page break."""
    lines = text.split("\n")
    at = rng.randrange(len(lines) - 8)
    del lines[at : at + rng.randint(2, 7)]
    return "\n".join(lines)


def drop_scattered(text: str, rng: random.Random) -> str:
    """Lines here and there are lost."""
    return "\n".join(line for line in text.split("\n") if rng.random() > 0.04)


def drop_head(text: str, rng: random.Random) -> str:
    """The heads of a table, with its years, are lost."""
    lines = _cells(text)
    heads = [
        index
        for index, cells in enumerate(lines)
        if sum(bool(re.fullmatch(r"[HR]\d\d.*", plain(c))) for c in cells) >= 3
    ]
    del lines[rng.choice(heads)]
    return _text(lines)


def drop_direction_heading(text: str, rng: random.Random) -> str:
    """The heading that says which direction a page is about is lost."""
    lines = text.split("\n")
    del lines[
        rng.choice([index for index, line in enumerate(lines) if plain(line).startswith("施策の方向\t")])
    ]
    return "\n".join(lines)


def blank_lines(text: str, rng: random.Random) -> str:
    """Empty lines come in, also within tables."""
    return "\n".join(line + "\n" * (rng.random() < 0.15) for line in text.split("\n"))


def page_heads(text: str, rng: random.Random) -> str:
    """Page breaks repeat the heads: the title, the page number, and what the division is."""
    lines = text.split("\n")
    title, head = plain(lines[2]), plain(lines[4])
    for page in range(4, 1, -1):
        at = rng.randrange(10, len(lines))
        extra = (
            [f"\f{title}", "", head, f"- {page} -", ""] if rng.random() < 0.5 else [f"\f{title}", f"{page}/9"]
        )
        lines[at:at] = extra
    return "\n".join(lines)


def repeated_table_head(text: str, rng: random.Random) -> str:
    """A table's head is printed again within the table, as on a new page."""
    lines = _cells(text)
    heads = [
        index
        for index, cells in enumerate(lines)
        if {"年度", "H28"} <= {*map(plain, cells)} and plain(cells[0]) != "年度"
    ]
    at = rng.choice(heads)
    first = at if plain(lines[at][0]) else at - 1
    begin = at + 1 + 3 * rng.randint(0, 2)
    lines[begin:begin] = [list(map(plain, cells)) for cells in lines[first : at + 1]]
    return _text(lines)


# ── cells ──────────────────────────────────────────────────────────────────


def drop_cell(text: str, rng: random.Random) -> str:
    """A cell of a table is lost, and what stands behind it moves up."""
    lines = _cells(text)
    cells = lines[rng.choice(_table_lines(lines))]
    del cells[rng.randrange(len(cells))]
    return _text(lines)


def drop_cells(text: str, rng: random.Random) -> str:
    """Several cells of different rows are lost."""
    for _ in range(rng.randint(3, 8)):
        text = drop_cell(text, rng)
    return text


def shift_row(text: str, rng: random.Random) -> str:
    """A blank cell comes in, and what stands behind it moves down."""
    lines = _cells(text)
    cells = lines[rng.choice(_table_lines(lines))]
    cells.insert(rng.randrange(len(cells)), "")
    return _text(lines)


def shift_table(text: str, rng: random.Random) -> str:
    """All rows of the text gain a blank first cell, or the tables an extra last one."""
    lines = _cells(text)
    if rng.random() < 0.5:
        return _text([["", *cells] if len(cells) > 1 else cells for cells in lines])
    return _text([[*cells, ""] if len(cells) > 4 else cells for cells in lines])


def merge_cells(text: str, rng: random.Random) -> str:
    """Two neighbouring cells fall into one, with a blank between them."""
    lines = _cells(text)
    able = [index for index in _table_lines(lines) if sum(bool(plain(cell)) for cell in lines[index]) >= 2]
    cells = lines[rng.choice(able)]
    pairs = [index for index in range(len(cells) - 1) if plain(cells[index]) and plain(cells[index + 1])]
    if pairs:
        at = rng.choice(pairs)
        cells[at : at + 2] = [f"{cells[at]} {cells[at + 1]}"]
    return _text(lines)


def merge_figures(text: str, rng: random.Random) -> str:
    """Two neighbouring figures fall into one cell."""
    lines = _cells(text)
    pairs = [
        (index, at)
        for index, cells in enumerate(lines)
        for at in range(1, len(cells) - 1)
        if re.search(r"\d", cells[at]) and re.search(r"\d", cells[at + 1]) and len(cells) > 5
        and len(cells[at] + cells[at + 1]) < 22
    ]  # fmt: skip
    index, at = rng.choice(pairs)
    lines[index][at : at + 2] = [" ".join(lines[index][at : at + 2])]
    return _text(lines)


def blank_figure(text: str, rng: random.Random) -> str:
    """A figure is lost, and its cell stays."""
    lines = _cells(text)
    cells = lines[rng.choice([i for i in _table_lines(lines) if _figures(lines[i])])]
    at = rng.choice(_figures(cells))
    cells[at] = "".join(_MARK.findall(cells[at]))
    return _text(lines)


def lose_year(text: str, rng: random.Random) -> str:
    """One year of a table's head is lost, with its cell or without."""
    lines = _cells(text)
    heads = [
        (i, c)
        for i, cells in enumerate(lines)
        for c, cell in enumerate(cells)
        if re.fullmatch(r"[HR]\d\d", plain(cell))
    ]
    index, column = rng.choice(heads)
    if rng.random() < 0.5:
        lines[index][column] = ""
    else:
        del lines[index][column]
    return _text(lines)


def break_row(text: str, rng: random.Random) -> str:
    """A row breaks within one of its cells: the rest stands on the next line."""
    lines = text.split("\n")
    able = [
        index
        for index, line in enumerate(lines)
        if line.count("\t") >= 4 and re.search("[ぁ-ん一-龥]{4}", line)
    ]
    index = rng.choice(able)
    at = rng.choice([match.start() + 2 for match in re.finditer("[ぁ-ん一-龥]{4}", lines[index])])
    lines[index : index + 1] = [lines[index][:at], lines[index][at:]]
    return "\n".join(lines)


def join_rows(text: str, rng: random.Random) -> str:
    """The line break between two rows is lost."""
    lines = text.split("\n")
    at = rng.choice(
        [i for i in range(len(lines) - 1) if lines[i].count("\t") > 3 and lines[i + 1].count("\t") > 3]
    )
    lines[at : at + 2] = [f"{lines[at]} {lines[at + 1]}"]
    return "\n".join(lines)


# ── signs ──────────────────────────────────────────────────────────────────


def blanks_in_words(text: str, rng: random.Random) -> str:
    """Blanks come in between Japanese signs, as line wraps leave them."""
    return re.sub(
        "(?<=[ぁ-んァ-ヶー一-龥])(?=[ぁ-んァ-ヶー一-龥])", lambda _: " " if rng.random() < 0.06 else "", text
    )


def blanks_in_figures(text: str, rng: random.Random) -> str:
    """A blank comes in within figures of several digits."""
    return re.sub(r"(?<=\d)(?=[\d,]\d)", lambda _: " " if rng.random() < 0.05 else "", text)


def full_width(text: str, rng: random.Random) -> str:
    """Digits, letters and brackets become full-width, all or some."""
    share = rng.choice((0.3, 1.0))
    return "".join(
        chr(ord(sign) + 0xFEE0)
        if "!" <= sign <= "~" and sign not in "<>/-" and rng.random() < share
        else sign
        for sign in text
    )


_KANA = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
_VOICED = {
    unicodedata.normalize("NFKC", chr(code) + mark): chr(code) + mark
    for code in range(0xFF66, 0xFF9E)
    for mark in "ﾞﾟ"
}
_KANA |= {kana: half for kana, half in _VOICED.items() if len(kana) == 1}


def half_width_kana(text: str, rng: random.Random) -> str:
    """Katakana become half-width."""
    share = rng.choice((0.5, 1.0))
    return "".join(_KANA[sign] if sign in _KANA and rng.random() < share else sign for sign in text)


def markup(text: str, rng: random.Random) -> str:
    """Cells are wrapped in markup of the allow-list."""
    lines = _cells(text)
    for cells in lines:
        for index, cell in enumerate(cells):
            if plain(cell) and set(plain(cell)) != {"-"} and "<" not in cell and rng.random() < 0.2:
                cells[index] = rng.choice(
                    (f"<p>{cell}</p>", f"<small>{cell}</small>", f"{cell}<br>", f"<p>{cell}</p><br/>")
                )
    return _text(lines)


def control_characters(text: str, rng: random.Random) -> str:
    """Characters that nothing can hold come in."""
    signs = list(text)
    for _ in range(rng.randint(1, 12)):
        signs.insert(rng.randrange(len(signs)), rng.choice("\x00\x01\x07\x0b\x1b\ufffe"))
    return "".join(signs)


def trim(text: str, rng: random.Random) -> str:
    """Blank cells at the ends of rows are cut off, as editors do."""
    return "\n".join(re.sub("(?:\t[ \U000f0000-\U000ffffd]*)+$", "", line) for line in text.split("\n"))


def cut_short(text: str, rng: random.Random) -> str:
    """The end of the file is lost."""
    return text[: rng.randrange(len(text) // 4, len(text))]


# ── bytes ──────────────────────────────────────────────────────────────────


def _same(text: str, rng: random.Random) -> str:
    return text


def _utf8(text: str, rng: random.Random) -> bytes:
    return text.encode("utf-8")


def _any_encoding(text: str, rng: random.Random) -> bytes:
    encoding, bom = rng.choice((
        ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-16-le", b""),
        ("utf-16-be", b""), ("cp932", b""), ("cp932", b""), ("euc_jp", b""),
    ))  # fmt: skip
    ending = rng.choice(("\n", "\r\n", "\r"))
    return bom + text.replace("—", "―" if encoding in ("cp932", "euc_jp") else "—").replace(
        "\n", ending
    ).encode(encoding, errors="replace")


def _broken_bytes(text: str, rng: random.Random) -> bytes:
    data = bytearray(text.encode("utf-8"))
    for _ in range(rng.randint(1, 10)):
        at = rng.randrange(len(data))
        data[at] = data[at] if data[at] in b"\t\n" else rng.randrange(0x80, 256)
    return bytes(data)


Change = Callable[[str, random.Random], str]
Write = Callable[[str, random.Random], bytes]

KINDS: dict[str, tuple[tuple[Change, ...], Write, int]] = {
    "行が一つ失われる": ((drop_line,), _utf8, 40),
    "続いた行が失われる": ((drop_lines,), _utf8, 30),
    "あちこちの行が失われる": ((drop_scattered,), _utf8, 16),
    "年度の見出しの行が失われる": ((drop_head,), _utf8, 10),
    "施策の方向の見出しが失われる": ((drop_direction_heading,), _utf8, 8),
    "空行が入る": ((blank_lines,), _utf8, 8),
    "頁の見出しが繰り返される": ((page_heads,), _utf8, 12),
    "表の見出しが繰り返される": ((repeated_table_head,), _utf8, 8),
    "欄が一つ失われる": ((drop_cell,), _utf8, 40),
    "欄が幾つも失われる": ((drop_cells,), _utf8, 20),
    "空の欄が入り列がずれる": ((shift_row,), _utf8, 24),
    "全部の列がずれる": ((shift_table,), _utf8, 6),
    "隣の欄と一つになる": ((merge_cells,), _utf8, 24),
    "数値の欄が一つになる": ((merge_figures,), _utf8, 20),
    "数値が消えて欄が残る": ((blank_figure,), _utf8, 12),
    "年度の列名が一つ失われる": ((lose_year,), _utf8, 16),
    "行が欄の中で折れる": ((break_row,), _utf8, 14),
    "二つの行がつながる": ((join_rows,), _utf8, 12),
    "ことばの中に空白が入る": ((blanks_in_words,), _utf8, 8),
    "数値の中に空白が入る": ((blanks_in_figures,), _utf8, 8),
    "全角になる": ((full_width,), _utf8, 8),
    "半角カナになる": ((half_width_kana,), _utf8, 6),
    "マークアップが入る": ((markup,), _utf8, 8),
    "保存できない文字が入る": ((control_characters,), _utf8, 8),
    "行末の空欄が削られる": ((trim,), _utf8, 2),
    "途中で切れる": ((cut_short,), _utf8, 10),
    "文字コードと改行が変わる": ((_same,), _any_encoding, 16),
    "バイトが壊れる": ((_same,), _broken_bytes, 8),
    "幾つもの傷が重なる": ((drop_cell, blanks_in_words, drop_line, page_heads), _any_encoding, 16),
    "削られた行の欄が失われる": ((trim, drop_cell), _utf8, 8),
}


def damages(text: str, seed: int = 0) -> Iterator[Damage]:
    """All the damaged copies."""
    marked, marks = _marked(text)
    for kind, (changes, write, count) in KINDS.items():
        for index in range(count):
            rng = random.Random(f"{kind}{seed}{index}")
            damaged = marked
            for change in changes:
                damaged = change(damaged, rng)
            damaged, came_from = _taken_off(damaged, marks)
            yield Damage(kind, index, write(damaged, rng), came_from)
