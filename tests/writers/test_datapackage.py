"""The data package is what Frictionless calls valid, whatever people wrote in their sheets."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from frictionless import Package, system
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import sheets
from tests.tables.sample import a_sheet, named

from hyoka.sheet import Sheet, sheet_to_json
from hyoka.tables import TABLES, FractionOfYen
from hyoka.writers.datapackage import SameSheetTwice, write_datapackage, zip_package

NASTY = (
    "=1+1", '"', '""', "a,b", "行\n\n行", "\t", " ", "　", "NULL", "nan", "None", "0123", "1e5", "true", "-", "𠮷髙﨑葛󠄀",
    "\u2028", "\u00a0", ";", "#", "'", "''=", "\ufeff", "👨‍👩‍👧", "ｶﾞ", "x" * 32_000,
)  # fmt: skip


def problems(directory: Path) -> list[list[object]]:
    with system.use_context(trusted=True):
        report = Package(str(directory / "datapackage.json")).validate()
    return [list(row) for row in report.flatten(["type", "fieldName", "note"])]


def saved(directory: Path, *sheets: Sheet) -> Path:
    directory.mkdir(exist_ok=True)
    for name, data in write_datapackage(sheets).items():
        (directory / name).write_bytes(data)
    return directory


def test_the_package_is_valid(tmp_path: Path) -> None:
    assert problems(saved(tmp_path / "package", a_sheet(), named("別の課", key="sheet2"))) == []


def test_a_package_of_no_sheets_is_valid(tmp_path: Path) -> None:
    assert problems(saved(tmp_path / "package")) == []


def test_nasty_text_makes_a_valid_package(tmp_path: Path) -> None:
    sheets = [named(text, key=f"sheet{index}") for index, text in enumerate(NASTY)]
    assert problems(saved(tmp_path / "package", *sheets)) == []


@settings(max_examples=6)
@given(pairs=st.lists(sheets(), max_size=2))
def test_any_sheets_make_a_valid_package(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[Sheet]
) -> None:
    whole = [sheet.model_copy(update={"key": f"sheet{index}"}) for index, sheet in enumerate(pairs)]
    try:
        assert problems(saved(tmp_path_factory.mktemp("any"), *whole)) == []
    except FractionOfYen:
        assert any("0.5" in sheet_to_json(sheet) for sheet in whole)


def test_frictionless_would_notice_a_broken_package(tmp_path: Path) -> None:
    saved(tmp_path / "package", a_sheet())
    costs = tmp_path / "package" / "costs.csv"
    costs.write_bytes(costs.read_bytes().replace(b"1200000", b"much").replace(b"sheet1", b"sheet9"))
    kinds = {problem[0] for problem in problems(tmp_path / "package")}
    assert {"type-error", "foreign-key"} <= kinds


def test_every_table_is_a_resource_with_its_dictionary() -> None:
    described = json.loads(write_datapackage([a_sheet()])["datapackage.json"])
    assert [resource["name"] for resource in described["resources"]] == list(TABLES)
    for resource in described["resources"]:
        table = TABLES[resource["name"]]
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == [column.name for column in table.columns]
        assert [field["title"] for field in fields] == [column.title for column in table.columns]
        assert resource["bytes"] == len(write_datapackage([a_sheet()])[resource["path"]])


def test_the_title_tells_the_years() -> None:
    described = json.loads(write_datapackage([a_sheet()])["datapackage.json"])
    assert described["title"] == "平成30年度 行政評価表"


def test_a_licence_is_named_only_where_one_was_given() -> None:
    described = [
        json.loads(write_datapackage([a_sheet()], licence=licence)["datapackage.json"])
        for licence in ("", "CC-BY-4.0", "市の利用規約")
    ]
    assert "licenses" not in described[0]
    assert described[1]["licenses"][0]["path"].startswith("https://creativecommons.org/licenses/by/4.0/")
    assert described[2]["licenses"] == [{"name": "市の利用規約", "title": "市の利用規約"}]


def test_a_sheet_given_twice_is_refused_instead_of_counted_twice() -> None:
    with pytest.raises(SameSheetTwice, match=r"平成30年度 情報課 施策 48.*sheet1"):
        write_datapackage([a_sheet(), a_sheet()])


def test_the_same_sheets_make_the_same_zip() -> None:
    first, second = (zip_package(write_datapackage([a_sheet()])) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert set(packed.namelist()) == {"datapackage.json", *(f"{name}.csv" for name in TABLES)}
        assert packed.testzip() is None


def test_sources_are_told() -> None:
    described = json.loads(
        write_datapackage([a_sheet()], sources=["平成30年度の公表資料"])["datapackage.json"]
    )
    assert described["sources"] == [{"title": "平成30年度の公表資料"}]


def test_no_cell_of_the_package_starts_a_formula() -> None:
    files = write_datapackage([named(text, key=f"sheet{index}") for index, text in enumerate(NASTY)])
    for name in TABLES:
        for row in csv.reader(io.StringIO(files[f"{name}.csv"].decode(), newline="")):
            texts = [
                cell
                for cell, column in zip(row, TABLES[name].columns, strict=True)
                if column.type == "string"
            ]
            assert not [cell for cell in texts if len(cell) > 1 and cell[0] in "=+-@\t＝＋－＠"]
