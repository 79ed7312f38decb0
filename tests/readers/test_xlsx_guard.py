"""Small bombs: refused before any parser opens them, in one Japanese line, quickly."""

import struct
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from hyoka.readers import CannotRead
from hyoka.readers.xlsx import read_xlsx
from hyoka.readers.xlsx_guard import check_workbook
from hyoka.sheet import Sheet
from hyoka.writers.xlsx import write_xlsx

GOOD = write_xlsx([Sheet(key="sheet1", layout="mishima-2016", fiscal_year=2018)])


def packed(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", method) as archive:
        for name, content in {"xl/workbook.xml": b"<workbook/>", **entries}.items():
            archive.writestr(name, content)
    return saved.getvalue()


def worksheet(xml: str) -> bytes:
    return packed({"xl/worksheets/sheet1.xml": f"<worksheet>{xml}</worksheet>".encode()})


def lying() -> bytes:
    """An entry whose headers tell of ten bytes where two megabytes are."""
    data = bytearray(packed({"xl/sharedStrings.xml": b"a" * 2_000_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rindex(mark) + offset
        data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(GOOD)
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"", "Excel のブック（.xlsx）ではないか"),
        (lambda: b"PK\x03\x04 nothing", "Excel のブック（.xlsx）ではないか"),
        (lambda: GOOD[: len(GOOD) // 2], "Excel のブック（.xlsx）ではないか"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "パスワード"),
        (encrypted, "パスワード"),
        (lambda: _zip_without_workbook(), "xl/workbook.xml がありません"),
        (lambda: packed({"xl/vbaProject.bin": b"x"}), "マクロ"),
        (lambda: packed({"xl/sharedStrings.xml": bytes(50 << 20)}), "圧縮率が異常"),
        (lambda: packed({f"xl/media/{n}": bytes(45 << 20) for n in range(5)}), "圧縮率|大きすぎます"),
        (lying, "壊れています"),
        (lambda: packed({"xl/styles.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "DOCTYPE"),
        (
            lambda: worksheet('<sheetData><row r="1048576"><c r="XFD1048576"/></row></sheetData>'),
            "離れた場所",
        ),
        (lambda: worksheet("<sheetData><row r='900000'><c r='AB900000'/></row></sheetData>"), "離れた場所"),
        (lambda: worksheet('<sheetData><row><c r = "XFD0999999"/></row></sheetData>'), "離れた場所"),
        (lambda: worksheet('<dimension ref="A1:XFD1048576"/>'), "離れた場所"),
        (lambda: packed({f"xl/x{n}.xml": b"" for n in range(13_000)}), "部品が多すぎる"),
        (lambda: packed({"xl/a.xml": b"x" * 100}, zipfile.ZIP_BZIP2), "壊れています"),
    ],
)
def test_a_bomb_or_a_stranger_is_refused_at_once(make: Callable[[], bytes], words: str) -> None:
    data = make()
    begun = time.perf_counter()
    with pytest.raises(CannotRead, match=words) as refused:
        read_xlsx(data, source="x.xlsx")
    assert time.perf_counter() - begun < 2
    assert "\n" not in str(refused.value)


def _zip_without_workbook() -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return saved.getvalue()


def test_our_own_workbook_passes() -> None:
    check_workbook(GOOD)


def test_damaged_bytes_never_make_a_traceback() -> None:
    for at in range(0, len(GOOD), len(GOOD) // 120):
        damaged = GOOD[:at] + bytes([GOOD[at] ^ 0x5A]) + GOOD[at + 1 :]
        try:
            read_xlsx(damaged, source="x.xlsx")
        except CannotRead as refused:
            assert "\n" not in str(refused)


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]
)
def test_damaged_xml_never_makes_a_traceback(name: str) -> None:
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        entries = {entry: archive.read(entry) for entry in archive.namelist()}
    whole = entries[name]
    for cut in range(1, len(whole), max(1, len(whole) // 12)):
        for broken in (
            whole[:cut],
            whole[:cut] + b"<" + whole[cut:],
            whole.replace(b"<v>", b"<v>x", cut % 7 + 1),
        ):
            try:
                read_xlsx(packed(entries | {name: broken}), source="x.xlsx")
            except CannotRead as refused:
                assert "\n" not in str(refused)
