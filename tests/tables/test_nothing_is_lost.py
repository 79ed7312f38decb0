"""Document → tables → the same figures: every cell of any sheet is in a table, or in the list of those that are not."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from tests.strategies import sheets
from tests.tables.sample import a_sheet

from hyoka.sheet import Place, Relisting, Sheet, leaves
from hyoka.tables import TABLES, FractionOfYen
from hyoka.tables.value import hours, staff
from hyoka.values import Amount, Entry

Said = Callable[[Any], object]


def itself(value: Any) -> object:
    return value


def written(entry: Entry) -> object:
    return entry.written


def number(entry: Entry) -> object:
    return entry.number


def yen(amount: Amount) -> object:
    return amount.yen


def known(value: Any) -> object:
    return value or None


def word(value: Any) -> object:
    return value.value if value else None


def item(value: Any) -> object:
    return f"{value.no} {value.name}".strip() if value else None


SERIES = "/outcomes/[^/]+|/directions/[^/]+/work_plan/[^/]+/[^/]+/indicator"
DIRECTION, PROJECT = "/directions/[^/]+", "/directions/[^/]+/work_plan/[^/]+"
LINE, BAR = "/directions/[^/]+/budget_table/[^/]+", "/schedule/[^/]+/[^/]+"
HEAD = {
    "department": itself,
    "phone": itself,
    "extension": itself,
    "regular_staff": staff,
    "other_staff": staff,
}
YEAR = {"target": written, "actual": written, "status": itself, "status_reason": itself}
MONEY = ("budget", "budget_general", "settlement", "settlement_general", "carried_over")

# Where a cell stands: (table, column, what the column says of it). A row is of a cell when its place lies within
# the cell's row, or the other way round.
SHOWN: list[tuple[str, str, str, Said]] = [
    (r"/key", "sheets", "sheet_key", itself),
    (r"/layout", "sheets", "layout", itself),
    (r"/fiscal_year", "sheets", "fiscal_year", itself),
    *((f"/head/{field}", "sheets", field, said) for field, said in HEAD.items()),
    (r"/head/division", "sheets", "division", itself),
    *((f"/position/{field}", "sheets", field, itself) for field in ["goal_no", "goal", "policy_no", "policy", "measure_no", "measure", "nickname"]),
    *((rf"/totals/\d+/{field}", "totals", field, yen) for field in MONEY),
    (r"/totals/\d+/budget_amended", "totals", "budget_amended", itself),
    *((rf"(?:{SERIES})/\d+/{field}", "indicators", field, said) for field, said in YEAR.items()),
    (rf"(?:{SERIES})/\d+/target", "indicators", "target_number", number),
    (rf"(?:{SERIES})/\d+/actual", "indicators", "actual_number", number),
    (f"(?:{SERIES})/series_id", "indicators", "series_id", known),
    (f"(?:{SERIES})/name", "indicators", "indicator", itself),
    (f"(?:{SERIES})/target_kind", "indicators", "target_kind", word),
    (f"(?:{SERIES})/better", "indicators", "better", word),
    (f"(?:{SERIES})/baseline", "indicators", "baseline", written),
    ("/outcomes/[^/]+/formula", "indicators", "formula", itself),
    ("/outcomes/[^/]+/reform_item", "indicators", "reform_item", item),
    (f"{PROJECT}/no", "activities", "project_no", itself),
    (f"{PROJECT}/name", "activities", "project", itself),
    (f"{PROJECT}/[^/]+/no", "activities", "means_no", itself),
    (f"{PROJECT}/[^/]+/text", "activities", "means", itself),
    (f"{PROJECT}/[^/]+/course", "activities", "course", itself),
    (f"{PROJECT}/[^/]+/reason", "activities", "reason", itself),
    (f"{PROJECT}/[^/]+/reform_mark", "activities", "reform_item", itself),
    (f"{LINE}/no", "costs", "line_no", itself),
    (f"{LINE}/name", "costs", "line", itself),
    (f"{LINE}/account_code", "costs", "account_code", itself),
    (f"{LINE}/cost_course", "costs", "cost_course", itself),
    (f"{LINE}/reason", "costs", "reason", itself),
    (f"{LINE}/reform_mark", "costs", "reform_item", itself),
    *((rf"{LINE}/\d+/{field}", "costs", field, yen) for field in MONEY),
    (rf"{LINE}/\d+/budget_amended", "costs", "budget_amended", itself),
    (f"{BAR}/from_month", "schedule", "from_month", itself),
    (f"{BAR}/to_month", "schedule", "to_month", itself),
    (f"{BAR}/label", "schedule", "label", itself),
    (f"{BAR}/kind", "schedule", "bar_kind", word),
    ("/schedule/[^/]+/project", "hours", "project", itself),
    ("/schedule/[^/]+/regular_hours", "hours", "regular_hours", hours),
    ("/schedule/[^/]+/other_hours", "hours", "other_hours", hours),
]  # fmt: skip

# Not in the tables, or seen there only when the direction has texts, projects or lines.
NOT_SHOWN = re.compile(
    rf"/version|/municipality_code|/ratings/.*|.*/presence|{DIRECTION}/(?:no|name)"
    rf"|{DIRECTION}/(?:plan|do|check|action)/(?:general|reform)|{PROJECT}/relisted_from|{LINE}/relisted_from"
)


def rows_of(sheet: Sheet, name: str) -> list[dict[str, Any]]:
    table = TABLES[name]
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows(sheet)]


def has_fractions(sheet: Sheet) -> bool:
    return any(
        isinstance(value, Amount) and value.yen is not None and not isinstance(value.yen, int)
        for _, value in leaves(sheet)
    )


@given(sheets())
@example(a_sheet())
def test_every_cell_is_in_its_table(sheet: Sheet) -> None:
    if has_fractions(sheet):
        with pytest.raises(FractionOfYen):
            [rows_of(sheet, name) for name in ("totals", "costs")]
        return
    tables = {name: rows_of(sheet, name) for name in TABLES}
    for place, value in leaves(sheet):
        shown = [one for one in SHOWN if re.fullmatch(one[0], place)]
        assert shown or NOT_SHOWN.fullmatch(place), place
        for _, name, column, said in shown:
            told = [row[column] for row in tables[name] if _is_of(Place(row.get("place", "/")), place.parent)]
            assert told and all(one == said(value) for one in told), (place, column, told, value)


def _is_of(row: Place, holder: Place) -> bool:
    return row.is_within(holder) or holder.is_within(row)


@given(sheets())
def test_every_text_that_is_there_is_a_narrative(sheet: Sheet) -> None:
    written_there = {
        str(place): value
        for place, value in leaves(sheet)
        if re.fullmatch(rf"{DIRECTION}/(?:plan|do|check|action)/(?:general|reform)", place)
        and value
        and value.strip()
    }
    assert {row["place"]: row["text"] for row in rows_of(sheet, "narratives")} == written_there


@given(sheets())
def test_every_relisting_is_told_where_it_is(sheet: Sheet) -> None:
    if has_fractions(sheet):
        return
    relisted = {str(place.parent) for place, value in leaves(sheet) if isinstance(value, Relisting)}
    told = {
        row["place"]
        for name in ("activities", "costs")
        for row in rows_of(sheet, name)
        if row["relisted_from"] is not None
    }
    assert {one for one in relisted if not any(Place(place).is_within(one) for place in told)} == set()
    assert {place for place in told if not any(Place(place).is_within(one) for one in relisted)} == set()


@given(sheets())
def test_money_summed_in_the_table_counts_nothing_twice(sheet: Sheet) -> None:
    if has_fractions(sheet):
        return
    tabled = sum(row["budget"] or 0 for row in rows_of(sheet, "costs"))
    listed = [
        year.budget.yen or 0
        for direction in sheet.directions
        for line in direction.budget_table.lines
        for year in line.years
    ]
    assert tabled == sum(listed)
