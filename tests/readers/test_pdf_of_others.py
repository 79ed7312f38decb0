"""PDFs that other programs made of the same form: LibreOffice, of our workbooks and of squared paper."""

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from tests.readers.pdf_round_trip import printed, read_back
from tests.readers.squared_paper import on_squared_paper

from hyoka.example import sheets
from hyoka.sheet import Sheet
from hyoka.writers.pdf import write_sheet
from hyoka.writers.xlsx import write_xlsx

CITY = sheets()
CHOSEN = (0, 13, 40)


def as_pdf(workbook: Path) -> bytes:
    profile = f"-env:UserInstallation={(workbook.parent / 'profile').as_uri()}"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(workbook.parent),
        str(workbook),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return workbook.with_suffix(".pdf").read_bytes()


def assert_comes_back(pdf: bytes, sheet: Sheet) -> None:
    reading = read_back(pdf)
    assert printed(reading.sheet, wrapped=True) == printed(sheet, wrapped=True)
    assert (reading.unread, reading.uncertain) == ((), ())


def office_can_print_kanji() -> bool:
    """Without a Japanese font it would print empty boxes."""
    if shutil.which("soffice") is None or shutil.which("fc-list") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=ja"], capture_output=True, check=False).stdout)


needs_office = pytest.mark.skipif(
    not office_can_print_kanji(), reason="LibreOffice or a Japanese font for it is not installed"
)


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("number", CHOSEN)
def test_our_workbook_printed_by_libreoffice_comes_back(number: int, tmp_path: Path) -> None:
    """Its last pages, the list of cells, are no part of the form."""
    workbook = tmp_path / "sheet.xlsx"
    workbook.write_bytes(write_xlsx([CITY[number]]))
    assert_comes_back(as_pdf(workbook), CITY[number])


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("spaced", [True, False])
@pytest.mark.parametrize("number", CHOSEN[:2])
def test_form_on_squared_paper_comes_back(number: int, spaced: bool, tmp_path: Path) -> None:
    """Tables run into one another, share their columns, and are torn by page ends without a repeated head."""
    workbook = tmp_path / "squared.xlsx"
    on_squared_paper(write_sheet(CITY[number]), spaced=spaced).save(workbook)
    assert_comes_back(as_pdf(workbook), CITY[number])


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_are_turned_by_the_viewer_come_back(turn: int, tmp_path: Path) -> None:
    """Landscape drawn on a portrait page, with the note that it be shown turned."""
    with pikepdf.open(_saved(tmp_path, write_sheet(CITY[0]))) as pdf:
        for page in pdf.pages:
            _draw_turned(pdf, page, turn)
            page.rotate(turn, relative=False)
        pdf.save(tmp_path / "turned.pdf")
    assert_comes_back((tmp_path / "turned.pdf").read_bytes(), CITY[0])


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_lie_on_their_side_come_back(turn: int, tmp_path: Path) -> None:
    """The same without the note: the text shows which way is up."""
    with pikepdf.open(_saved(tmp_path, write_sheet(CITY[0]))) as pdf:
        for page in pdf.pages:
            _draw_turned(pdf, page, turn)
        pdf.save(tmp_path / "lying.pdf")
    assert_comes_back((tmp_path / "lying.pdf").read_bytes(), CITY[0])


def _saved(folder: Path, pdf: bytes) -> Path:
    path = folder / "upright.pdf"
    path.write_bytes(pdf)
    return path


def _draw_turned(pdf: pikepdf.Pdf, page: pikepdf.Page, turn: int) -> None:
    """Turn the drawing counter-clockwise, so that showing the page turned clockwise puts it upright."""
    width, height = (float(side) for side in page.mediabox[2:])
    matrix = {
        90: f"0 1 -1 0 {height} 0",
        180: f"-1 0 0 -1 {width} {height}",
        270: f"0 -1 1 0 0 {width}",
    }[turn]
    page.contents_add(f"q {matrix} cm ".encode(), prepend=True)
    page.contents_add(b" Q")
    if turn != 180:
        page.mediabox = pikepdf.Array([0, 0, height, width])
