"""目次 — the first pages of a book: every sheet with its division and page, each line a link."""

from io import BytesIO
from typing import NamedTuple

from pikepdf import Pdf

from hyoka.writers.pdf.form import template
from hyoka.writers.pdf.printing import BODY, INSET, PAPERS
from hyoka.writers.pdf.typesetting import typeset
from hyoka.writers.pdf.words import Words, quote

# What a link of the contents points at until the pages are there: LINK and the number of the page.
LINK = "page:"
_WIDTHS = (40.0, 260.0, 120.0, 40.0)
_HEADINGS = ("番号", "施策", "所属課", "頁")


class Entry(NamedTuple):
    """One line: the measure's number and name, the division, the sheet's first page."""

    number: str
    measure: str
    division: str
    page: int


def contents(title: str, entries: list[Entry]) -> bytes:
    """The contents as a PDF; pages of entries are counted from the first page of the sheets.

    The pages of the contents themselves go before, so they are set once to count them and once to number.
    """
    ahead = 0
    while True:
        pdf = typeset(_source(title, entries, ahead), tagged=False)
        with Pdf.open(BytesIO(pdf)) as opened:
            pages = len(opened.pages)
        if pages == ahead:
            return pdf
        ahead = pages


def _source(title: str, entries: list[Entry], ahead: int) -> str:
    words = Words()

    def set_text(text: str, width: float, size: float = BODY) -> str:
        return words.set(text, (width - 2 * INSET) / size).code

    rows = []
    for entry in entries:
        page = entry.page + ahead
        texts = (entry.number, entry.measure, entry.division, str(page))
        number, measure, division, said = map(set_text, texts, _WIDTHS)
        rows.append(f"c({number}), v(link({quote(f'{LINK}{page}')}, {measure})), v({division}), f({said})")
    header = ", ".join(f"l({quote(heading)})" for heading in _HEADINGS)
    columns = ", ".join(f"{width}pt" for width in _WIDTHS)
    width, height = PAPERS["a4"]
    heading = set_text(title, sum(_WIDTHS), 14)
    note = f"notes(({quote(words.note())},))\n" if words.missing else ""
    return (
        f"{template()}\n#show: form.with(title: {quote(title)})\n"
        f"#set page(width: {width}pt, height: {height}pt, margin: {(width - sum(_WIDTHS)) / 2}pt)\n"
        f"#{{\nalign(center, block(below: 10pt, text(size: 14pt, {heading})))\n"
        f"t(columns: ({columns}), table.header({header}), {', '.join(rows)})\n{note}}}\n"
    )
