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
    write, token, safe = worksheet.text, worksheet.token, book.safe
    value = book.form(Look(border=False, open=True))
    write(row, 0, "/", book.form(Look(bold=True, border=False)))
    write(row, 5, job.sheet.key)
    row += 1
    held = set()
    for line in listed(job.sheet):
        held.add(line.place)
        prints = job.prints.get(line.place) or job.prints.get(line.place.parent) or []
        alone = len(prints) == 1 and not prints[0].pattern
        sign = stand_in_for(line.text)
        text = line.text.replace("_", sign) if sign else line.text
        state = State.ESCAPED.value + sign if sign else line.state.value
        for print_ in prints or [NOWHERE]:
            token(row, 0, line.place)
            if prints:
                write(row, 1, print_.worksheet)
                token(row, 2, print_.cell)
                if print_.pattern:
                    write(row, 6, print_.pattern)
            if state:
                write(row, 3, state)
            if line.unit:
                write(row, 4, line.unit)
            if text and (sign or not alone):
                write(row, 5, safe(text), value if not prints else None)
            row += 1
    for place, text in job.free.items():
        if place in held:
            continue
        for print_ in job.prints[place]:
            token(row, 0, place)
            write(row, 1, print_.worksheet)
            token(row, 2, print_.cell)
            write(row, 3, State.FREE.value)
            if text:
                write(row, 5, text)
            if print_.pattern:
                write(row, 6, print_.pattern)
            row += 1
    for name, cell, words in job.shape:
        write(row, 1, name)
        token(row, 2, cell)
        write(row, 3, State.FORM.value)
        write(row, 5, words)
        row += 1
    return row
