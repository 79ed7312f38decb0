"""Files that are no readable PDF are refused in one Japanese line; nothing but CannotRead ever comes out."""

import random
import re
import zlib
from io import BytesIO
from itertools import islice
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from hyoka.example import sheets
from hyoka.readers.pdf import read_pdf
from hyoka.readers.reading import CannotRead
from hyoka.writers.pdf import write_sheet


def refused(data: bytes) -> str:
    with pytest.raises(CannotRead) as caught:
        read_pdf(data, layout=None, source="file.pdf")
    message = str(caught.value)
    assert "\n" not in message
    return message


def saved(pdf: Pdf, **options: Any) -> bytes:
    target = BytesIO()
    pdf.save(target, **options)
    return target.getvalue()


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return write_sheet(sheets()[0], standard=None)


def drawn(content: bytes, pages: int = 1) -> bytes:
    """A PDF of pages with these drawing instructions."""
    pdf = Pdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(842, 595))
        page.obj.Contents = Stream(pdf, content)
    return saved(pdf)


def test_scanned_pages_are_told_from_text() -> None:
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(842, 595))
    image = Stream(pdf, bytes(64 * 64))
    image.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=64,
            Height=64,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )
    )
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=image))
    page.obj.Contents = Stream(pdf, b"q 800 0 0 500 0 0 cm /Im0 Do Q")
    assert "文字がありません" in refused(saved(pdf))


def test_blank_pages_hold_no_text() -> None:
    assert "文字がありません" in refused(drawn(b"", pages=3))


def test_password_is_asked_for_in_words(pdf: bytes) -> None:
    with Pdf.open(BytesIO(pdf)) as opened:
        locked = saved(opened, encryption=pikepdf.Encryption(owner="owner", user="user"))
    assert "パスワード" in refused(locked)


def test_protection_that_lets_anyone_read_is_no_obstacle(pdf: bytes) -> None:
    with Pdf.open(BytesIO(pdf)) as opened:
        locked = saved(opened, encryption=pikepdf.Encryption(owner="owner", user=""))
    [reading] = read_pdf(locked, layout=None, source="")
    assert reading.unread == ()


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
def test_cut_off_file_is_broken(pdf: bytes, share: float) -> None:
    assert "壊れています" in refused(pdf[: int(len(pdf) * share)])


def test_page_with_broken_instructions_is_named_not_skipped(pdf: bytes) -> None:
    """pdfminer would read the part before the damage and lose the rest without a word."""
    with Pdf.open(BytesIO(pdf)) as opened:
        content = opened.pages[1].obj.Contents
        raw = bytearray(content.read_raw_bytes())
        raw[len(raw) // 2 : len(raw) // 2 + 40] = bytes(40)
        content.write(bytes(raw), filter=Name.FlateDecode)
        damaged = saved(opened, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert refused(damaged).startswith("2頁が壊れています")


def test_pdf_of_something_else_is_not_taken_for_a_sheet(pdf: bytes) -> None:
    font = b"BT /F1 12 Tf 50 500 Td (Annual report of a bicycle club) Tj ET"
    other = Pdf.new()
    page = other.add_blank_page(page_size=(595, 842))
    page.obj.Resources = Dictionary(
        Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    )
    page.obj.Contents = Stream(other, font)
    assert "どの様式の評価表か分かりません" in refused(saved(other))


def test_streams_that_unfold_without_end_are_refused() -> None:
    bomb = zlib.compress(zlib.compress(bytes(300 * 1024 * 1024), 9), 9)
    once = zlib.compress(bytes(500 * 1024 * 1024), 9)
    for payload, filters in ((once, Name.FlateDecode), (bomb, Array([Name.FlateDecode, Name.FlateDecode]))):
        pdf = Pdf.new()
        page = pdf.add_blank_page(page_size=(842, 595))
        content = Stream(pdf, b"")
        content.write(payload, filter=filters)
        page.obj.Contents = content
        data = saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
        message = refused(data)
        assert "大きすぎます" in message or "多すぎます" in message


def test_drawing_without_end_is_refused() -> None:
    assert "多すぎます" in refused(drawn(b"0 0 m 1 1 l S " * 200_000))


def test_form_that_draws_itself_ever_more_often_is_refused() -> None:
    """Each of these forms draws the next one ten times."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(842, 595))
    inner = None
    for _ in range(9):
        form = Stream(pdf, b"/F Do " * 10 if inner is not None else b"0 0 m 9 9 l S")
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])))
        if inner is not None:
            form.Resources = Dictionary(XObject=Dictionary(F=inner))
        inner = pdf.make_indirect(form)
    page.obj.Resources = Dictionary(XObject=Dictionary(F=inner))
    page.obj.Contents = Stream(pdf, b"/F Do")
    assert "多すぎます" in refused(saved(pdf))


def test_more_pages_than_any_book_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoka.readers.pdf.read.MAX_PAGES", 20)
    assert "20頁まで" in refused(drawn(b"", pages=21))


# ── mutants ────────────────────────────────────────────────────────────────

_WORDS = (
    b"0",
    b"-1",
    b"99999999999",
    b"1e99",
    b"2147483648",
    b"null",
    b"<<",
    b"[",
    b"]",
    b"/Kids",
    b"/Length",
    b"/W",
)


def mutant(data: bytes, dice: random.Random) -> bytes:
    """The file with some harm done to it."""
    mutated = bytearray(data)
    kind = dice.randrange(7)
    for _ in range(dice.choice((1, 1, 3, 20))):
        size = len(mutated)
        at = dice.randrange(size)
        if kind == 0:
            mutated[at] = dice.randrange(256)
        elif kind == 1:
            del mutated[at : at + dice.choice((1, 10, 1_000, 20_000))]
        elif kind == 2:
            mutated[at:at] = bytes(dice.randrange(256) for _ in range(dice.choice((1, 8, 100))))
        elif kind == 3:
            mutated[at : at + dice.choice((4, 100, 2_000))] = bytes(4)
        elif kind == 4:
            other = dice.randrange(size)
            mutated[at:at] = mutated[other : other + dice.choice((10, 1_000))]
        elif kind == 5:
            mutated[at] ^= 1 << dice.randrange(8)
        else:
            begin = max(0, at - 2_000)
            found = list(islice(re.finditer(rb"\d+|/[A-Za-z]+", mutated[begin : at + 2_000]), 200))
            if found:
                chosen = dice.choice(found)
                mutated[begin + chosen.start() : begin + chosen.end()] = dice.choice(_WORDS)
    return bytes(mutated)


def forms_of(pdf: bytes) -> list[bytes]:
    """The file as it is written, and laid open so that harm reaches its inner parts."""
    with Pdf.open(BytesIO(pdf)) as opened:
        laid_open = saved(
            opened,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
        return [
            pdf,
            laid_open,
            laid_open,
            saved(opened, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        ]


@pytest.mark.parametrize("seed", range(120))
def test_damaged_file_is_read_or_refused(seed: int, small: list[bytes]) -> None:
    dice = random.Random(seed)
    data = mutant(dice.choice(small), dice)
    try:
        readings = read_pdf(data, layout=None, source="file.pdf")
    except CannotRead as error:
        assert "\n" not in str(error)
    else:
        assert readings


@pytest.fixture(scope="module")
def small() -> list[bytes]:
    sheet = min(sheets(), key=lambda sheet: len(sheet.directions))
    return forms_of(write_sheet(sheet, standard=None))
