"""CSV, JSON and Parquet say the same as the table, to the last digit and letter."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import sheets
from tests.tables.sample import H29, H30, OUTCOMES, a_sheet, named, total, value

from hyoka.sheet import Presence, Sheet, Totals
from hyoka.tables import TABLES, FractionOfYen, Table, Type, Value
from hyoka.writers.csv import guard, unguard
from hyoka.writers.parquet import TooManyDigits
from hyoka.writers.tables import FORMATS, write_table

ALL = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)

# What a spreadsheet would run, and what only looks like it.
FORMULAS = (
    "=1+1", "+81 3", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\n=1", "＝１＋１", "＋８１", "－５％", "＠SUM", "-5%",
    "=HYPERLINK(\"http://example.org\")", "'=1+1", "''=1+1", "'-", "=cmd|'/C calc'!A1",
)  # fmt: skip
HARMLESS = ("-", "－", "+", "@", "—", "—5", "3,800件", "'80年代", "'", "", "1-2", "▲5", " =1", "ー5")


def from_csv(data: bytes, table: Table) -> list[tuple[Value, ...]]:
    """The rows of a CSV file, understood by the column's type; empty cells are None."""
    [header, *lines] = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert header == [column.name for column in table.columns]
    return [tuple(_understood(cell, column.type) for cell, column in zip(line, table.columns, strict=True)) for line in lines]  # fmt: skip


def _understood(cell: str, kind: Type) -> Value:
    if not cell:
        return None
    match kind:
        case Type.STRING:
            return unguard(cell)
        case Type.NUMBER:
            return Decimal(cell)
        case Type.BOOLEAN:
            return {"true": True, "false": False}[cell]
        case Type.INTEGER | Type.YEAR:
            return int(cell)


def from_json(data: bytes, table: Table) -> list[tuple[Value, ...]]:
    rows = json.loads(data, parse_float=Decimal)
    assert all(list(row) == [column.name for column in table.columns] for row in rows)
    return [tuple(_decimal(cell, column.type) for cell, column in zip(row.values(), table.columns, strict=True)) for row in rows]  # fmt: skip


def _decimal(cell: Any, kind: Type) -> Value:
    return Decimal(cell) if kind is Type.NUMBER and isinstance(cell, int) else cell


def from_parquet(data: bytes, table: Table) -> list[tuple[Value, ...]]:
    read = pq.read_table(io.BytesIO(data))
    assert read.column_names == [column.name for column in table.columns]
    return [tuple(int(cell) if column.type is Type.INTEGER and cell is not None else cell for cell, column in zip(row.values(), table.columns, strict=True)) for row in read.to_pylist()]  # fmt: skip


READERS = {"csv": from_csv, "json": from_json, "parquet": from_parquet}


def rows_of(table: Table, *sheets: Sheet) -> list[tuple[Value, ...]]:
    return [row for sheet in sheets for row in table.rows(sheet)]


def blanks_as_none(rows: list[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """CSV has one empty cell for blank and for not known."""
    return [tuple(None if cell == "" else cell for cell in row) for row in rows]


@ALL
@pytest.mark.parametrize("format", FORMATS)
def test_what_is_written_is_what_the_table_says(table: Table, format: str) -> None:
    sheets = (a_sheet(), named("別の課", key="sheet2"))
    read = READERS[format](write_table(table, sheets, format), table)
    said = rows_of(table, *sheets)
    assert read == (blanks_as_none(said) if format == "csv" else said)


@settings(max_examples=30)
@given(sheet=sheets())
@pytest.mark.parametrize("format", FORMATS)
def test_any_sheet_comes_back_from_every_format(format: str, sheet: Sheet) -> None:
    for table in TABLES.values():
        try:
            said = rows_of(table, sheet)
        except FractionOfYen:
            continue
        read = READERS[format](write_table(table, [sheet], format), table)
        assert read == (blanks_as_none(said) if format == "csv" else said)


@ALL
@pytest.mark.parametrize("format", FORMATS)
def test_no_sheets_make_an_empty_table(table: Table, format: str) -> None:
    assert READERS[format](write_table(table, (), format), table) == []


@given(name=st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n"), max_size=60))
@pytest.mark.parametrize("format", FORMATS)
def test_any_text_comes_back_to_the_letter(format: str, name: str) -> None:
    [row] = READERS[format](write_table(TABLES["sheets"], [named(name)], format), TABLES["sheets"])
    assert row[2] == (name or None if format == "csv" else name)


figures = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**20, places=5)


@given(target=figures, yen=st.integers(-(10**15), 10**15))
@pytest.mark.parametrize("format", FORMATS)
def test_any_figure_comes_back_to_the_last_digit(format: str, target: Decimal, yen: int) -> None:
    written = format_of(target)
    outcome = OUTCOMES.indicators[0].model_copy(update={"values": (value(H30, f"{written}件", ""),)})
    sheet = a_sheet(
        outcomes={"presence": "present", "indicators": [outcome]},
        totals=Totals(presence=Presence.PRESENT, years=(total(H29, f"{yen}円", "", ""),)),
        directions=(),
    )
    indicators, totals = TABLES["indicators"], TABLES["totals"]
    [row] = READERS[format](write_table(indicators, [sheet], format), indicators)
    assert row[[column.name for column in indicators.columns].index("target_number")] == target
    [row] = READERS[format](write_table(totals, [sheet], format), totals)
    assert row[5] == yen


def format_of(figure: Decimal) -> str:
    return f"{figure:f}"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_csv_starts_a_formula(text: str) -> None:
    data = write_table(TABLES["sheets"], [named(text)], "csv").decode()
    cell = list(csv.reader(io.StringIO(data, newline="")))[1][2]
    assert cell == "'" + text
    assert unguard(cell) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_is_left_as_it_is(text: str) -> None:
    assert guard(text) == unguard(guard(text)) == text


@given(st.text(alphabet="'=+-@\t\n＝＋－＠a1"))
def test_guarding_can_always_be_undone(text: str) -> None:
    assert unguard(guard(text)) == text


def test_negative_figures_are_not_guarded() -> None:
    data = write_table(TABLES["totals"], [a_sheet()], "csv").decode()
    assert ",-14000," in data


def test_csv_for_excel_has_a_bom_and_its_line_ends() -> None:
    plain, excel = (write_table(TABLES["hours"], [a_sheet()], "csv", bom=bom) for bom in (False, True))
    assert excel == b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n")
    assert not plain.startswith(b"\xef\xbb\xbf")


def test_csv_is_this() -> None:
    assert write_table(TABLES["hours"], [a_sheet()], "csv").decode() == (
        "municipality_code,fiscal_year,division,measure_no,project,regular_hours,other_hours,place,sheet_key\n"
        "222062,2018,情報課,48,申請事業,3362,1.5,/schedule/row1,sheet1\n"
        "222062,2018,情報課,48,線のない事業,,,/schedule/row2,sheet1\n"
    )


def test_json_is_this() -> None:
    assert write_table(TABLES["schedule"], [a_sheet()], "json").decode() == (
        '[\n{"municipality_code": "222062", "fiscal_year": 2018, "division": "情報課", "measure_no": "48", '
        '"project": "申請事業", "from_month": 4, "to_month": 3, "label": "充実", "bar_kind": "bar", '
        '"place": "/schedule/row1/bar1", "sheet_key": "sheet1"},\n'
        '{"municipality_code": "222062", "fiscal_year": 2018, "division": "情報課", "measure_no": "48", '
        '"project": "申請事業", "from_month": 6, "to_month": null, "label": "研修", "bar_kind": "event", '
        '"place": "/schedule/row1/bar2", "sheet_key": "sheet1"}\n]\n'
    )


def test_parquet_columns_have_their_types() -> None:
    schema = pq.read_schema(io.BytesIO(write_table(TABLES["totals"], [a_sheet()], "parquet")))
    kinds = {name: str(schema.field(name).type) for name in schema.names}
    assert (kinds["fiscal_year"], kinds["budget"], kinds["budget_amended"]) == ("int32", "int64", "bool")
    hours = pq.read_schema(io.BytesIO(write_table(TABLES["hours"], [a_sheet()], "parquet")))
    assert str(hours.field("regular_hours").type) == "decimal128(38, 9)"


def test_parquet_of_different_sheets_has_one_schema() -> None:
    empty = Sheet(key="bare1", layout="mishima-2016", fiscal_year=H30)
    for table in TABLES.values():
        schemas = [pq.read_schema(io.BytesIO(write_table(table, [sheet], "parquet"))) for sheet in (a_sheet(), empty)]  # fmt: skip
        assert schemas[0].equals(schemas[1])


def test_parquet_refuses_what_it_cannot_hold_exactly() -> None:
    long = "1" * 40
    wide, small = value(H29, long, ""), value(H30, "0." + "0" * 38 + "1", "")
    outcome = OUTCOMES.indicators[0].model_copy(update={"values": (wide, small)})
    sheet = a_sheet(outcomes={"presence": "present", "indicators": [outcome]})
    with pytest.raises(TooManyDigits, match=r"目標の数値（target_number）.*\.csv"):
        write_table(TABLES["indicators"], [sheet], "parquet")
    assert long.encode() in write_table(TABLES["indicators"], [sheet], "csv")
