"""変わり種 — our own files with a little of them changed, a thousand ways: flipped, cut, repeated, swapped."""

import random
import re
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hyoka.example import clean_sheets
from hyoka.layouts import load_layout
from hyoka.sheet import sheet_to_json
from hyoka.writers.pdf import write_sheet

from . import books

REAL_TEXT = Path(__file__).resolve().parents[3] / "shared" / "real" / "mishima" / "h30-joho-seisaku.txt"
KINDS = ("txt", "json", "xlsx", "pdf")

Change = Callable[[random.Random, bytes], bytes]


class Mutant(NamedTuple):
    """A changed file, and how it can be made again."""

    kind: str
    number: int
    data: bytes

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.number}.{self.kind}"


def mutants(kind: str, count: int, begin: int = 0) -> Iterator[Mutant]:
    """Always the same ones for the same numbers."""
    for number in range(begin, begin + count):
        chance = random.Random(f"{kind}{number}")
        data = chance.choice(seeds(kind))
        for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
            data = chance.choice(_CHANGES[kind])(chance, data)
        yield Mutant(kind, number, data)


@cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """Whole files of this kind, as we write them ourselves."""
    sheets = clean_sheets()[:3]
    match kind:
        case "json":
            return tuple(sheet_to_json(sheet).encode() for sheet in sheets)
        case "xlsx":
            return (books.ours(),)
        case "pdf":
            return tuple(
                write_sheet(sheet, layout=load_layout(sheet.layout), standard=None, blank=False)
                for sheet in sheets[:1]
            )
    return tuple(_text(sheet) for sheet in seeds("json")) + (
        (REAL_TEXT.read_bytes(),) if REAL_TEXT.exists() else ()
    )


def _text(sheet: bytes) -> bytes:
    """The words of a sheet with the labels of its form, one row a line."""
    layout = load_layout("mihon-2023").model_dump_json()
    labels = re.findall(r'"(?:text|label|title)":"([^"\\]+)"', layout)
    values = re.findall(r'"written": "([^"\\]*)"', sheet.decode())
    chance = random.Random(len(values))
    rows = ["行政評価表", "平成30年度\t" + labels[0]]
    for label in labels:
        rows.append("\t".join([label, *chance.sample(values, 5)]))
    return "\n".join(rows).encode()


# ── what may happen to any bytes ──


def _flip(chance: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 40))):
        if out:
            out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _drop(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 7, 300, 5_000)) :]


def _repeat(chance: random.Random, data: bytes) -> bytes:
    at, size = chance.randrange(len(data) + 1), chance.choice((1, 30, 2_000))
    return data[: at + size] + data[at : at + size] * chance.choice((1, 3, 50)) + data[at + size :]


def _noise(chance: random.Random, data: bytes) -> bytes:
    at, size = chance.randrange(len(data) + 1), chance.choice((1, 4, 64))
    return data[:at] + chance.randbytes(size) + data[at + size :]


# ── what may happen to words ──

_WORDS = re.compile(rb"[0-9.]+|[A-Za-z_]+|[\x80-\xff]+")
_STRANGE = (
    "", "0", "-1", "1e999", "9" * 400, "NaN", "null", "true", "[]", "{}", '"', "▲", "※0", "—", "=1+1", "令和99年度",
    "\x00", "\ufeff", "\u202e", "\u2028", "𠮷", "再掲", "達成", "<p>", "</", "H31", "R", "㌫", "\t\t", "\n",
)  # fmt: skip


def _swap(chance: random.Random, data: bytes) -> bytes:
    """A word put where another stands."""
    found = list(_WORDS.finditer(data))
    if not found:
        return data
    one, other = chance.choice(found), chance.choice(found)
    return data[: one.start()] + other[0] + data[one.end() :]


def _strange(chance: random.Random, data: bytes) -> bytes:
    found = list(_WORDS.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.start()] + chance.choice(_STRANGE).encode() + data[one.end() :]


def _lines(chance: random.Random, data: bytes) -> bytes:
    """Lines in another order, lost or doubled."""
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 4, 30))):
        lines.insert(chance.randrange(len(lines) + 1), lines.pop(chance.randrange(len(lines))))
        if chance.random() < 0.3 and len(lines) > 1:
            del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def _encoding(chance: random.Random, data: bytes) -> bytes:
    text = data.decode(errors="replace")
    return text.encode(chance.choice(("cp932", "euc_jp", "utf-16", "utf-16-be", "utf-32")), "replace")


# ── what may happen inside the wrapping ──

_BYTES: tuple[Change, ...] = (_flip, _cut, _drop, _repeat, _noise)
_TEXT: tuple[Change, ...] = (_swap, _swap, _strange, _strange)


def _inside_zip(chance: random.Random, data: bytes) -> bytes:
    """A part of the workbook, unpacked, changed and packed again."""
    try:
        entries = books.unzipped(data)
    except Exception:  # changed before: no zip any more
        return _flip(chance, data)
    name = chance.choice(list(entries))
    change = chance.choice((*_BYTES, *_TEXT, *_TEXT, _tags, _tags))
    return books.zipped({**entries, name: change(chance, entries[name])})


def _tags(chance: random.Random, data: bytes) -> bytes:
    """An element lost, doubled or moved."""
    tags = list(re.finditer(rb"<[^<>]+>", data))
    if not tags:
        return data
    one, other = chance.choice(tags), chance.choice(tags)
    return data[: one.start()] + chance.choice((b"", one[0] * 2, other[0], b"<", b"]]>")) + data[one.end() :]


def _parts(chance: random.Random, data: bytes) -> bytes:
    """A part of the workbook lost, or in the place of another."""
    try:
        entries = books.unzipped(data)
    except Exception:  # changed before: no zip any more
        return _cut(chance, data)
    one, other = chance.choice(list(entries)), chance.choice(list(entries))
    if chance.random() < 0.5:
        del entries[one]
    else:
        entries[one] = entries[other]
    return books.zipped(entries)


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def _inside_stream(chance: random.Random, data: bytes) -> bytes:
    """A stream of the PDF, unfolded, changed and folded again."""
    streams = list(_STREAM.finditer(data))
    if not streams:
        return _flip(chance, data)
    one = chance.choice(streams)
    try:
        inner = zlib.decompress(one[1])
    except zlib.error:
        return data[: one.start(1)] + _flip(chance, one[1]) + data[one.end(1) :]
    changed = zlib.compress(chance.choice((*_BYTES, *_TEXT))(chance, inner))
    return data[: one.start(1)] + changed + data[one.end(1) :]


def _names(chance: random.Random, data: bytes) -> bytes:
    """A number or a name in the PDF's own objects."""
    found = list(re.finditer(rb"/[A-Z][A-Za-z]+|\b[0-9]+ 0 R\b|\b[0-9]+\b", data))
    if not found:
        return data
    one, other = chance.choice(found), chance.choice(found)
    return data[: one.start()] + other[0] + data[one.end() :]


_CHANGES: dict[str, tuple[Change, ...]] = {
    "txt": (*_BYTES, *_TEXT, _lines, _lines, _encoding),
    "json": (*_BYTES, *_TEXT, *_TEXT, _lines),
    "xlsx": (*_BYTES, *(_inside_zip,) * 12, _parts),
    "pdf": (*_BYTES, *(_inside_stream,) * 4, *(_names,) * 4),
}
