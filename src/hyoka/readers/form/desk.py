"""作業机 — the rows being read, with a tick on every cell that was understood: what stays unticked is unread."""

from collections.abc import Container, Iterator, Sequence

from hyoka.layouts import Layout
from hyoka.readers.form.draft import Found, Qualm
from hyoka.readers.form.labels import Book, book_of, key_of
from hyoka.readers.reading import Doubt, Origin, Unread
from hyoka.readers.source import PARAGRAPH, SourceCell, SourceRow
from hyoka.values import unwrap

_SPOILED = Qualm(Doubt.UNCLEAR, "読めない文字か、保存できずに取り除いた文字がある")
_MENDED = Qualm(Doubt.UNCLEAR, "二行に折れていた欄をつないだ")


def tidy(raw: str) -> str:
    """One line of text: without the blanks and breaks that line wraps left inside Japanese words."""
    if raw.isprintable() and " " not in raw:
        return raw
    text = raw.replace(PARAGRAPH, " ")
    return " ".join(piece.strip(" ") for piece in unwrap(text).split("\n") if piece.strip(" "))


def paragraphs(raw: str) -> str:
    """Prose: paragraphs that the source marks stay, line wraps inside them go."""
    pieces = (line for piece in raw.split(PARAGRAPH) for line in unwrap(piece).split("\n"))
    return "\n".join(piece.strip(" ") for piece in pieces if piece.strip())


class Desk:
    """Everything an interpreter needs: texts by row and column, the label index, and the ticks."""

    def __init__(
        self, rows: Sequence[SourceRow], layout: Layout, *, trimmed: bool, joined: bool = False
    ) -> None:
        self.rows = rows
        self.layout = layout
        self.book: Book = book_of(layout)
        self.trimmed = trimmed
        self.joined = joined
        self.texts: list[list[str]] = [[cell.text for cell in row.cells] for row in rows]
        self._keys: frozenset[str] | None = None
        self._ticked: list[set[int]] = [set() for _ in rows]
        self._reasons: dict[tuple[int, int], str] = {}

    def cell(self, row: int, column: int) -> SourceCell:
        return self.rows[row].cells[column]

    def width(self, row: int) -> int:
        return len(self.texts[row])

    def text(self, row: int, column: int) -> str:
        texts = self.texts[row]
        return texts[column] if 0 <= column < len(texts) else ""

    def filled(self, row: int) -> Iterator[tuple[int, str]]:
        """The cells of a row that hold something."""
        return iter([(column, text) for column, text in enumerate(self.texts[row]) if text])

    def stands_elsewhere(self, text: str) -> bool:
        """Whether a whole cell of the source says this too."""
        if self._keys is None:
            self._keys = frozenset(
                key_of(cell) for texts in self.texts for cell in texts if 5 < len(cell) < 80
            )
        return key_of(text) in self._keys

    def is_blank(self, row: int) -> bool:
        return not any(self.texts[row])

    def tick(self, row: int, *columns: int) -> None:
        """These cells are understood: labels, form or values."""
        self._ticked[row].update(columns)

    def tick_row(self, row: int) -> None:
        self._ticked[row].update(range(len(self.texts[row])))

    def leave(self, row: int, column: int, reason: str) -> None:
        """Say why a cell is not understood."""
        self._ticked[row].discard(column)
        self._reasons[row, column] = reason

    def leave_row(self, row: int, reason: str) -> None:
        for column, _ in self.filled(row):
            if column not in self._ticked[row]:
                self._reasons.setdefault((row, column), reason)

    def is_stray(self, row: int, width: int) -> bool:
        """Whether a row is a line of text that stands among the rows of a wide table; says so of it."""
        stray = len(self.texts[row]) == 1 and width > 3 and not self.trimmed
        if stray:
            self.leave_row(row, "表の中か下にある、どの欄でもない文字")
        return stray

    def found(self, row: int, column: int, text: str | None = None, *qualms: Qualm) -> Found:
        """A value, with the line wraps inside Japanese words taken out. It counts as read once it has a place."""
        cells = self.rows[row].cells
        if column < len(cells) and cells[column].spoiled:
            qualms = (*qualms, _SPOILED)
        if column < len(cells) and cells[column].mended:
            qualms = (*qualms, _MENDED)
        raw = self.text(row, column) if text is None else text
        text = raw if self.joined else tidy(raw)  # never longer than the cell, which can be held
        return Found(text, row, column, qualms, raw)

    def origin(self, found: Found) -> Origin:
        return self.rows[found.row].origin(found.column)

    def tick_found(self, found: Found) -> None:
        """This value says again what was read elsewhere."""
        self._ticked[found.row].add(found.column)

    def unread(self, first: int, last: int, placed: Container[tuple[int, int]]) -> Iterator[Unread]:
        """Whatever, of a range of rows, is neither ticked nor has a place in the document."""
        for row in range(first, last):
            ticked = self._ticked[row]
            for column, text in self.filled(row):
                if column not in ticked and (row, column) not in placed and text.strip():
                    reason = self._reasons.get((row, column), "様式のどの欄か分からない")
                    yield Unread(text=text, origin=self.rows[row].origin(column), reason=reason)

    def split_label(self, text: str) -> tuple[str, str] | None:
        """A label and what follows it in the same cell, if the cell begins with a label and a blank.

        The label comes as its key, the rest as text.
        """
        at = -1 if self.joined else text.find(" ", 1)
        for _ in range(6):
            if at < 0 or at > 60:
                return None
            labels = self.book.labels_in(text[:at])
            if len(labels) == 1 and text[at:].strip():
                return labels[0], text[at:].strip()
            at = text.find(" ", at + 1)
        return None
