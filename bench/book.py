"""冊子の速さ — a book of 320 sheets as PDF on all cores, beside one LibreOffice process with the same workbooks.

    python bench/book.py [SHEETS] [--no-peer]

The sheets are those of 見本市, repeated with other figures, so that no two are alike. LibreOffice converts workbooks
that hold the official form only (without the worksheet of places), all in one process. Each book is made in a
process of its own, of which the highest memory is given. Pages of both are the pages of the form; LibreOffice's
first start is left out. Processor time shows what a busy machine hides: read the ratio off a quiet one.
"""

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pikepdf

from hyoka.example import sheets
from hyoka.layouts import load_layout
from hyoka.sheet import Sheet, sheet_from_json, sheet_to_json
from hyoka.writers.pdf import write_book
from hyoka.writers.xlsx.book import Book
from hyoka.writers.xlsx.form import title_of, write_form
from hyoka.writers.xlsx.job import Job

CHUNKS = (1, 2, 4, 8, 16, 32, 64)
USUAL = 8


def varied(sheet: Sheet, number: int) -> Sheet:
    """The sheet with other figures in its cells: nothing can be set once and used again."""
    chance = random.Random(number)

    def change(value: Any) -> Any:
        if isinstance(value, list):
            return [change(inner) for inner in value]
        if not isinstance(value, dict):
            return value
        changed = {name: change(inner) for name, inner in value.items()}
        if isinstance(written := changed.get("written"), str):
            changed["written"] = "".join(
                chance.choice("123456789") if sign.isdigit() else sign for sign in written
            )
        return changed

    document = change(json.loads(sheet_to_json(sheet)))
    return sheet_from_json(json.dumps({**document, "key": f"bench{number}"}))


def form_only(sheet: Sheet) -> bytes:
    """The workbook of the official form, without the worksheet that keeps the places."""
    job = Job(sheet, load_layout(sheet.layout), blank=False)
    book = Book([sheet], title_of(job))
    write_form(book, job, prefix="")
    return book.close()


def pages_in(paths: list[Path]) -> int:
    count = 0
    for path in paths:
        with pikepdf.open(path) as pdf:
            count += len(pdf.pages)
    return count


def make_book(folder: Path, chunk: int) -> None:
    """In a process of its own: one book, and what it took, on the standard output."""
    chosen = [sheet_from_json(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    started = time.perf_counter()
    data = write_book(chosen, chunk=chunk)
    took, spent = time.perf_counter() - started, time.process_time()
    path = folder / "book.pdf"
    path.write_bytes(data)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([pages_in([path]), took, spent, memory, len(data)]))


def report(name: str, pages: int, took: float, spent: float, memory: float, size: float) -> None:
    each, work = took / pages * 1000, spent / pages * 1000
    figures = (
        f"{pages} | {took:.1f} s | {each:.2f} ms | {work:.2f} ms | {memory:.0f} MB | {size / 1e6:.1f} MB"
    )
    print(f"| {name} | {figures} |", flush=True)


def book(folder: Path, chunk: int) -> float:
    """Milliseconds a page of a book with this chunk size."""
    command = [sys.executable, __file__, "--book", str(folder), str(chunk)]
    pages, took, spent, memory, size = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    report(f"write_book, {chunk} sheets a chunk", pages, took, spent, memory, size)
    return float(took / pages * 1000)


def libreoffice(folder: Path, office: str) -> float:
    """Milliseconds a page of LibreOffice, one process for all workbooks."""
    workbooks = sorted(folder.glob("*.xlsx"))
    printed = folder / "printed"

    def convert(paths: list[Path]) -> tuple[float, float, float]:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            office,
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(printed),
            *map(str, paths),
        ]
        started = time.perf_counter()
        _, status, used = os.wait4(subprocess.Popen(command, stdout=subprocess.DEVNULL).pid, 0)
        if status:
            raise RuntimeError(f"LibreOffice failed: {status}")
        return time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

    convert(workbooks[:1])
    took, spent, memory = convert(workbooks)
    paths = list(printed.glob("*.pdf"))
    pages = pages_in(paths)
    report("LibreOffice, one process", pages, took, spent, memory, sum(path.stat().st_size for path in paths))
    return took / pages * 1000


def main(count: int, peer: bool) -> None:
    office = shutil.which("soffice") if peer else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, sheet in enumerate(islice(cycle(sheets()), count)):
            other = varied(sheet, number)
            (folder / f"{number:04d}.json").write_text(sheet_to_json(other), encoding="utf-8")
            if office:
                (folder / f"{number:04d}.xlsx").write_bytes(form_only(other))
        print(f"\n{count} sheets, {os.cpu_count()} cores\n")
        print(
            "| work | pages | all | a page | processor, a page | memory | size |\n|---|--:|--:|--:|--:|--:|--:|"
        )
        before = book(folder, USUAL)
        slow = libreoffice(folder, office) if office else 0.0
        after = book(folder, USUAL)
        for chunk in CHUNKS:
            book(folder, chunk)
    if office:
        print(f"\nA page costs LibreOffice {slow / ((before + after) / 2):.1f} times as much.")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--book"]:
        make_book(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        counts = [int(word) for word in sys.argv[1:] if word.isdecimal()]
        main(counts[0] if counts else 320, "--no-peer" not in sys.argv)
