"""Our own workbooks are read exactly, by key, and what an office typed on the form wins."""

from hypothesis import given, settings
from tests.strategies import sheets

from hyoka.readers.xlsx import read_xlsx
from hyoka.sheet import Sheet
from hyoka.writers.xlsx import write_xlsx


@given(sheets())
@settings(max_examples=100)
def test_a_workbook_gives_back_the_sheet(sheet: Sheet) -> None:
    [reading] = read_xlsx(write_xlsx([sheet]), source="x.xlsx")
    assert reading.sheet == sheet
    assert not reading.unread and not reading.uncertain and not reading.reprints
