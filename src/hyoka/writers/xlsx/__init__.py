"""Excel — the official form as a workbook that offices recognise, fill in and send back."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hyoka.layouts import load_layout
from hyoka.sheet import Sheet
from hyoka.writers.xlsx.book import Book
from hyoka.writers.xlsx.contents import Contents
from hyoka.writers.xlsx.form import title_of, write_form
from hyoka.writers.xlsx.job import Job
from hyoka.writers.xlsx.listing import write_listing


def write_xlsx(
    sheets: Sequence[Sheet], *, blank: bool = False, bases: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """One workbook of one or many sheets; `read_xlsx` gives them back exactly.

    `blank`: a form to be filled in: every cell is open, and each table has blank rows to spare.
    `bases`: which version of a sheet (by its key) is written, for whoever compares what comes back: it stands in the
    list of cells, on the sheet's own line, where it survives whatever a spreadsheet program does to the file.
    """
    if not sheets:
        raise ValueError("書き出す評価表がありません。")
    jobs = [
        Job(sheet, load_layout(sheet.layout), blank=blank, base=bases.get(sheet.key, "")) for sheet in sheets
    ]
    book = Book(sheets, title_of(jobs[0]))
    contents = Contents(book, jobs) if len(jobs) > 1 else None
    for number, job in enumerate(jobs):
        first = write_form(book, job, prefix=contents.prefix(number) if contents else "")
        if contents:
            contents.link(number, first)
    write_listing(book, jobs)
    return book.close()
