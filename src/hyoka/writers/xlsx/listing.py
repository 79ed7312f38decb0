"""欄一覧 — the last worksheet, visible: each cell's key and place, and what the form cannot show."""

from collections.abc import Sequence
from typing import Any

from hyoka.sheet.listing import HEADINGS, WORKSHEET, State, listed, stand_in_for
from hyoka.writers.xlsx.book import Book
from hyoka.writers.xlsx.job import Job, Print
from hyoka.writers.xlsx.looks import BLOCK_HEADING, CENTRED_LABEL, NOTE, Look

NOTICE = (
    "この一覧は、どの欄がどのセルにあるかを記録しています。様式のセルに記入すれば、読み込みに反映されます。"
    "行の追加・削除・並べ替えはしないでください。"
)
NOWHERE = Print("", "", "")
_TOKENS = (0, 2)  # places and cells: plain letters, each only once
_WIDTHS = (46, 22, 9, 12, 7, 60, 26)


def write_listing(book: Book, jobs: Sequence[Job]) -> None:
    """One list for all sheets of the book."""
    worksheet = book.worksheet(book.name(WORKSHEET))
    for number, width in enumerate(_WIDTHS):
        worksheet.set_column(number, number, width)
    worksheet.text(0, 0, WORKSHEET, book.form(BLOCK_HEADING))
    worksheet.merge_blank(1, 0, 1, len(HEADINGS) - 1, book.form(NOTE))
    worksheet.text(1, 0, NOTICE, book.form(NOTE))
    for number, heading in enumerate(HEADINGS):
        worksheet.text(2, number, heading, book.form(CENTRED_LABEL))
    row = 3
    for job in jobs:
        row = _write_sheet(book, worksheet, row, job)
    worksheet.freeze_panes(3, 1)
    worksheet.repeat_rows(2)
    book.paper(worksheet, landscape=True)
    worksheet.print_area(0, 0, row - 1, len(HEADINGS) - 1)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:G{row}"})
    worksheet.protect("", {"format_rows": True, "format_columns": True})


def _write_sheet(book: Book, worksheet: Any, row: int, job: Job) -> int:
    """The section of a sheet: its cells, its free places, the words of its form; the row behind it."""
    typed = book.form(Look(border=False, open=True))
    row = _line(worksheet, row, "/", unit=job.base, text=job.sheet.key)
    held = set()
    for line in listed(job.sheet):
        held.add(line.place)
        prints = job.prints.get(line.place) or job.prints.get(line.place.parent) or ()
        sign = stand_in_for(line.text)
        text = book.safe(line.text.replace("_", sign) if sign else line.text)
        state = State.ESCAPED.value + sign if sign else line.state.value
        if not prints:
            row = _line(worksheet, row, line.place, NOWHERE, state, line.unit, text, typed if text else None)
        elif len(prints) == 1 and not prints[0].pattern and not sign:
            row = _line(worksheet, row, line.place, prints[0], state, line.unit)
        else:
            for print_ in prints:
                row = _line(worksheet, row, line.place, print_, state, line.unit, text)
    for place, text in job.free.items():
        for print_ in job.prints[place] if place not in held else ():
            row = _line(worksheet, row, place, print_, State.FREE.value, "", text)
    for name, cell, words in job.shape:
        row = _line(worksheet, row, "", Print(name, cell, ""), State.FORM.value, "", words)
    return row


def _line(
    worksheet: Any,
    row: int,
    place: str,
    print_: Print = NOWHERE,
    state: str = "",
    unit: str = "",
    text: str = "",
    form: Any = None,
) -> int:
    """Write one line; the row behind it."""
    texts = (place, print_.worksheet, print_.cell, state, unit, text, print_.pattern)
    worksheet.line(row, texts, _TOKENS, form)
    return row + 1
