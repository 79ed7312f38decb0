"""A whole form drawn on one worksheet of squared paper (エクセル方眼紙): one fine grid of merged cells, as offices do."""

from bisect import bisect_left
from itertools import pairwise
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from hyoka.readers.pdf.furniture import take_furniture
from hyoka.readers.pdf.page import Ruled
from hyoka.readers.pdf.read import pages_of
from hyoka.readers.pdf.rows import source_of
from hyoka.readers.pdf.stitch import stitch
from hyoka.readers.source import SourceRow

_SIDE = Side(style="thin")
_BOX = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_NEAR = 1.0


def on_squared_paper(pdf: bytes, *, spaced: bool) -> Workbook:
    """The form that a PDF shows, cell by cell; `spaced`: a narrow row between its tables."""
    pages = list(pages_of(pdf))
    take_furniture(pages)
    stitch(pages)
    items = [item for page in pages for item in page.items]
    lines: list[float] = []
    for x in sorted({x for item in items if isinstance(item, Ruled) for x in item.xs}):
        if not lines or x - lines[-1] > _NEAR:
            lines.append(x)
    workbook = Workbook()
    paper = _Paper(workbook.active, lines)
    rows = list(source_of(pages).rows)
    tables: dict[int, list[SourceRow]] = {}
    for row in rows:
        if row.table is not None:
            tables.setdefault(row.table, []).append(row)
    drawn = list(tables.values())
    before = None
    for item in items:
        if isinstance(item, Ruled):
            if spaced and isinstance(before, Ruled):
                paper.skip()
            paper.table(item, drawn.pop(0))
        else:
            paper.words(item.text)
        before = item
    return workbook


class _Paper:
    """The worksheet, filled from the top."""

    def __init__(self, sheet: Any, lines: list[float]) -> None:
        self.sheet, self.lines, self.at = sheet, lines, 1
        for number, (left, right) in enumerate(pairwise(lines), start=1):
            sheet.column_dimensions[get_column_letter(number)].width = max((right - left) / 5, 0.3)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins.left = sheet.page_margins.right = 0.3

    def skip(self) -> None:
        self.sheet.row_dimensions[self.at].height = 4
        self.at += 1

    def words(self, text: str) -> None:
        self._put(self.at, 1, 1, len(self.lines) - 1, text, ruled=False)
        self.at += 1

    def table(self, table: Ruled, rows: list[SourceRow]) -> None:
        """Rows with bars stand on two rows per lane: arrows, and the words under them."""
        columns = [bisect_left(self.lines, x - _NEAR) + 1 for x in table.xs]
        rest = iter(rows)
        for row in table.rows:
            lanes = [next(rest)]
            for _ in range(len({round(shaft.y) for shaft in row.shafts}) - 1):
                lanes.append(next(rest))
            tall = 2 * len(lanes) if row.shafts else 1
            height = 14.0
            for column, slot in enumerate(row.slots):
                if slot is None:
                    continue
                left, right = columns[column], columns[column + slot.across]
                if row.shafts and slot.across > 1:
                    self._bars(lanes, columns, column, slot.across)
                    continue
                self._put(self.at, left, tall if row.shafts else slot.down, right - left, slot.text)
                if slot.down == 1:
                    height = max(height, (slot.box[3] - slot.box[1]) * 1.25)
            if not row.shafts:
                self.sheet.row_dimensions[self.at].height = height
            self.at += tall

    def _bars(self, lanes: list[SourceRow], columns: list[int], first: int, months: int) -> None:
        for number, lane in enumerate(lanes):
            marks = dict.fromkeys(range(first, first + months), "")
            for bar in lane.bars:
                if bar.begins:
                    marks[bar.first] += "←"
                if bar.ends:
                    marks[bar.last] += "→"
            row = self.at + 2 * number
            self.sheet.row_dimensions[row + 1].height = 34
            for month, mark in marks.items():
                across = columns[month + 1] - columns[month]
                self._put(row, columns[month], 1, across, mark)
                self._put(row + 1, columns[month], 1, across, lane.cells[month].text)

    def _put(self, row: int, column: int, down: int, across: int, text: str, *, ruled: bool = True) -> None:
        cell = self.sheet.cell(row, column)
        cell.value = text
        if text:
            cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.font = Font(name="BIZ UDPGothic", size=7)
        if ruled:
            for each in self.sheet.iter_rows(row, row + down - 1, column, column + across - 1):
                for covered in each:
                    covered.border = _BOX
        if down > 1 or across > 1:
            self.sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + down - 1, end_column=column + across - 1
            )
