"""速い用紙 — XlsxWriter's worksheet with a short way for what a form is made of: texts, figures, blanks, merges.

XlsxWriter checks every argument, each merged cell for overlaps, and builds each cell's XML by itself; a form of
thousands of cells that we place ourselves needs none of it. Everything else (columns, panes, printing, protection,
lists to choose from) is XlsxWriter's own. Only the rows and the merges are written here.
"""

from collections import defaultdict
from operator import itemgetter
from typing import Any

from xlsxwriter.worksheet import Worksheet


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


LETTERS = tuple(_letters(column) for column in range(200))
_BLANK = "/>"


class QuickWorksheet(Worksheet):  # type: ignore[misc]
    """A worksheet that trusts its caller: boxes do not overlap, texts are within Excel's limit."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: defaultdict[int, dict[int, tuple[Any, str]]] = defaultdict(dict)
        self._heights: dict[int, float] = {}
        self._merges: list[str] = []

    # ── what a form is made of ──

    def text(self, row: int, column: int, text: str, form: Any = None) -> None:
        """A text, never anything else."""
        index = self.str_table._get_shared_string_index(text)
        self._rows[row][column] = form, f' t="s"><v>{index}</v></c>'

    def token(self, row: int, column: int, token: str) -> None:
        """A plain ASCII text that stands nowhere else, as places do: kept in the cell itself."""
        self._rows[row][column] = None, f' t="inlineStr"><is><t>{token}</t></is></c>'

    def figure(self, row: int, column: int, figure: int, form: Any = None) -> None:
        """A whole number."""
        self._rows[row][column] = form, f"><v>{figure}</v></c>"

    def blank(self, row: int, column: int, form: Any) -> None:
        """A cell with a look and nothing in it."""
        self._rows[row][column] = form, _BLANK

    def merge_blank(self, top: int, left: int, bottom: int, right: int, form: Any) -> None:
        """One cell out of many, still without text."""
        empty = form, _BLANK
        for row in range(top, bottom + 1):
            cells = self._rows[row]
            for column in range(left, right + 1):
                cells[column] = empty
        self._merges.append(f'<mergeCell ref="{LETTERS[left]}{top + 1}:{LETTERS[right]}{bottom + 1}"/>')

    def link(self, row: int, column: int, worksheet: str, form: Any) -> None:
        """A link to another worksheet of the book, shown by its name."""
        self.write_url(row, column, f"internal:'{worksheet}'!A1", form, worksheet)
        self.text(row, column, worksheet, form)

    def height(self, row: int, points: float) -> None:
        """How high a row is."""
        self._heights[row] = points

    # ── what XlsxWriter calls when the file is made ──

    def _write_dimension(self) -> None:
        rows = self._rows.keys() | self._heights.keys()
        columns = {column for cells in self._rows.values() for column in cells}
        if rows and columns:
            self.dim_rowmin, self.dim_rowmax = min(rows), max(rows)
            self.dim_colmin, self.dim_colmax = min(columns), max(columns)
        super()._write_dimension()

    def _write_sheet_data(self) -> None:
        styles: dict[Any, str] = {None: ""}
        parts = ["<sheetData>"]
        for row in sorted(self._rows.keys() | self._heights.keys()):
            number = row + 1
            height = self._heights.get(row)
            tall = "" if height is None else f' ht="{height:g}" customHeight="1"'
            parts.append(f'<row r="{number}"{tall}>')
            for column, (form, rest) in sorted(self._rows[row].items(), key=itemgetter(0)):
                style = styles.get(form)
                if style is None:
                    style = styles[form] = f' s="{form._get_xf_index()}"'
                parts.append(f'<c r="{LETTERS[column]}{number}"{style}{rest}')
            parts.append("</row>")
        parts.append("</sheetData>")
        self.fh.write("".join(parts))

    def _write_merge_cells(self) -> None:
        if self._merges:
            self.fh.write(f'<mergeCells count="{len(self._merges)}">{"".join(self._merges)}</mergeCells>')
