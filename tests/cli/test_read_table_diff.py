"""hyoka read, table, diff and layouts."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.cli.hyoka_command import Hyoka, is_one_complaint, program, saved
from tests.tables.sample import DIRECTION, HEAD, a_sheet, named

from hyoka.example import clean_sheets
from hyoka.layouts import layout_names
from hyoka.readers import Reading
from hyoka.sheet import Narrative
from hyoka.tables import TABLES
from hyoka.writers.tables import write_table

# ── read ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_read_gives_the_reading(hyoka: Hyoka, sheet_file: Path) -> None:
    ran = hyoka("read", sheet_file)
    assert (ran.code, ran.err) == (0, "")
    assert Reading.model_validate_json(ran.out).sheet == a_sheet()
    assert {"sheet", "places", "unread"} <= set(json.loads(ran.out))


def test_what_was_read_can_be_read_again(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    assert hyoka("read", sheet_file, "-o", tmp_path / "r.json") == (0, "", "")
    assert Reading.model_validate_json(hyoka("read", tmp_path / "r.json").out).sheet == a_sheet()


def test_several_sheets_make_a_list(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    other = saved(tmp_path / "b.json", named("別の課", key="sheet2"))
    ran = hyoka("read", sheet_file, other)
    assert [reading["sheet"]["head"]["division"] for reading in json.loads(ran.out)] == ["情報課", "別の課"]


def test_when_one_file_cannot_be_read_nothing_is_written(
    hyoka: Hyoka, sheet_file: Path, tmp_path: Path
) -> None:
    ran = hyoka("read", sheet_file, tmp_path / "no.txt", "-o", tmp_path / "r.json")
    assert is_one_complaint(ran)
    assert not (tmp_path / "r.json").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xfe\x00", b"PK\x03\x04junk", b"{}", b"[]", b"hello", b"\x00" * 100],
)
def test_bad_input_is_one_japanese_line(hyoka: Hyoka, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "悪い.pdf"
    path.write_bytes(content)
    for command in (["read"], ["check"], ["table", "totals"], ["write", "-o", tmp_path / "out.pdf"]):
        ran = hyoka(*command, path)
        assert is_one_complaint(ran), ran
        assert "予期しない" not in ran.err
        assert "悪い.pdf" in ran.err
    assert [file.name for file in tmp_path.iterdir()] == ["悪い.pdf"]


# ── table ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_csv_on_the_standard_output(hyoka: Hyoka, sheet_file: Path, name: str) -> None:
    ran = hyoka("table", name, sheet_file)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.encode() == write_table(TABLES[name], [a_sheet()], "csv")


def test_the_suffix_says_the_format(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    for suffix in ("csv", "json", "parquet", "CSV"):
        assert hyoka("table", "costs", sheet_file, "-o", tmp_path / f"費目.{suffix}") == (0, "", "")
    assert (tmp_path / "費目.csv").read_bytes() == write_table(TABLES["costs"], [a_sheet()], "csv")
    assert len(json.loads((tmp_path / "費目.json").read_bytes())) == 2
    assert pq.read_table(tmp_path / "費目.parquet").num_rows == 2


def test_bom_is_for_excel(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    hyoka("table", "hours", sheet_file, "-o", tmp_path / "a.csv", "--bom")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfmunicipality_code")


def test_the_municipality_can_be_given(hyoka: Hyoka, sheet_file: Path) -> None:
    ran = hyoka("table", "sheets", "--municipality", "131016", sheet_file)
    assert ran.out.splitlines()[1].startswith("131016,2018,")


def test_an_unknown_format_is_told_before_anything_is_read(hyoka: Hyoka, tmp_path: Path) -> None:
    ran = hyoka("table", "costs", tmp_path / "no.txt", "-o", tmp_path / "a.xls")
    assert is_one_complaint(ran)
    assert ".csv, .json, .parquet" in ran.err


def test_the_file_read_is_not_written(hyoka: Hyoka, sheet_file: Path) -> None:
    before = sheet_file.read_bytes()
    assert is_one_complaint(hyoka("table", "costs", sheet_file, "-o", sheet_file))
    assert sheet_file.read_bytes() == before


def test_a_sheet_that_is_there_twice_is_mentioned(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    ran = hyoka("table", "totals", sheet_file, saved(tmp_path / "b.json", a_sheet()))
    assert ran.code == 0
    assert "同じ評価表" in ran.err


def test_all_tables_make_a_data_package(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    assert hyoka("table", "all", sheet_file, "-o", tmp_path / "公開", "--license", "CC-BY-4.0") == (0, "", "")
    assert hyoka("table", "all", sheet_file, "-o", tmp_path / "公開.zip", "--license", "CC-BY-4.0") == (
        0,
        "",
        "",
    )
    with zipfile.ZipFile(tmp_path / "公開.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            path.name: path.read_bytes() for path in (tmp_path / "公開").iterdir()
        }
        assert json.loads(packed.read("datapackage.json"))["licenses"][0]["name"] == "CC-BY-4.0"


def test_all_tables_need_a_place(hyoka: Hyoka, sheet_file: Path) -> None:
    ran = hyoka("table", "all", sheet_file)
    assert is_one_complaint(ran)
    assert ".zip" in ran.err


def test_csv_through_a_pipe_is_utf8_bytes(sheet_file: Path) -> None:
    ran = program("table", "narratives", sheet_file, LC_ALL="C")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["stage"] for row in rows] == ["plan", "do"]


# ── diff ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_equal_sheets_differ_in_nothing(hyoka: Hyoka, sheet_file: Path) -> None:
    ran = hyoka("diff", sheet_file, sheet_file)
    assert ran.code == 0
    assert "違いはありません" in ran.out


def test_a_changed_cell_is_told_before_and_after(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    year = a_sheet().totals.years[0]
    changed = year.model_copy(update={"budget": type(year.budget).of("7,300"), "budget_amended": None})
    years = (changed, *a_sheet().totals.years[1:])
    ran = hyoka(
        "diff",
        sheet_file,
        saved(tmp_path / "b.json", a_sheet(totals={"presence": "present", "years": years})),
    )
    assert ran.code == 1
    assert "変更  総括表 H29 予算額 (千円)\n    前  7,283千円\n    後  7,300千円\n" in ran.out
    assert "変更  総括表 H29 予算額の補正・流用\n    前  あり\n    後  不明\n" in ran.out
    assert "違い 2 件" in ran.out


def test_of_a_long_text_the_changed_part_is_shown(hyoka: Hyoka, tmp_path: Path) -> None:
    text = "一つ目の文はそのまま残る。" * 8
    files = [
        saved(
            tmp_path / f"{index}.json",
            a_sheet(directions=(DIRECTION.model_copy(update={"plan": Narrative(general=said)}),)),
        )
        for index, said in enumerate((text + "件数を増やす。" + text, text + "件数を減らす。" + text))
    ]
    ran = hyoka("diff", *files)
    assert "    前  …文はそのまま残る。件数を増やす。一つ目の文はそのまま…\n" in ran.out
    assert "    後  …文はそのまま残る。件数を減らす。一つ目の文はそのまま…\n" in ran.out


def test_rows_that_come_and_go_are_named(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    less = saved(tmp_path / "b.json", a_sheet(directions=()))
    assert "削除  " in hyoka("diff", sheet_file, less).out
    assert "追加  " in hyoka("diff", less, sheet_file).out


def test_differences_for_programs(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    other = saved(tmp_path / "b.json", a_sheet(head=HEAD.model_copy(update={"phone": "999"})))
    ran = hyoka("diff", sheet_file, other, "--format", "json")
    [change] = json.loads(ran.out)
    assert change["edit"]["place"] == "/head/phone"
    assert (change["before"], change["edit"]["value"]) == ("000-000-0000", "999")
    assert change["where"].startswith("総括表 電話番号")


def test_two_sheets_in_one_file_cannot_be_compared(hyoka: Hyoka, sheet_file: Path, tmp_path: Path) -> None:
    other = saved(tmp_path / "b.json", named("別の課", key="sheet2"))
    hyoka("read", sheet_file, other, "-o", tmp_path / "two.json")
    ran = hyoka("diff", sheet_file, tmp_path / "two.json")
    assert is_one_complaint(ran)
    assert "評価表が 2 冊あります" in ran.err


# ── layouts ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_layouts_are_listed(hyoka: Hyoka) -> None:
    assert [line.split()[0] for line in hyoka("layouts").out.splitlines()] == list(layout_names())


def test_what_paper_cannot_say_is_counted_not_listed(hyoka: Hyoka, tmp_path: Path) -> None:
    sheet_file = saved(tmp_path / "a.json", clean_sheets()[-1])
    assert hyoka("write", sheet_file, "-o", tmp_path / "a.pdf").code == 0
    ran = hyoka("diff", sheet_file, tmp_path / "a.pdf")
    assert ran.code == 0
    assert "違いはありません。" in ran.out and "様式に印刷されない違いが" in ran.out
    assert hyoka("diff", "--all", sheet_file, tmp_path / "a.pdf").code == 1
