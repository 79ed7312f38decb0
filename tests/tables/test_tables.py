"""What every table promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.sample import a_sheet

from hyoka.sheet import Sheet
from hyoka.tables import TABLES, Table, Type

KINDS = {
    Type.STRING: "str",
    Type.INTEGER: "int",
    Type.NUMBER: "Decimal",
    Type.BOOLEAN: "bool",
    Type.YEAR: "int",
}
ALL = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


def rows(name: str, sheet: Sheet, **options: str) -> list[dict[str, object]]:
    table = TABLES[name]
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows(sheet, **options)]


# The contract: these columns, in this order; more may follow.
CONTRACT = {
    "sheets": "layout department goal_no goal policy_no policy measure nickname regular_staff other_staff "
    "phone extension",
    "totals": "of_year budget budget_amended settlement carried_over",
    "indicators": "series_id kind direction project_no project relisted_from means_no means indicator formula "
    "reform_item of_year target target_number actual actual_number unit status",
    "activities": "direction project_no project relisted_from means_no means indicator course reason "
    "reform_item",
    "narratives": "direction stage reform text",
    "costs": "direction line account_code relisted_from of_year budget budget_general budget_amended settlement "
    "settlement_general cost_course reason reform_item",
    "schedule": "project from_month to_month label",
    "hours": "project regular_hours other_hours",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_are_those_of_the_contract(name: str) -> None:
    wanted = ["municipality_code", "fiscal_year", "division", "measure_no", *CONTRACT[name].split()]
    assert [column.name for column in TABLES[name].columns][: len(wanted)] == wanted


def test_there_are_the_eight_tables_of_the_contract() -> None:
    assert set(TABLES) == set(CONTRACT)


@ALL
def test_every_row_has_a_value_of_its_type_for_every_column(table: Table) -> None:
    for row in table.rows(a_sheet()):
        assert len(row) == len(table.columns)
        for column, cell in zip(table.columns, row, strict=True):
            if cell is not None:
                wanted = KINDS[column.type]
                assert wanted in {kind.__name__ for kind in type(cell).__mro__}, column.name
                assert wanted != "int" or not isinstance(cell, bool)
            else:
                assert not column.required, column.name


@ALL
def test_words_of_a_column_are_the_only_ones_in_it(table: Table) -> None:
    for index, column in enumerate(table.columns):
        if column.words:
            assert {row[index] for row in table.rows(a_sheet())} <= set(column.words)


@ALL
def test_the_primary_key_is_one(table: Table) -> None:
    at = [[column.name for column in table.columns].index(name) for name in table.primary_key]
    found = [tuple(row[index] for index in at) for row in table.rows(a_sheet())]
    assert len(found) == len(set(found)) > 0


@ALL
def test_foreign_keys_name_columns_that_are_there(table: Table) -> None:
    for key in table.foreign_keys:
        assert set(key.columns) <= {column.name for column in table.columns}
        assert key.refers_to == TABLES[key.table].primary_key


@ALL
def test_every_column_is_told_in_words(table: Table) -> None:
    for column in table.columns:
        assert column.title and column.description and column.example, column.name


@ALL
def test_no_two_columns_have_one_name(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))


@ALL
def test_a_sheet_that_holds_nothing_has_no_rows_but_its_own(table: Table) -> None:
    bare = Sheet(key="bare1", layout="mishima-2016", fiscal_year=a_sheet().fiscal_year)
    assert len(list(table.rows(bare))) == (1 if table.name == "sheets" else 0)


def test_leading_columns_say_whose_row_it_is() -> None:
    [row] = rows("sheets", a_sheet())
    assert [row[name] for name in ("municipality_code", "fiscal_year", "division", "measure_no")] == [
        "222062", 2018, "情報課", "48",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "own", "layout", "code"),
    [
        ("131016", "141003", "mishima-2016", "131016"),
        ("", "141003", "mishima-2016", "141003"),
        ("", "", "mishima-2016", "222062"),
        ("", "", "jimujigyo", None),
        ("", "", "no-such-layout", None),
    ],
)
def test_municipality_code_is_asked_for_else_the_sheets_else_the_layouts(
    asked: str, own: str, layout: str, code: str | None
) -> None:
    [row] = rows("sheets", a_sheet(municipality_code=own, layout=layout), municipality=asked)
    assert row["municipality_code"] == code


@ALL
@given(years=st.lists(st.integers(1868, 2100), unique=True, min_size=1, max_size=4))
def test_rows_come_in_the_order_of_the_document(table: Table, years: list[int]) -> None:
    sheet = a_sheet()
    totals = [
        sheet.totals.years[0].model_copy(update={"fiscal_year": type(sheet.fiscal_year)(year)})
        for year in years
    ]
    changed = a_sheet(totals={"presence": "present", "years": totals})
    if table.name == "totals":
        assert [row["of_year"] for row in rows("totals", changed)] == years
    else:
        assert rows(table.name, changed) == rows(table.name, sheet)
