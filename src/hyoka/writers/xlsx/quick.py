"""速い用紙 — XlsxWriter's worksheet with a short way for what a form is made of: texts, figures, blanks, merges.

XlsxWriter checks every argument, each merged cell for overlaps, and builds each cell's XML by itself; a form of
thousands of cells that we place ourselves needs none of it. Everything else (columns, panes, printing, protection,
lists to choose from) is XlsxWriter's own. Only the rows and the merges are written here.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from hyoka.writers.xlsx.measure import DIGIT


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


LETTERS = tuple(_letters(column) for column in range(200))


class QuickWorksheet(Worksheet):  # type: ignore[misc]
    """A worksheet that trusts its caller: boxes do not overlap, texts are within Excel's limit."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: defaultdict[int, dict[int, str]] = defaultdict(dict)  # the XML of each cell
        self._styles: dict[Any, str] = {None: ""}
        self._heights: dict[int, float] = {}
        self._merges: list[str] = []

    # ── what a form is made of ──

    def text(self, row: int, column: int, text: str, form: Any = None) -> None:
        """A text, never anything else."""
        index = self.str_table._get_shared_string_index(text)
        style = self._style(form)
        self._rows[row][column] = f'<c r="{LETTERS[column]}{row + 1}"{style} t="s"><v>{index}</v></c>'

    def figure(self, row: int, column: int, figure: int, form: Any = None) -> None:
        """A whole number."""
        self._rows[row][column] = f'<c r="{LETTERS[column]}{row + 1}"{self._style(form)}><v>{figure}</v></c>'

    def blank(self, row: int, column: int, form: Any) -> None:
        """A cell with a look and nothing in it."""
        self._rows[row][column] = f'<c r="{LETTERS[column]}{row + 1}"{self._style(form)}/>'

    def merge_blank(self, top: int, left: int, bottom: int, right: int, form: Any) -> None:
        """One cell out of many, still without text."""
        style = self._style(form)
        for row in range(top, bottom + 1):
            cells = self._rows[row]
            for column in range(left, right + 1):
                cells[column] = f'<c r="{LETTERS[column]}{row + 1}"{style}/>'
        self._merges.append(f'<mergeCell ref="{LETTERS[left]}{top + 1}:{LETTERS[right]}{bottom + 1}"/>')

    def line(self, row: int, texts: Sequence[str], tokens: Sequence[int], form: Any = None) -> None:
        """A whole row of texts, blank ones left out, the last of them with a look.

        `tokens`: the columns of plain ASCII that stands nowhere else, as places do: kept in the cell itself.
        """
        number, last = row + 1, max(column for column, text in enumerate(texts) if text)
        parts = []
        for column, text in enumerate(texts):
            if not text:
                continue
            style = self._style(form) if column == last else ""
            if column in tokens:
                kept = f' t="inlineStr"><is><t>{text}</t></is></c>'
            else:
                kept = f' t="s"><v>{self.str_table._get_shared_string_index(text)}</v></c>'
            parts.append(f'<c r="{LETTERS[column]}{number}"{style}{kept}')
        self._rows[row] = {last: "".join(parts)}

    def link(self, row: int, column: int, worksheet: str, form: Any) -> None:
        """A link to another worksheet of the book, shown by its name."""
        self.write_url(row, column, f"internal:'{worksheet}'!A1", form, worksheet)
        self.text(row, column, worksheet, form)

    def width(self, column: int, pixels: float) -> None:
        """How wide a column is. XlsxWriter reckons with the digits of Calibri 11, Excel with those of our font."""
        self.set_column_pixels(column, column, round((pixels - 5) * 7 / DIGIT) + 5)

    def height(self, row: int, points: float) -> None:
        """How high a row is."""
        self._heights[row] = points

    def _style(self, form: Any) -> str:
        style = self._styles.get(form)
        if style is None:
            style = self._styles[form] = f' s="{form._get_xf_index()}"'
        return style

    # ── what XlsxWriter calls when the file is made ──

    def _write_dimension(self) -> None:
        rows = self._rows.keys() | self._heights.keys()
        columns = {column for cells in self._rows.values() for column in cells}
        if rows and columns:
            self.dim_rowmin, self.dim_rowmax = min(rows), max(rows)
            self.dim_colmin, self.dim_colmax = min(columns), max(columns)
        super()._write_dimension()

    def _write_sheet_data(self) -> None:
        parts = ["<sheetData>"]
        for row in sorted(self._rows.keys() | self._heights.keys()):
            height = self._heights.get(row)
            tall = "" if height is None else f' ht="{height:g}" customHeight="1"'
            cells = self._rows[row]
            parts.append(f'<row r="{row + 1}"{tall}>')
            parts += [cells[column] for column in sorted(cells)]
            parts.append("</row>")
        parts.append("</sheetData>")
        self.fh.write("".join(parts))

    def _write_merge_cells(self) -> None:
        if self._merges:
            self.fh.write(f'<mergeCells count="{len(self._merges)}">{"".join(self._merges)}</mergeCells>')
