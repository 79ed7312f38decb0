"""書体ファイル — what a TrueType file can print: its characters, their widths, its kanji variants.

Typst says nothing of a missing glyph unless a standard forbids it, so coverage is looked up beforehand.
"""

import struct
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(str(resources.files("hyoka.writers.pdf") / "fonts"))

# In the order in which they are asked for a glyph: family and file.
FAMILIES = {"BIZ UDPGothic": "BIZUDPGothic-Regular.ttf", "Noto Sans JP": "NotoSansJP-Regular.ttf"}


class FontFile(NamedTuple):
    """Characters with their widths in em, and the (character, selector) pairs it has variants for."""

    widths: dict[str, float]
    variants: frozenset[str]


@cache
def font_file(family: str) -> FontFile:
    """The font shipped with the package."""
    return _parse((FOLDER / FAMILIES[family]).read_bytes())


def _parse(data: bytes) -> FontFile:
    tables = _tables(data)
    (units,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    advances = struct.unpack_from(">" + "HH" * count, data, tables["hmtx"])[::2]
    glyphs: dict[int, int] = {}
    variants: set[str] = set()
    for form, at in _subtables(data, tables["cmap"]):
        if form == 12:
            glyphs |= _groups(data, at)
        elif form == 14:
            variants |= set(_variants(data, at))
    widths = {
        chr(code): advances[min(glyph, count - 1)] / units
        for code, glyph in glyphs.items()
        if glyph and not 0xD800 <= code <= 0xDFFF
    }
    return FontFile(widths, frozenset(variants))


def _tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(count))
    return {tag.decode(): offset for tag, _, offset, _ in records}


def _subtables(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for index in range(count):
        (offset,) = struct.unpack_from(">L", data, cmap + 8 + 8 * index)
        (form,) = struct.unpack_from(">H", data, cmap + offset)
        yield form, cmap + offset


def _groups(data: bytes, at: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">L", data, at + 12)
    glyphs: dict[int, int] = {}
    for index in range(count):
        first, last, glyph = struct.unpack_from(">LLL", data, at + 16 + 12 * index)
        glyphs.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return glyphs


def _variants(data: bytes, at: int) -> Iterator[str]:
    """Every kanji with a selector behind it, whether its variant is the usual glyph or one of its own."""
    (count,) = struct.unpack_from(">L", data, at + 6)
    for index in range(count):
        record = data[at + 10 + 11 * index : at + 21 + 11 * index]
        selector = chr(int.from_bytes(record[:3], "big"))
        usual, own = struct.unpack(">LL", record[3:])
        if usual:
            (ranges,) = struct.unpack_from(">L", data, at + usual)
            for number in range(ranges):
                start = at + usual + 4 + 4 * number
                entry = data[start : start + 4]
                first = int.from_bytes(entry[:3], "big")
                yield from (chr(code) + selector for code in range(first, first + entry[3] + 1))
        if own:
            (mappings,) = struct.unpack_from(">L", data, at + own)
            for number in range(mappings):
                start = at + own + 4 + 5 * number
                yield chr(int.from_bytes(data[start : start + 3], "big")) + selector
