"""Excel の速さ — the same cells, styles and merges written by hyoka, by XlsxWriter as it comes, and by openpyxl, in one run.

    python bench/xlsx.py --sheets 320

The calls that `write_xlsx` makes are recorded once per sheet; then they are replayed, workbook by workbook. openpyxl gets its shortcuts: each style is made once and assigned to cells as a whole.
Reports seconds of processor time, the ratios, and `write_xlsx` from documents to bytes.
"""

import argparse
import gc
import time
from collections.abc import Callable, Iterator
from copy import copy
from io import BytesIO
from itertools import cycle, islice
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from hyoka.example import city
from hyoka.sheet import Sheet
from hyoka.writers.xlsx import book, write_xlsx
from hyoka.writers.xlsx.quick import QuickWorksheet

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
PLAIN = {"text": "write_string", "figure": "write_number", "height": "set_row"}

Call = tuple[
    str, tuple[Any, ...], Any, dict[str, Any]
]  # method, arguments, format (the last of them), options


class RecordedFormat(dict[str, Any]):
    """A format's properties; one object per format, told apart by identity."""

    __hash__ = object.__hash__  # type: ignore[assignment]


class RecordedWorksheet:
    """Stands where a worksheet would, and remembers what it is told."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.calls: list[Call] = []

    def __getattr__(self, method: str) -> Callable[..., int]:
        def record(*arguments: Any, **options: Any) -> int:
            form = arguments[-1] if arguments and isinstance(arguments[-1], RecordedFormat) else None
            self.calls.append((method, arguments if form is None else arguments[:-1], form, options))
            return 0

        return record


class RecordedWorkbook:
    """Stands where a workbook would."""

    def __init__(self, *_: Any) -> None:
        self.worksheets: list[RecordedWorksheet] = []
        self.formats: list[RecordedFormat] = []

    def add_worksheet(self, name: str, kind: type) -> RecordedWorksheet:
        self.worksheets.append(RecordedWorksheet(name))
        return self.worksheets[-1]

    def add_format(self, properties: dict[str, Any]) -> RecordedFormat:
        self.formats.append(RecordedFormat(properties))
        return self.formats[-1]

    def set_properties(self, properties: dict[str, Any]) -> None:
        self.properties = properties

    def close(self) -> None:
        pass


def record(sheet: Sheet) -> RecordedWorkbook:
    """The calls that writing this sheet makes."""
    made: list[RecordedWorkbook] = []

    def workbook(*_: Any) -> RecordedWorkbook:
        made.append(RecordedWorkbook())
        return made[-1]

    real = book.xlsxwriter.Workbook
    book.xlsxwriter.Workbook = workbook
    try:
        write_xlsx([sheet])
    finally:
        book.xlsxwriter.Workbook = real
    return made[0]


def with_hyoka(recorded: RecordedWorkbook) -> bytes:
    """Replay to XlsxWriter with hyoka's worksheets, as `write_xlsx` sets it up."""
    saved = BytesIO()
    workbook = xlsxwriter.Workbook(saved, OPTIONS)
    formats = {form: workbook.add_format(form) for form in recorded.formats}
    for worksheet in recorded.worksheets:
        target = workbook.add_worksheet(worksheet.name, QuickWorksheet)
        for method, arguments, form, settings in worksheet.calls:
            if form is None:
                getattr(target, method)(*arguments, **settings)
            else:
                getattr(target, method)(*arguments, formats[form])
    workbook.close()
    return saved.getvalue()


def with_xlsxwriter(recorded: RecordedWorkbook) -> bytes:
    """Replay to XlsxWriter as it comes, through its documented calls."""
    saved = BytesIO()
    workbook = xlsxwriter.Workbook(saved, OPTIONS)
    formats = {form: workbook.add_format(form) for form in recorded.formats}
    for worksheet in recorded.worksheets:
        target = workbook.add_worksheet(worksheet.name)
        for method, arguments, form, settings in worksheet.calls:
            if method == "line":
                for column, text in enumerate(arguments[1]):
                    if text:
                        target.write_string(arguments[0], column, text)
            elif method == "width":
                target.set_column_pixels(arguments[0], arguments[0], arguments[1])
            elif method == "merge_blank":
                target.merge_range(*arguments, "", formats[form])
            elif method == "blank":
                target.write_blank(*arguments, None, formats[form])
            elif form is None:
                getattr(target, PLAIN.get(method, method))(*arguments, **settings)
            else:
                getattr(target, PLAIN[method])(*arguments, formats[form])
    workbook.close()
    return saved.getvalue()


def with_openpyxl(recorded: RecordedWorkbook) -> bytes:
    """The same cells, styles, merges, sizes, print settings and vocabularies by openpyxl."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    scratch = workbook.create_sheet("scratch")
    styles = {
        form: _style(scratch.cell(row=number, column=1), form)
        for number, form in enumerate(recorded.formats, start=1)
    }
    workbook.remove(scratch)
    for worksheet in recorded.worksheets:
        target = workbook.create_sheet(worksheet.name)
        for method, arguments, form, settings in worksheet.calls:
            replay = OPENPYXL.get(method)
            if replay is not None and form is None:
                replay(target, *arguments, **settings)
            elif replay is not None:
                replay(target, *arguments, styles[form])
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def _style(cell: Any, form: RecordedFormat) -> Any:
    """A style as openpyxl stores it, made once and copied to cells."""
    side = Side(style="thin", color="7F7F7F") if form.get("border") else Side()
    cell.font = Font(
        name=form["font_name"],
        size=form["font_size"],
        bold=form.get("bold", False),
        color=form.get("font_color", "#000000")[1:],
    )
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.alignment = Alignment(
        horizontal=form["align"], vertical=form["valign"].replace("vcenter", "center"), wrap_text=True
    )
    cell.protection = Protection(locked=form["locked"])
    cell.number_format = {3: "#,##0", 49: "@"}[form["num_format"]]
    if "bg_color" in form:
        cell.fill = PatternFill("solid", start_color=form["bg_color"][1:])
    return cell._style


def _put(worksheet: Any, row: int, column: int, value: Any, form: Any = None) -> None:
    cell = worksheet.cell(row=row + 1, column=column + 1)
    if value is not None:
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    if form is not None:
        cell._style = copy(form)


def _merge(worksheet: Any, top: int, left: int, bottom: int, right: int, form: Any) -> None:
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            _put(worksheet, row, column, None, form)
    worksheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)


def _line(worksheet: Any, row: int, texts: tuple[str, ...], tokens: Any, form: Any = None) -> None:
    for column, text in enumerate(texts):
        if text:
            _put(worksheet, row, column, text)


def _blank(worksheet: Any, row: int, column: int, form: Any) -> None:
    _put(worksheet, row, column, None, form)


def _row(worksheet: Any, row: int, height: float) -> None:
    worksheet.row_dimensions[row + 1].height = height


def _columns(worksheet: Any, first: int, last: int, width: float) -> None:
    for column in range(first, last + 1):
        worksheet.column_dimensions[get_column_letter(column + 1)].width = width


def _pixels(worksheet: Any, column: int, width: float) -> None:
    _columns(worksheet, column, column, width / 9)


def _offer(worksheet: Any, cell: str, options: dict[str, Any]) -> None:
    validation = DataValidation(type="list", formula1=f'"{",".join(options["source"])}"', allow_blank=True)
    for address in options["multi_range"].split():
        validation.add(address)
    worksheet.add_data_validation(validation)


def _freeze(worksheet: Any, row: int, column: int) -> None:
    worksheet.freeze_panes = f"{get_column_letter(column + 1)}{row + 1}"


def _fit(worksheet: Any, wide: int, tall: int) -> None:
    worksheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = wide, tall


def _protect(worksheet: Any, *_: Any) -> None:
    worksheet.protection.sheet = True


def _landscape(worksheet: Any) -> None:
    worksheet.page_setup.orientation = "landscape"


def _area(worksheet: Any, top: int, left: int, bottom: int, right: int) -> None:
    worksheet.print_area = f"A1:{get_column_letter(right + 1)}{bottom + 1}"


OPENPYXL: dict[str, Callable[..., None]] = {
    "text": _put,
    "line": _line,
    "figure": _put,
    "blank": _blank,
    "merge_blank": _merge,
    "height": _row,
    "set_column": _columns,
    "width": _pixels,
    "data_validation": _offer,
    "freeze_panes": _freeze,
    "fit_to_pages": _fit,
    "protect": _protect,
    "set_landscape": _landscape,
    "print_area": _area,
}


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time: other work on the machine does not count."""
    gc.collect()
    gc.freeze()  # what was recorded is not searched for garbage again and again, by anybody
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


def workload(count: int) -> Iterator[Sheet]:
    """As many sheets as wanted, out of the example city's."""
    return islice(cycle(city.sheets()), count)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sheets", type=int, default=320)
    count = parser.parse_args().sheets
    sheets = list(workload(count))
    recorded = [record(sheet) for sheet in sheets]
    calls = [call for workbook in recorded for worksheet in workbook.worksheets for call in worksheet.calls]
    cells = sum(method in ("text", "figure", "blank", "merge_blank") for method, *_ in calls)
    cells += sum(1 for method, arguments, *_ in calls if method == "line" for text in arguments[1] if text)
    merges = sum(method == "merge_blank" for method, *_ in calls)
    ours, files = timed(lambda: sum(len(with_hyoka(workbook)) for workbook in recorded))
    plain, _ = timed(lambda: sum(len(with_xlsxwriter(workbook)) for workbook in recorded))
    theirs, other = timed(lambda: sum(len(with_openpyxl(workbook)) for workbook in recorded))
    whole, _ = timed(lambda: [write_xlsx([sheet]) for sheet in sheets])
    print(f"{count} workbooks, {cells:,} cells written, {merges:,} merged ranges")
    print(f"hyoka      {ours:8.2f} s   {files / 1e6:6.1f} MB   (its worksheets in XlsxWriter)")
    print(f"XlsxWriter {plain:8.2f} s                {plain / ours:5.1f} times hyoka's")
    print(f"openpyxl   {theirs:8.2f} s   {other / 1e6:6.1f} MB   {theirs / ours:5.1f} times hyoka's")
    print(
        f"write_xlsx {whole:8.2f} s   from documents to bytes; openpyxl's replay alone: {theirs / whole:.1f} times that"
    )


if __name__ == "__main__":
    main()
