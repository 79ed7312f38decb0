"""目次 — the first worksheet of a book of several sheets, with links."""

from collections.abc import Sequence

from hyoka.sheet.listing import CONTENTS, CONTENTS_HEADINGS
from hyoka.writers.xlsx.book import Book
from hyoka.writers.xlsx.job import Job
from hyoka.writers.xlsx.looks import CENTRED_LABEL, HEADING, Look
from hyoka.writers.xlsx.page import cut

_WIDTHS = (6, 14, 30, 70, 34)


class Contents:
    """One line per sheet of the book."""

    def __init__(self, book: Book, jobs: Sequence[Job]) -> None:
        self.book, self.jobs = book, jobs
        self.worksheet = book.worksheet(book.name(CONTENTS))
        for number, width in enumerate(_WIDTHS):
            self.worksheet.set_column(number, number, width)
        self.worksheet.text(0, 0, CONTENTS, book.form(HEADING))
        for number, heading in enumerate(CONTENTS_HEADINGS):
            self.worksheet.text(1, number, heading, book.form(CENTRED_LABEL))
        self.worksheet.freeze_panes(2, 0)
        self.worksheet.repeat_rows(1)
        book.paper(self.worksheet, landscape=True)
        self.worksheet.protect("")

    def prefix(self, number: int) -> str:
        """What the worksheet names of a sheet begin with: its place in the book and its measure."""
        return f"{number + 1}-{self.jobs[number].sheet.position.measure_no or ''}".rstrip("-")

    def link(self, number: int, worksheet: str) -> None:
        """The line of a sheet, with a link to its first worksheet."""
        sheet = self.jobs[number].sheet
        measure = f"{sheet.position.measure_no or ''} {sheet.position.measure or ''}".strip()
        texts = (str(number + 1), sheet.fiscal_year.wareki, sheet.head.division or "", measure)
        row, form = number + 2, self.book.form(Look())
        for column, text in enumerate(texts):
            self.worksheet.text(row, column, self.book.safe(cut(text)), form)
        link = self.book.form(Look(link=True))
        self.worksheet.link(row, len(texts), worksheet, link)
