"""PDF の表を読む速さ — pages of the official form understood, beside bare extraction of the same pages by pdfplumber.

    python bench/pdf_read.py [SHEETS]

The sheets are those of 見本市, printed by hyoka one PDF each. The peer opens the same bytes with pdfplumber and takes
each page's tables and words, which is where the work of understanding would begin. Both run in one process, in turns.
"""

import sys
import time
from collections.abc import Callable
from io import BytesIO
from itertools import cycle, islice

import pdfplumber

from hyoka.example import sheets
from hyoka.readers import read_bytes
from hyoka.tables import TABLES
from hyoka.writers.pdf import write_sheet


def understood(pdf: bytes) -> int:
    """The sheet as rows of the eight tables; the number of rows."""
    [reading] = read_bytes(pdf, "sheet.pdf")
    return sum(1 for table in TABLES.values() for _ in table.rows(reading.sheet))


def extracted(pdf: bytes) -> int:
    """What pdfplumber gives by itself; the number of pages."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            page.extract_tables()
            page.extract_words()
        return len(opened.pages)


def timed(work: Callable[[bytes], int], pdf: bytes) -> tuple[float, int]:
    started = time.perf_counter()
    counted = work(pdf)
    return time.perf_counter() - started, counted


def main(count: int) -> None:
    files = [write_sheet(sheet) for sheet in islice(cycle(sheets()), count)]
    understood(files[0])  # fonts, layouts and modules are loaded once
    extracted(files[0])
    ours = peer = 0.0
    rows = pages = 0
    for pdf in files:
        seconds, counted = timed(understood, pdf)
        ours, rows = ours + seconds, rows + counted
        seconds, counted = timed(extracted, pdf)
        peer, pages = peer + seconds, pages + counted
    print(f"\n{count} sheets, {pages} pages, one process\n")
    print("| work | all | a page |")
    print("|---|--:|--:|")
    print(f"| hyoka: PDF → {rows:,} rows of the tables | {ours:.2f} s | {ours / pages * 1000:.0f} ms |")
    print(f"| pdfplumber: tables and words | {peer:.2f} s | {peer / pages * 1000:.0f} ms |")
    print(f"| ratio | {ours / peer:.2f} | |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
