"""Beside what was read stands the source, with the place that each of its pieces gave."""

from pathlib import Path

import pytest

from hyoka.example import clean_sheets
from hyoka.readers import preview, read_bytes
from hyoka.readers.preview import Kind, What, preview_of
from hyoka.sheet import sheet_to_json
from hyoka.writers.pdf import write_sheet
from hyoka.writers.xlsx import write_xlsx


def of(data: bytes, name: str) -> preview.Preview:
    return preview_of(data, read_bytes(data, name))


def test_a_line_of_text_tells_the_places_it_gave(real: Path) -> None:
    data = (real / "mishima" / "h30-joho-seisaku.txt").read_bytes()
    shown = of(data, "a.txt")
    assert (shown.kind, shown.cut) == (Kind.TEXT, False)
    [budget] = [line for line in shown.lines if line.text.startswith("予算額")]
    given = {found.place: found.column for found in budget.found}
    assert given["/totals/2018/budget"] == 4
    assert budget.text.split("\t")[given["/totals/2018/budget"] - 1] == "4,824"


def test_every_place_of_a_text_is_shown_on_some_line(real: Path) -> None:
    data = (real / "mishima" / "h30-joho-seisaku.txt").read_bytes()
    [reading] = read_bytes(data, "a.txt")
    shown = {
        found.place for line in of(data, "a.txt").lines for found in line.found if found.what is What.VALUE
    }
    assert shown == {place for place, origin in reading.places.items() if origin.line}


def test_a_cell_of_a_workbook_tells_the_place_it_gave_and_the_list_of_cells_is_not_shown() -> None:
    shown = of(write_xlsx(clean_sheets()[:2]), "a.xlsx")
    cells = {
        found.place: (found.sheet, cell.text)
        for grid in shown.grids
        for cell in grid.cells
        for found in cell.found
    }
    sheet = clean_sheets()[1]
    assert cells["/head/division"] == (1, sheet.head.division)
    assert "欄一覧" not in {grid.worksheet for grid in shown.grids}


def test_a_page_has_its_words_and_the_boxes_that_gave_something() -> None:
    shown = of(write_sheet(clean_sheets()[0]), "a.pdf")
    [mark] = [mark for page in shown.pages for mark in page.marks if mark.found.place == "/head/division"]
    [words] = [words for page in shown.pages for words in page.words if words.box == mark.box]
    assert words.text == clean_sheets()[0].head.division


def test_json_is_its_own_preview() -> None:
    shown = of(sheet_to_json(clean_sheets()[0]).encode(), "a.json")
    assert shown == preview.Preview(Kind.JSON)


def test_what_does_not_fit_is_left_out_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    data = write_xlsx(clean_sheets()[:1])
    monkeypatch.setattr(preview, "MOST_CELLS", 100)
    shown = of(data, "a.xlsx")
    assert shown.cut
    assert sum(len(grid.cells) for grid in shown.grids) == 100


def test_a_preview_takes_no_longer_than_it_may() -> None:
    data = write_xlsx(clean_sheets()[:1])
    shown = preview_of(data, read_bytes(data, "a.xlsx"), seconds=0.0)
    assert (shown.grids, shown.cut) == ((), True)
