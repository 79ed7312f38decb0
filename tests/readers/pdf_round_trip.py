"""What a sheet says on paper: the rows of the eight tables, without what no paper shows."""

from typing import Any

from hyoka.readers import Reading
from hyoka.readers.pdf import read_pdf
from hyoka.sheet import Sheet
from hyoka.tables import TABLES

# Keys, places and series are given by whoever reads; the other columns are computed or not printed at all.
_COLUMNS = {
    "sheets": "department goal_no goal policy_no policy measure nickname regular_staff other_staff phone extension",
    "totals": "of_year budget settlement carried_over",
    "indicators": "kind direction project_no project relisted_from means_no means indicator formula reform_item "
    "of_year target target_number actual actual_number unit status",
    "activities": "direction project_no project relisted_from means_no means indicator course reason reform_item",
    "narratives": "direction stage reform text",
    "costs": "direction line account_code relisted_from of_year budget budget_general settlement "
    "settlement_general cost_course reason reform_item",
    "schedule": "project from_month to_month label",
    "hours": "project regular_hours other_hours",
}
_KEY = "municipality_code fiscal_year division measure_no"
# Texts so long that they wrap. Where a line ends just where it is full, nobody can see whether a new one was begun.
_PROSE = {"text", "reason"}

Rows = dict[str, list[dict[str, Any]]]


def printed(sheet: Sheet, *, wrapped: bool = False) -> Rows:
    """The rows of each table; `wrapped`: prose without its blanks and line breaks."""
    rows: Rows = {}
    for name, table in TABLES.items():
        kept = {*_COLUMNS[name].split(), *_KEY.split()}
        names = [column.name for column in table.columns]
        rows[name] = [
            {
                column: _shown(value, squeezed=wrapped and column in _PROSE)
                for column, value in zip(names, row, strict=True)
                if column in kept
            }
            for row in table.rows(sheet)
        ]
    return rows


def _shown(value: Any, *, squeezed: bool) -> Any:
    """Blank and missing look alike on paper."""
    if isinstance(value, str):
        return ("".join(value.split()) if squeezed else value) or None
    return value


def read_back(pdf: bytes) -> Reading:
    [reading] = read_pdf(pdf, layout=None, source="sheet.pdf")
    return reading
