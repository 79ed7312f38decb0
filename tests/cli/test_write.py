"""hyoka write and example."""

import io
import json
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from tests.cli.hyoka_command import Hyoka, is_one_complaint, saved
from tests.tables.sample import a_sheet, named

from hyoka.cli.app import COMMANDS
from hyoka.readers import read_file
from hyoka.sheet import sheet_from_json
from hyoka.tables import TABLES

pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext")


def text_of(pdf: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, encoding="utf-8", check=True
    ).stdout


@pdftotext
def test_a_sheet_becomes_the_form(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    assert hyoka("write", sheet_file, "-o", tmp_path / "a.pdf") == (0, "", "")
    text = text_of(tmp_path / "a.pdf")
    assert all(word in text for word in ("行政評価表", "情報課", "7,283", "3,800件", "スケジュール表"))


@pytest.mark.parametrize(("standard", "mark"), [("ua-1", b"pdfuaid"), ("a-2a", b"pdfaid")])
def test_the_standard_can_be_chosen(
    hyoka: Hyoka, sheet_file: Path, tmp_path: Path, standard: str, mark: bytes
) -> None:
    assert hyoka("write", sheet_file, "-o", tmp_path / "a.pdf", "--standard", standard).code == 0
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert mark in pdf.Root.Metadata.read_bytes()


def test_several_sheets_are_one_book_with_bookmarks(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    other = saved(tmp_path / "b.json", named("別の課", key="sheet2"))
    assert hyoka("write", sheet_file, other, "-o", tmp_path / "冊子.pdf") == (0, "", "")
    with pikepdf.open(tmp_path / "冊子.pdf") as pdf, pdf.open_outline() as outline:
        assert len(outline.root) >= 2


def test_a_book_has_no_standard(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    other = saved(tmp_path / "b.json", named("別の課", key="sheet2"))
    ran = hyoka("write", sheet_file, other, "-o", tmp_path / "a.pdf", "--standard", "a-2a")
    assert is_one_complaint(ran)
    assert not (tmp_path / "a.pdf").exists()


def test_json_is_the_document_itself(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    assert hyoka("write", sheet_file, "-o", tmp_path / "b.json") == (0, "", "")
    assert sheet_from_json((tmp_path / "b.json").read_text(encoding="utf-8")) == a_sheet()


def test_json_of_several_sheets_can_be_read_again(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    other = saved(tmp_path / "b.json", named("別の課", key="sheet2"))
    assert hyoka("write", sheet_file, other, "-o", tmp_path / "c.json") == (0, "", "")
    assert [reading.sheet for reading in read_file(tmp_path / "c.json")] == [
        a_sheet(),
        named("別の課", key="sheet2"),
    ]


def test_the_workbook_can_be_read_again(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    assert hyoka("write", sheet_file, "-o", tmp_path / "a.xlsx") == (0, "", "")
    assert hyoka("diff", sheet_file, tmp_path / "a.xlsx").code == 0


@pdftotext
def test_a_blank_form_needs_no_file(hyoka: Hyoka, tmp_path: Path) -> None:
    ran = hyoka("write", "--blank", "--layout", "mishima-2016", "--year", "R02", "-o", tmp_path / "白紙.pdf")
    assert ran == (0, "", "")
    assert "令和2年度 行政評価表" in text_of(tmp_path / "白紙.pdf")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--blank", "-o", "a.pdf"], "--layout"),
        (["--blank", "--layout", "nope", "-o", "a.pdf"], "様式「nope」はありません"),
        (
            ["--blank", "--layout", "mishima-2016", "--year", "R10", "-o", "a.pdf"],
            "平成28年度から令和2年度まで",
        ),
        (
            ["--blank", "--layout", "mishima-2016", "--year", "春", "-o", "a.pdf"],
            "年度として読めません: '春'",
        ),
        (["-o", "a.pdf"], "ファイルを指定してください"),
        (["no.txt", "-o", "a.docx"], ".pdf、.xlsx、.json"),
        (["no.txt", "-o", "a.pdf"], "ファイルがありません"),
    ],
)
def test_what_cannot_be_written_is_told(
    hyoka: Hyoka, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = hyoka("write", *arguments)
    assert is_one_complaint(ran), ran
    assert told in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told_and_nothing_made(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    ran = hyoka("write", sheet_file, "-o", tmp_path / "ない" / "a.json")
    assert is_one_complaint(ran)
    assert "フォルダーがありません" in ran.err


def test_a_layout_of_ones_own_works_in_every_command(hyoka: Hyoka, tmp_path: Path) -> None:
    layout = tmp_path / "waga.toml"
    layout.write_text(
        'base = "mishima-2016"\nname = "waga-shi"\nmunicipality_code = "999999"\n', encoding="utf-8"
    )
    sheet = saved(tmp_path / "a.json", a_sheet(layout="waga-shi"))
    for suffix in ("pdf", "xlsx", "json"):
        assert hyoka("write", sheet, "--layout", layout, "-o", tmp_path / f"b.{suffix}") == (0, "", "")
    assert hyoka("write", "--blank", "--layout", layout, "-o", tmp_path / "c.xlsx") == (0, "", "")
    assert "総括表" in hyoka("check", sheet, "--layout", layout, "--all").out
    assert hyoka("table", "sheets", sheet, "--layout", layout).out.splitlines()[1].startswith("999999,")
    assert hyoka("diff", sheet, sheet, "--layout", layout).code == 0


@pytest.mark.slow
def test_the_example_city_is_written_and_read_by_every_command(hyoka: Hyoka, tmp_path: Path) -> None:
    ran = hyoka("example", tmp_path / "見本市")
    assert (ran.code, ran.err) == (0, "")
    assert "要修正" in ran.out
    sheets = sorted((tmp_path / "見本市" / "評価表").iterdir())
    assert len(sheets) >= 60
    with pikepdf.open(tmp_path / "見本市" / "冊子.pdf") as pdf:
        assert len(pdf.pages) > 60
    checked = hyoka("check", tmp_path / "見本市" / "評価表", "--format", "json")
    assert checked.code == 1
    assert len(json.loads(checked.out)) == len(sheets)
    tabled = hyoka("table", "sheets", tmp_path / "見本市" / "評価表")
    assert len(tabled.out.splitlines()) == len(sheets) + 1
    assert io.StringIO(tabled.out).readline().startswith("municipality_code")


def test_the_example_can_do_without_its_book(hyoka: Hyoka, tmp_path: Path) -> None:
    assert hyoka("example", tmp_path / "a", "--no-book").code == 0
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["評価表"]


def test_the_readme_names_commands_that_are_there() -> None:
    readme = (Path(__file__).resolve().parent.parent.parent / "README.ja.md").read_text(encoding="utf-8")
    import re

    named_there = set(re.findall(r"^\./hyoka ([a-z]+)", readme, re.MULTILINE))
    assert named_there <= set(COMMANDS)
    assert {"indicators", "costs"} <= set(TABLES)
