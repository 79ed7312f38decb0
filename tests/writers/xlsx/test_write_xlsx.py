"""The official form as a workbook: what an office sees, may type into, prints and sends back."""

import re
import zipfile
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import sheets, texts

from hyoka.example import sheets as city
from hyoka.layouts import load_layout
from hyoka.sheet import Sheet
from hyoka.writers.xlsx import write_xlsx
from hyoka.writers.xlsx.book import Book
from hyoka.writers.xlsx.measure import SHORTEST, height_of
from hyoka.writers.xlsx.page import UNITS, edges

FORBIDDEN = set("[]:*?/\\'")


@cache
def sheet() -> Sheet:
    return next(sheet for sheet in city() if len(sheet.directions) > 1)


@cache
def workbook(blank: bool = False) -> Any:
    return openpyxl.load_workbook(BytesIO(write_xlsx([sheet()], blank=blank)))


def cell_of(place: str, blank: bool = False) -> Any:
    for row in workbook(blank)["欄一覧"].iter_rows(min_row=4, values_only=True):
        if row[0] == place and row[1]:
            return workbook(blank)[row[1]][row[2]]
    raise AssertionError(place)


def texts_of(worksheet: Any) -> set[Any]:
    return {cell.value for row in worksheet.iter_rows() for cell in row}


def test_one_worksheet_per_part_in_the_forms_order_and_the_list_last() -> None:
    numbers = [direction.no for direction in sheet().directions]
    parts = [f"{part}({number})" for number in numbers for part in ("個表", "予算費目表")]
    assert workbook().sheetnames == ["総括表", *parts, "スケジュール表", "欄一覧"]


def test_nothing_is_hidden() -> None:
    for worksheet in workbook():
        assert worksheet.sheet_state == "visible"
        assert not any(row.hidden for row in worksheet.row_dimensions.values())
        assert not any(column.hidden for column in worksheet.column_dimensions.values())
    assert not workbook().defined_names


def test_every_label_of_the_layout_is_printed() -> None:
    printed = {text for worksheet in workbook() for text in texts_of(worksheet)}
    layout = load_layout(sheet().layout)
    labels = [cell.label.text for cell in layout.cells()]
    assert labels and {label for label in labels if label != "予定"} <= printed
    assert f"{sheet().fiscal_year.wareki} 行政評価表" in printed


def test_labels_are_locked_and_this_years_cells_are_open() -> None:
    year = int(sheet().fiscal_year)
    at = f"/outcomes/{sheet().outcomes.indicators[0].key}"
    assert all(worksheet.protection.sheet for worksheet in workbook())
    assert workbook()["総括表"]["A1"].protection.locked
    assert not cell_of(f"{at}/{year}/target").protection.locked
    assert not cell_of(f"{at}/{year}/actual").protection.locked
    assert cell_of(f"{at}/{year + 1}/actual").protection.locked
    assert not cell_of(f"{at}/{year + 1}/actual", blank=True).protection.locked


def test_cells_of_the_evaluation_are_yellow_and_those_of_the_plan_are_not() -> None:
    year = int(sheet().fiscal_year)
    at = f"/outcomes/{sheet().outcomes.indicators[0].key}/{year}"
    assert cell_of(f"{at}/actual").fill.start_color.rgb == "FFFFF7B8"
    assert cell_of(f"{at}/target").fill.fill_type is None


@pytest.mark.parametrize("amended", [True, False, None])
def test_an_amended_budget_is_red_and_no_other(amended: bool | None) -> None:
    year = sheet().totals.years[0]
    changed = year.model_copy(update={"budget_amended": amended})
    totals = sheet().totals.model_copy(update={"years": (changed,)})
    data = write_xlsx([sheet().model_copy(update={"totals": totals, "directions": ()})])
    cell = cell_of(f"/totals/{int(year.fiscal_year)}/budget")
    font = openpyxl.load_workbook(BytesIO(data))["総括表"][cell.coordinate].font
    assert (font.color is not None and font.color.rgb == "FFC00000") is (amended is True)


def test_amounts_are_figures_where_the_text_is_the_same_and_right_aligned() -> None:
    place = f"/totals/{int(sheet().fiscal_year)}/budget"
    cell = cell_of(place)
    written = sheet().totals.years[0].budget.written or ""
    assert f"{cell.value:,}" == written
    assert (cell.number_format, cell.alignment.horizontal) == ("#,##0", "right")


def test_what_is_typed_stays_as_typed() -> None:
    at = f"/outcomes/{sheet().outcomes.indicators[0].key}/{int(sheet().fiscal_year)}/actual"
    assert cell_of(at).number_format == "@"


def test_vocabularies_are_offered_and_other_words_let_through() -> None:
    offers = [rule for worksheet in workbook() for rule in worksheet.data_validations.dataValidation]
    words = {rule.formula1 for rule in offers}
    assert any("達成,未達成,未実施" in word for word in words)
    assert any("維持" in word and "終了" in word for word in words)
    assert {rule.errorStyle for rule in offers} == {"warning"}


def test_every_page_prints_on_a4_one_page_wide_with_its_heads_repeated() -> None:
    for worksheet in workbook():
        assert worksheet.page_setup.paperSize == 9
        assert worksheet.page_setup.orientation == "landscape"
        assert worksheet.sheet_properties.pageSetUpPr.fitToPage
        assert worksheet.page_setup.fitToWidth in (None, 1) and worksheet.page_setup.fitToHeight == 0
        assert worksheet.print_area
        assert worksheet.print_title_rows
        assert worksheet.freeze_panes


def test_merged_cells_do_not_overlap() -> None:
    for worksheet in workbook():
        seen: set[tuple[int, int]] = set()
        for merged in worksheet.merged_cells.ranges:
            cells = {(row, column) for row, column in merged.cells}
            assert not cells & seen
            seen |= cells


def test_the_file_names_nobody_and_no_moment() -> None:
    with zipfile.ZipFile(BytesIO(write_xlsx([sheet()]))) as archive:
        core = archive.read("docProps/core.xml").decode()
        app = archive.read("docProps/app.xml").decode()
    assert "<dc:creator></dc:creator>" in core and "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert f"{int(sheet().fiscal_year)}-04-01" in core
    assert "<Company></Company>" in app


def test_the_same_sheet_makes_the_same_bytes() -> None:
    assert write_xlsx([sheet()]) == write_xlsx([sheet()])


def test_a_blank_form_has_rows_to_spare() -> None:
    def free(blank: bool) -> int:
        rows = workbook(blank)["欄一覧"].iter_rows(min_row=4, values_only=True)
        return sum(1 for row in rows if row[3] == "空き" and row[0].endswith("/formula"))

    assert free(blank=True) >= load_layout(sheet().layout).parts[0].blocks[-1].blank_rows > free(blank=False)  # type: ignore[union-attr]


def test_a_book_begins_with_contents_that_link_to_each_sheet() -> None:
    held = city()[:2]
    book = openpyxl.load_workbook(BytesIO(write_xlsx(held)))
    contents = book["目次"]
    assert book.sheetnames[0] == "目次" and book.sheetnames[-1] == "欄一覧"
    links = [contents.cell(row=row, column=5) for row in (3, 4)]
    assert [link.hyperlink.location for link in links] == [f"'{link.value}'!A1" for link in links]
    assert all(link.value in book.sheetnames for link in links)
    assert [contents.cell(row=row, column=3).value for row in (3, 4)] == [s.head.division for s in held]


def test_no_sheets_make_no_workbook() -> None:
    with pytest.raises(ValueError, match="書き出す評価表がありません"):
        write_xlsx([])


@given(st.lists(st.tuples(texts, texts), max_size=30))
def test_worksheet_names_are_what_excel_accepts_and_told_apart(wanted: list[tuple[str, str]]) -> None:
    book = Book([sheet()], "題")
    names = [book.name(name, prefix) for name, prefix in wanted]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & FORBIDDEN and name == name.strip() and name.casefold() != "history"


@given(st.lists(st.floats(0.05, 9), min_size=1, max_size=30))
def test_columns_fill_the_page_and_none_vanishes(shares: list[float]) -> None:
    found = edges(shares)
    assert (found[0], found[-1]) == (0, UNITS)
    assert all(left < right for left, right in pairwise(found))


def test_a_long_text_gets_a_high_row() -> None:
    assert height_of("", 100) == SHORTEST
    assert height_of("あ" * 100, 128) > 10 * 12
    assert height_of("一\n二\n三\n四", 1000) > 4 * 12


@given(sheets())
@settings(max_examples=10)
def test_no_row_is_higher_than_excel_allows(found: Sheet) -> None:
    with zipfile.ZipFile(BytesIO(write_xlsx([found]))) as archive:
        xml = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/"))
    heights = [float(height) for height in re.findall(rb' ht="([0-9.e+]+)"', xml)]
    assert heights and max(heights) <= 409


def test_a_project_is_not_parted_by_the_end_of_a_page() -> None:
    rows = workbook()["欄一覧"].iter_rows(min_row=4, values_only=True)
    cells = {str(row[0]): (str(row[1]), str(row[2])) for row in rows if row[0] and row[1]}
    parted = [
        (place, row)
        for place, (worksheet, cell) in cells.items()
        for merged in workbook()[worksheet].merged_cells.ranges
        if merged.start_cell.coordinate == cell
        for row in workbook()[worksheet].row_breaks.brk
        if merged.min_row <= row.id < merged.max_row
    ]
    assert not parted
