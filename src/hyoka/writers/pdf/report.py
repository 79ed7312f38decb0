"""集計表の PDF — one report on A4 landscape: title, what it is about, the table with its headings on every page, the rule."""

from collections.abc import Sequence

from hyoka.reports import Column, Kind, Report, Row, format_value
from hyoka.reports.report import Cell
from hyoka.writers.pdf.form import template
from hyoka.writers.pdf.printing import BODY, INSET, MARGIN, PAPERS, Box, spread
from hyoka.writers.pdf.table import table
from hyoka.writers.pdf.typesetting import forget, typeset
from hyoka.writers.pdf.words import Words, quote, width_of

_WIDTH = PAPERS["a4-landscape"][0] - 2 * MARGIN
_TITLE = 14.0
_WORDS_LEAST = 3  # em: a column of words is no narrower
_LONGEST = 40  # characters: longer words are wrapped


def write_report(report: Report, heads: Sequence[str]) -> bytes:
    """The report as a tagged PDF. `heads`: lines under the title (year, filters, day, documents)."""
    pdf = typeset(_source(report, heads), standards=("ua-1",))
    forget()
    return pdf


def _source(report: Report, heads: Sequence[str]) -> str:
    words = Words()

    def said(text: str, width: float, size: float = BODY) -> str:
        return words.set(text, (width - 2 * INSET) / size).code

    width, height = PAPERS["a4-landscape"]
    widths = _widths(report)
    head = [
        [_box(words, "l", column.title, wide) for column, wide in zip(report.columns, widths, strict=True)]
    ]
    rows = [_row(words, report, row, widths) for row in report.rows]
    body = table(widths, rows, head)
    lines = ", ".join(said(line, _WIDTH) for line in heads)
    notes = ", ".join(said(f"※ {note}", _WIDTH, 6.5) for note in [*report.notes, *_geta(words)])
    return (
        f"{template()}\n#show: form.with(title: {quote(report.title)})\n"
        f"#set page(width: {width}pt, height: {height}pt, "
        f"margin: (x: {MARGIN}pt, top: {MARGIN}pt, bottom: {MARGIN}pt), footer: foot({said(report.title, _WIDTH)}, true))\n"
        f"#{{\nheading(level: 1, text(size: {_TITLE}pt, {said(report.title, _WIDTH, _TITLE)}))\n"
        f"block(above: 6pt, below: 8pt, stack(dir: ttb, spacing: 3pt, {lines}))\n"
        f"{body}block(above: 6pt, notes(({notes},)))\n}}\n"
    )  # fmt: skip


def _geta(words: Words) -> list[str]:
    note = words.note()
    return [note.removeprefix("※")] if note else []


def _row(words: Words, report: Report, row: Row, widths: Sequence[float]) -> list[Box]:
    cells = zip(report.columns, row.cells, widths, strict=True)
    return [_cell(words, column, cell, wide, is_total=row.is_total) for column, cell, wide in cells]


def _cell(words: Words, column: Column, cell: Cell, width: float, *, is_total: bool) -> Box:
    look = "v" if column.kind is Kind.TEXT and isinstance(cell.value, str) else "f"
    return _box(
        words, look, format_value(column.kind, cell.value), width, more="fill: grey, " if is_total else ""
    )


def _box(words: Words, look: str, text: str, width: float, *, more: str = "") -> Box:
    if not text:
        return Box(f"{look}({more}none)", 1)
    code, lines, _ = words.set(text, (width - 2 * INSET) / BODY)
    return Box(f"{look}({more}{code})", lines)


def _widths(report: Report) -> list[float]:
    """Columns of numbers get what their longest number needs, as far as there is room; words share the rest.

    Where the words need less than that, what is left goes to all columns alike.
    """
    needs = [_need(report, at) for at in range(len(report.columns))]
    texts = [0 if column.kind.is_number else column.width for column in report.columns]
    numbers = [0.0 if share else need for share, need in zip(texts, needs, strict=True)]
    room = _WIDTH - sum(1 for share in texts if share) * _WORDS_LEAST * BODY * 2
    if sum(numbers) > room:
        numbers = spread(room, numbers)
    shared = spread(_WIDTH - sum(numbers), texts)
    widths = [number or min(need, share) for number, need, share in zip(numbers, needs, shared, strict=True)]
    left = _WIDTH - sum(widths)
    cut = [need - width if need > width else 0.0 for need, width in zip(needs, widths, strict=True)]
    if sum(cut):  # a column of long words can use the room that a short one leaves
        more = [part * min(1.0, left / sum(cut)) for part in cut]
        widths = [width + part for width, part in zip(widths, more, strict=True)]
        left -= sum(more)
    return [width + left / len(widths) for width in widths]


def _need(report: Report, at: int) -> float:
    """The width of a column's longest words, and of a piece of its heading."""
    column = report.columns[at]
    longest = max(
        (width_of(format_value(column.kind, row.cells[at].value)[:_LONGEST]) for row in report.rows),
        default=0.0,
    )
    heading = min(width_of(column.title), 5.0)
    return max(longest, heading) * BODY + 2 * INSET + 1.0
