"""Totals worked out by hand, or from the documents without the tables; every rate once more by DuckDB over the published tables."""

from decimal import Decimal

import duckdb
import pytest
from tests.reports.city import YEAR, city_of, example_city, sheets_of

from hyoka.reports import REPORTS, Report
from hyoka.reports.report import Cell
from hyoka.sheet import each_line, each_series
from hyoka.tables import TABLES
from hyoka.values import Entry
from hyoka.writers.tables import write_table


def made(name: str, **asked: str) -> Report:
    maker = REPORTS[name]
    return maker.make(example_city(), maker.chosen(asked))


def cell(report: Report, row: str, column: str) -> Cell:
    found = report.find(row, column)
    assert found is not None, [each.key for each in report.rows]
    return found


# 図書館, 2025: 電子図書館事業 7,600 → 7,431 千円, 移動図書館事業 4,700 → 4,622 千円 (`measures/31-tosho.toml`).
# Hours are 人工 × 1,868, rounded: 0.8 → 1,494 and 0.6 → 1,121 of nine; 0.5 → 934 and 1.0 → 1,868 of the six others.
LIBRARY = "教育部/図書館"


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("lines", 2), ("budget", 12_300_000), ("settlement", 12_053_000), ("rate", Decimal("98.0")), ("open", 0),
        ("total-budget", 12_300_000), ("total-settlement", 12_053_000),
    ],
)  # fmt: skip
def test_costs_of_the_library(column: str, expected: object) -> None:
    assert cell(made("costs", by="division"), LIBRARY, column).value == expected


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("sheets", 1), ("regular-staff", 9), ("regular-hours", 2_615), ("regular-room", 16_812), ("regular-rate", Decimal("15.6")),
        ("other-staff", 6), ("other-hours", 2_802), ("other-room", 11_208), ("other-rate", Decimal("25.0")),
    ],
)  # fmt: skip
def test_hours_of_the_library(column: str, expected: object) -> None:
    assert cell(made("hours"), LIBRARY, column).value == expected


def test_the_library_reached_one_of_two_outcomes() -> None:
    """貸出 5.6 冊 of 5.4: 達成; 登録者 21,870 人 of 22,000, a stock: 遅れ."""
    report = made("results", what="outcome", by="division")
    assert [
        cell(report, LIBRARY, name).value for name in ("all", "n-達成", "p-達成", "n-遅れ", "p-遅れ")
    ] == [
        2,
        1,
        50,
        1,
        50,
    ]


def test_costs_of_the_city_are_those_of_the_documents() -> None:
    """Line by line from the documents, and once more from the totals that the sheets state."""
    years = [
        year
        for sheet in sheets_of(YEAR)
        for _, line, _ in each_line(sheet)
        if line.relisted_from is None
        for year in line.years
        if year.fiscal_year == YEAR
    ]
    stated = [year for sheet in sheets_of(YEAR) for year in sheet.totals.years if year.fiscal_year == YEAR]
    for by in ("department", "division", "measure", "policy", "goal", "account"):
        report = made("costs", by=by)
        assert cell(report, "total", "budget").value == sum(year.budget.yen or 0 for year in years)
        assert cell(report, "total", "settlement").value == sum(year.settlement.yen or 0 for year in years)
        rows = [row for row in report.rows if not row.is_total]
        assert sum(row.cells[2].value for row in rows) == cell(report, "total", "budget").value  # type: ignore[misc]
    assert cell(made("costs"), "total", "budget").value == sum(year.budget.yen or 0 for year in stated)


def test_results_are_counted_in_the_documents() -> None:
    series = [each for sheet in sheets_of(YEAR) for each in each_series(sheet)]
    own = [each for each in series if each.project is None or each.project.relisted_from is None]
    for what, kind in (("outcome", "outcome"), ("output", "output")):
        report = made("results", what=what)
        for word in ("達成", "未達成", "順調"):
            expected = sum(
                value.status == word
                for each in own
                if each.kind.value == kind
                for value in each.indicator.values
                if value.fiscal_year == YEAR
            )
            assert cell(report, "total", f"n-{word}").value == expected


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The published tables, as files, in a database that knows nothing of reports."""
    base = duckdb.connect()
    folder = tmp_path_factory.mktemp("published")
    for table in TABLES.values():
        file = folder / f"{table.name}.parquet"
        file.write_bytes(write_table(table, sheets_of(YEAR), "parquet"))
        base.execute(f"CREATE TABLE {table.name} AS SELECT * FROM read_parquet('{file}')")
    return base


def rounded(share: float) -> Decimal:
    return Decimal(repr(round(share, 9))).quantize(Decimal("0.1"), "ROUND_HALF_UP")


def test_every_rate_of_execution_is_that_of_the_tables(tables: duckdb.DuckDBPyConnection) -> None:
    report = made("costs", by="division")
    found = tables.execute(
        "SELECT s.department || '/' || s.division, 100.0 * SUM(c.settlement) / SUM(c.budget) "
        "FROM costs c JOIN sheets s USING (sheet_key) "
        "WHERE c.relisted_from IS NULL AND c.of_year = c.fiscal_year AND c.budget IS NOT NULL AND c.settlement IS NOT NULL GROUP BY 1"
    ).fetchall()  # fmt: skip
    assert len(found) == len(report.rows) - 1 > 20
    for key, share in found:
        assert cell(report, key, "rate").value == rounded(share), key


def test_every_rate_of_hours_is_that_of_the_tables(tables: duckdb.DuckDBPyConnection) -> None:
    report = made("hours")
    found = tables.execute(
        "SELECT s.department || '/' || s.division, 100.0 * SUM(h.regular_hours) / (1868 * ANY_VALUE(s.regular_staff)) "
        "FROM hours h JOIN sheets s USING (sheet_key) GROUP BY 1"
    ).fetchall()
    assert len(found) == len(report.rows) - 1 > 20
    for key, share in found:
        assert cell(report, key, "regular-rate").value == rounded(share), key


def test_every_share_of_a_status_is_that_of_the_tables(tables: duckdb.DuckDBPyConnection) -> None:
    report = made("results", what="output", by="measure")
    found = tables.execute(
        "SELECT measure_no, status, COUNT(*), 100.0 * COUNT(*) / SUM(COUNT(*)) OVER (PARTITION BY measure_no) FROM indicators "
        "WHERE kind = 'output' AND relisted_from IS NULL AND of_year = fiscal_year AND target <> '—' GROUP BY 1, 2"
    ).fetchall()  # fmt: skip
    assert len(found) > 30
    for number, word, many, share in found:
        assert cell(report, number, f"n-{word}").value == many
        assert abs(float(cell(report, number, f"p-{word}").value) - share) < 0.1  # type: ignore[arg-type]


def test_percentages_of_every_row_add_up() -> None:
    for what in ("outcome", "output", "course", "cost"):
        for by in ("department", "division", "measure", "policy", "goal"):
            report = made("results", what=what, by=by)
            shown = [at for at, column in enumerate(report.columns) if column.name.startswith("p-")]
            for row in report.rows:
                assert sum(row.cells[at].value for at in shown) == 100, (what, by, row.key)  # type: ignore[misc]


def test_a_head_count_is_counted_once_for_a_division() -> None:
    """企画部 has a division with two measures; a second sheet of one adds hours, no people."""
    sheet = next(each for each in sheets_of(YEAR) if each.head.division == "図書館")
    other = sheet.model_copy(
        update={"key": "another2", "position": sheet.position.model_copy(update={"measure_no": "99"})}
    )
    report = REPORTS["hours"].make(city_of([sheet, other]), {})
    assert cell(report, LIBRARY, "regular-staff").value == 9
    assert cell(report, LIBRARY, "regular-hours").value == 2 * 2_615


def test_sheets_that_disagree_on_the_head_count_are_named() -> None:
    sheet = next(each for each in sheets_of(YEAR) if each.head.division == "図書館")
    head = sheet.head.model_copy(update={"regular_staff": Entry.of("8")})
    other = sheet.model_copy(update={"key": "another2", "head": head})
    report = REPORTS["hours"].make(city_of([other, sheet]), {})
    assert cell(report, LIBRARY, "regular-staff").value == 9
    assert any("図書館" in note for note in report.notes)


def test_zero_is_not_blank_and_blank_is_not_zero() -> None:
    """akvo-rsr: an actual of 0 is an actual; an amount nobody wrote adds nothing and is no 0."""
    report = REPORTS["costs"].make(city_of([]), {"by": "division"})
    assert cell(report, "total", "budget").value is None
    assert cell(report, "total", "lines").value == 0
