"""Which files a command reads, and the wrong ways of naming them."""

import json
from pathlib import Path

import pytest
from tests.cli.hyoka_command import Hyoka, is_one_complaint, saved
from tests.tables.sample import a_sheet


def test_an_empty_name_is_not_the_folder_one_stands_in(
    hyoka: Hyoka, sheet_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sheet_file.parent)
    ran = hyoka("check", "")
    assert is_one_complaint(ran) and "名前が空" in ran.err


def test_a_sheet_inside_the_folder_read_is_never_written_over(hyoka: Hyoka, sheet_file: Path) -> None:
    before = sheet_file.read_bytes()
    ran = hyoka("write", sheet_file.parent, "-o", sheet_file)
    assert is_one_complaint(ran) and "読み込むファイルには書き出せません" in ran.err
    assert sheet_file.read_bytes() == before


def test_a_new_file_in_the_folder_read_is_written(hyoka: Hyoka, sheet_file: Path) -> None:
    folder = sheet_file.parent
    assert hyoka("table", "sheets", folder, "-o", folder / "表.csv").code == 0
    assert hyoka("table", "sheets", folder, "-o", folder / "表.csv").code == 0, (
        "a table is none of the sheets"
    )


def test_a_folder_without_sheets_does_not_keep_the_others_from_being_checked(
    hyoka: Hyoka, sheet_file: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    ran = hyoka("check", empty, sheet_file, "--format", "json")
    assert ran.code == 2 and ran.err.count("\n") == 1
    assert "評価表のファイル" in ran.err and str(empty) in ran.err
    told, checked = sorted(json.loads(ran.out), key=lambda one: "findings" in one)
    assert "error" in told and checked["file"] == str(sheet_file)


def test_a_folder_stands_for_the_sheets_in_it_and_in_its_folders(hyoka: Hyoka, tmp_path: Path) -> None:
    inner = tmp_path / "企画戦略部"
    inner.mkdir()
    saved(inner / "一.json", a_sheet())
    (inner / "~$一.xlsx").write_bytes(b"lock file of Excel")
    (inner / "覚え書き.md").write_text("x", encoding="utf-8")
    assert len(hyoka("table", "sheets", tmp_path).out.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("write", "a.json", "-o", "a.pdf", "-o", "b.pdf"), "-o"),
        (("write", "a.json", "-o", "a.pdf", "--output", "b.pdf"), "-o"),
        (("table", "sheets", "a.json", "--layout", "x", "--layout=y"), "--layout"),
    ],
)
def test_an_option_given_twice_is_refused_not_half_obeyed(
    hyoka: Hyoka, arguments: tuple[str, ...], option: str
) -> None:
    ran = hyoka(*arguments)
    assert is_one_complaint(ran) and f"オプション {option} は一度だけ" in ran.err


def test_a_flag_may_be_said_twice(hyoka: Hyoka, sheet_file: Path) -> None:
    assert hyoka("check", sheet_file, "--all", "--all") == hyoka("check", sheet_file, "--all")
