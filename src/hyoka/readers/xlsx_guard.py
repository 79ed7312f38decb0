"""関所 — a workbook is looked at from outside before any parser opens it: small bombs make large fires.

Every entry is unpacked here once, with a limit, and never believed about its size. What a parser would have
to hold in memory is estimated from the furthest cell before the parser sees it.
"""

import re
import struct
import zipfile
import zlib
from io import BytesIO

from hyoka.readers.reading import CannotRead, Locked, TooLarge, Trap
from hyoka.readers.xlsx_lines import column_of

MOST_BYTES = 200 * 1024 * 1024  # unpacked, all together
MOST_ENTRIES = 12_000
MOST_RATIO = 400  # unpacked to packed, of an entry above a megabyte
MOST_CELLS = 4_500_000  # of the rectangle up to a worksheet's furthest cell
MOST_IN_ALL = 16_000_000  # of those of all worksheets
MOST_TEXT = 150 * 1024 * 1024  # of all cells, a text counted in each of them

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAR_ROW = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{0,3}0*([0-9]{5,})["']""")
# Columns are told in three sizes only: no more is needed to know how large a rectangle is.
_COLUMNS = (
    (re.compile(rb"""\sr\s*=\s*["'](?:[A-Za-z]{3}|[D-Zd-z][A-Za-z])[0-9]"""), 16_384),
    (re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{2}[0-9]"""), 104),
    (re.compile(rb"""\sr\s*=\s*["'][H-Zh-z][0-9]"""), 26),
)
# Most worksheets, and the long list of cells, have none of those: one look tells.
_WIDE = re.compile(rb"""\sr\s*=\s*["'](?:[A-Za-z]{2}|[H-Zh-z])""")
_WORKSHEETS, _STRINGS = "xl/worksheets/", "xl/sharedStrings.xml"
_SHARED = re.compile(rb"<(?:[a-z]+:)?sst\b")
_VALUE = re.compile(rb"<(?:[a-z]+:)?v\b[^>]*>\s*0*([0-9]{1,9})\s*<")  # of a text, its number among the shared
_FEWEST_COLUMNS, _FEWEST_ROWS = 7, 10_000
_DIMENSION = re.compile(
    rb"""<dimension\s[^>]*ref\s*=\s*["'](?:[A-Za-z]{1,3}[0-9]+:)?([A-Za-z]{1,3})([0-9]+)["']"""
)
_SAVE_AGAIN = "Excel で開いて「Excel ブック (.xlsx)」として保存し直してください。"


def check_workbook(data: bytes) -> None:
    """Refuse what is no workbook of ours, or what would exhaust the machine.

    Raises CannotRead.
    """
    if data.startswith(_OLE):
        raise Locked(f"古い形式（.xls）か、パスワードの付いたブックです。パスワードを外し、{_SAVE_AGAIN}")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise CannotRead(f"Excel のブック（.xlsx）ではないか、壊れています。{_SAVE_AGAIN}") from error
    names = [entry.filename for entry in entries]
    if "xl/workbook.xml" not in names:
        raise CannotRead(
            f"Excel のブック（.xlsx）ではありません（xl/workbook.xml がありません）。{_SAVE_AGAIN}"
        )
    if len(entries) > MOST_ENTRIES or len(set(names)) < len(names):
        raise CannotRead(f"ブックの中の部品が多すぎるか、重複しています（{len(entries)} 個）。{_SAVE_AGAIN}")
    if "xl/vbaProject.bin" in names:
        raise Trap(f"マクロを含むブックは読めません。{_SAVE_AGAIN}")
    left = MOST_BYTES
    strings, ends = b"", 0
    for entry in entries:
        unpacked = _unpack(data, entry, left)
        left -= len(unpacked)
        if entry.filename.endswith((".xml", ".rels")):
            _check_xml(entry.filename, unpacked)
        if entry.filename == _STRINGS:
            strings = unpacked
        ends += unpacked.count(b"</") if entry.filename.startswith(_WORKSHEETS) else 0
    if max(map(len, strings.split(b"si>")), default=0) * ends > MOST_TEXT:
        _check_uses(data, entries, strings)


def _check_uses(data: bytes, entries: list[zipfile.ZipInfo], strings: bytes) -> None:
    """A text told once may stand in a million cells, and a parser holds a copy for each."""
    sizes = [len(text) for text in strings.split(b"si>")[1::2]]
    left = MOST_TEXT
    for entry in entries:
        if entry.filename.startswith(_WORKSHEETS):
            for index in _VALUE.findall(_unpack(data, entry, MOST_BYTES)):
                left -= sizes[int(index)] if int(index) < len(sizes) else 0
            check_room(left)


def check_room(left: int) -> None:
    """Refuse what would take more memory than is left for it.

    Raises CannotRead.
    """
    if left < 0:
        raise TooLarge(
            "ブックが大きすぎます（セルか、セルの文字が多すぎます）。評価表を分けて、書き出し直してください。"
        )


def _unpack(data: bytes, entry: zipfile.ZipInfo, most: int) -> bytes:
    """The content of an entry, unpacked here so that a lying header cannot hide what a parser would find."""
    broken = CannotRead(f"ブックが壊れています（{entry.filename[:60]}）。{_SAVE_AGAIN}")
    head = data[entry.header_offset : entry.header_offset + 30]
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise broken
    if entry.flag_bits & 1:
        raise Locked(f"パスワードの付いたブックは読めません。パスワードを外して、{_SAVE_AGAIN}")
    name_length, extra_length = struct.unpack("<HH", head[26:30])
    start = entry.header_offset + 30 + name_length + extra_length
    packed = data[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        unpacked, ended = packed, True
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        inflate = zlib.decompressobj(-15)
        try:
            unpacked = inflate.decompress(packed, most + 1)
        except zlib.error as error:
            raise broken from error
        ended = inflate.eof
    else:
        raise broken
    if len(unpacked) > most:
        raise TooLarge(
            f"ブックが大きすぎます（展開すると {MOST_BYTES // 1024 // 1024} MB を超えます）。"
            "評価表を分けて、書き出し直してください。"
        )
    if not ended or len(unpacked) != entry.file_size or zlib.crc32(unpacked) != entry.CRC:
        raise broken
    if len(unpacked) > 1 << 20 and len(unpacked) > MOST_RATIO * max(1, len(packed)):
        raise Trap(f"ブックの圧縮率が異常です（{entry.filename[:60]}）。{_SAVE_AGAIN}")
    return unpacked


def _check_xml(name: str, content: bytes) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Trap(f"ブックに使えない記述（DOCTYPE）があります（{name[:60]}）。{_SAVE_AGAIN}")
    if b"\x00" in content[:4]:
        raise Trap(f"ブックの文字コードが UTF-8 ではありません（{name[:60]}）。{_SAVE_AGAIN}")
    if not name.startswith(_WORKSHEETS):
        if b"sheetData" in content or (name != _STRINGS and _SHARED.search(content)):
            raise CannotRead(f"ブックの部品の置き場所が Excel のものと違います（{name[:60]}）。{_SAVE_AGAIN}")
        return
    rows = max((int(row[:9]) for row in set(_FAR_ROW.findall(content))), default=_FEWEST_ROWS)
    columns = _FEWEST_COLUMNS
    if _WIDE.search(content):
        columns = next((size for pattern, size in _COLUMNS if pattern.search(content)), _FEWEST_COLUMNS)
    dimension = _DIMENSION.search(content[:4096])
    if dimension:
        rows = max(rows, int(dimension[2][:9]))
        columns = max(columns, column_of(dimension[1].decode().upper()) + 1)
    if rows * columns > MOST_CELLS:
        raise TooLarge(
            f"ワークシートの離れた場所に記入があり、読むには大きすぎます（{name[:60]}）。"
            "様式の外の記入を消すか、様式を書き出し直してください。"
        )
