"""PDF を読む — bytes of a PDF to Readings: pages to tables, tables to rows, rows read by the layout's labels."""

import logging
from collections.abc import Iterator
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.utils.exceptions import PdfminerException

from hyoka.layouts import Layout
from hyoka.readers.detect import detect_layout
from hyoka.readers.form import interpret
from hyoka.readers.pdf.device import Damaged, TooMuch, draw
from hyoka.readers.pdf.furniture import take_furniture
from hyoka.readers.pdf.guard import check_size
from hyoka.readers.pdf.page import Page, read_page
from hyoka.readers.pdf.rows import source_of
from hyoka.readers.pdf.stitch import stitch
from hyoka.readers.reading import CannotRead, Locked, Reading, TooLarge

# The book of a large city has some 2,500 pages.
MAX_PAGES = 3_000

# What pdfminer mutters about broken files goes to those who listen to it, not to the person's terminal.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())

_BROKEN = "PDF が壊れています。元の文書から PDF を作り直してください。"
_ENCRYPTED = "PDF がパスワードで保護されています。保護を外した PDF を指定してください。"
_SCANNED = (
    "PDF に文字がありません（紙を読み取った画像のようです）。"
    "文字の入った PDF か、テキスト（.txt）を指定してください。"
)


def read_pdf(data: bytes, *, layout: Layout | None, source: str) -> tuple[Reading, ...]:
    """Every sheet of a PDF. Without a layout, the shipped one whose labels fit best.

    Raises CannotRead.
    """
    check_size(data)
    pages = list(pages_of(data))
    if not any(page.items for page in pages):
        raise CannotRead(_SCANNED)
    take_furniture(pages)
    stitch(pages)
    rows = source_of(pages)
    return interpret(rows, layout=layout or detect_layout(rows.rows), name=source)


def pages_of(data: bytes) -> Iterator[Page]:
    """The pages of a file that may be broken in any way there is.

    pdfminer meets broken files with whatever exception Python happens to raise, so all are caught here, and here only.
    """
    number = 0
    try:
        pdf = pdfplumber.open(BytesIO(data))  # never closed: closing would first list every page
        for number, page in enumerate(PDFPage.create_pages(pdf.doc), start=1):
            if number > MAX_PAGES:
                raise TooLarge(f"PDF が長すぎます（{MAX_PAGES:,}頁まで）。分けて指定してください。")
            drawing = draw(page, number, pdf.rsrcmgr)
            yield read_page(drawing)
    except CannotRead:
        raise
    except TooMuch as error:
        raise TooLarge(
            f"{number}頁に描かれたものが多すぎます（図面や地図のようです）。評価表の頁だけの PDF を指定してください。"
        ) from error
    except Damaged as error:
        raise CannotRead(f"{number}頁が壊れています。元の文書から PDF を作り直してください。") from error
    except Exception as error:
        cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise Locked(_ENCRYPTED) from error
        raise CannotRead(_BROKEN) from error
