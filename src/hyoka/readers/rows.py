"""表の読み取り — a CSV or a workbook's first worksheet as rows of text: what other systems of the city hand over."""

import csv
import io

from hyoka.readers.encoding import decode
from hyoka.readers.reading import CannotRead, TooLarge
from hyoka.readers.xlsx import open_workbook
from hyoka.readers.xlsx_guard import check_workbook
from hyoka.readers.xlsx_text import text_of

Rows = tuple[tuple[str, ...], ...]
MOST_ROWS, MOST_COLUMNS = 100_000, 300
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_rows(data: bytes) -> Rows:
    """The rows from the first to the last that hold anything, cells without blanks around them.

    UTF-8 with or without BOM, UTF-16 or cp932; comma or tab. Raises CannotRead with one Japanese line.
    """
    rows = _of_workbook(data) if data.startswith((_ZIP, _OLE)) else _of_text(decode(data))
    if len(rows) > MOST_ROWS:
        raise TooLarge(f"行が多すぎます（{len(rows):,}行）。{MOST_ROWS:,}行までです。分けて渡してください。")
    widest = max(map(len, rows), default=0)
    if widest > MOST_COLUMNS:
        raise TooLarge(
            f"列が多すぎます（{widest:,}列）。{MOST_COLUMNS:,}列までです。要る列だけにしてください。"
        )
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise CannotRead("表に行がありません。1 行目に列の名前、2 行目から内容を入れてください。")
    return tuple(tuple(row) for row in rows)


def _of_text(text: str) -> list[list[str]]:
    first = text.partition("\n")[0]
    tab = "\t" if first.count("\t") >= max(1, first.count(",")) else ","
    try:
        found = csv.reader(io.StringIO(text, newline=""), delimiter=tab, strict=True)
        return [[cell.strip() for cell in row] for row in found]
    except csv.Error as error:
        raise CannotRead('CSV として読めません。引用符「"」が閉じているか確かめてください。') from error


def _of_workbook(data: bytes) -> list[list[str]]:
    check_workbook(data)
    worksheets = open_workbook(data)
    first = next(iter(worksheets.values()), [])
    return [[text_of(cell, money=False).text.strip() for cell in row] for row in first]
