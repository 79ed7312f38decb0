"""一覧のファイル — a list of the office as CSV or Excel: what a spreadsheet opens without running anything in it."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

import xlsxwriter

from hyoka.writers.csv import BOM, guard
from hyoka.writers.xlsx.book import Book

Cell: TypeAlias = str | int | Decimal | None
_LONGEST = 32_767  # characters that a cell of Excel holds
_WIDEST = 60


def list_as_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a BOM and CRLF, as Excel wants it; no text can become a formula (`csv.guard`)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (headings, *rows):
        writer.writerow(guard(cell) if isinstance(cell, str) else cell for cell in row)
    return (BOM + out.getvalue()).encode()


def list_as_xlsx(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, made: datetime
) -> bytes:
    """One worksheet with a heading that stays, filters on it, and texts that stay texts."""
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, {"in_memory": True, **plain}) as book:
        book.set_properties({"title": title, "created": made.replace(tzinfo=None)})
        page = book.add_worksheet()
        top, body = _looks(book)
        widths = [_width(heading) for heading in headings]
        for at, heading in enumerate(headings):
            page.write_string(0, at, Book.safe(heading), top)
        last = 0
        for last, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(last, at, Book.safe(_cut(cell)), body)
                elif cell is not None:
                    page.write_number(last, at, cell, body)
                widths[at] = max(widths[at], _width(str(cell or "")))
        for at, width in enumerate(widths):
            page.set_column(at, at, min(width + 2, _WIDEST))
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(last, 1), len(headings) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
    return out.getvalue()


def _looks(book: xlsxwriter.Workbook) -> tuple[object, object]:
    font = {"font_name": "BIZ UDPゴシック", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
    return book.add_format({**font, "bold": True, "bg_color": "#E6E6E6"}), book.add_format(font)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _width(text: str) -> int:
    """About how wide a text is, in the width of a digit."""
    return max((sum(2 if sign > "ÿ" else 1 for sign in line) for line in text[:200].split("\n")), default=0)
