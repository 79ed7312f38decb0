"""Every cell of the real sheet that its text still holds, against what a person reads in the document."""

from pathlib import Path

import pytest
from tests.readers.expected import mishima_h30 as expected

from hyoka.plan import ReformItem
from hyoka.readers import Doubt, Origin, Reading, read_file
from hyoka.sheet import BarKind, Place, Presence, Relisting, Sheet, leaves
from hyoka.values import Amount, Entry


@pytest.fixture(scope="module")
def path(real: Path) -> Path:
    return real / "mishima" / "h30-joho-seisaku.txt"


@pytest.fixture(scope="module")
def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


@pytest.fixture(scope="module")
def reading(path: Path) -> Reading:
    [reading] = read_file(path)
    return reading


@pytest.fixture(scope="module")
def sheet(reading: Reading) -> Sheet:
    return reading.sheet


def test_layout_and_year_are_recognised(sheet: Sheet) -> None:
    assert (sheet.layout, sheet.fiscal_year, sheet.municipality_code) == ("mishima-2016", 2018, "222062")


def test_head_and_position(sheet: Sheet) -> None:
    head = sheet.head.model_dump()
    assert {
        name: cell["written"] if isinstance(cell, dict) else cell for name, cell in head.items()
    } == expected.HEAD
    assert sheet.position.model_dump() == expected.POSITION


def test_totals(sheet: Sheet) -> None:
    assert {
        int(year.fiscal_year): (year.budget.written, year.settlement.written, year.carried_over.written)
        for year in sheet.totals.years
    } == expected.TOTALS
    assert {year.budget_amended for year in sheet.totals.years} == {None}
    assert {year.budget.unit.value for year in sheet.totals.years} == {"千円"}


def test_outcome_indicators(sheet: Sheet) -> None:
    assert [
        (
            row.name,
            row.formula,
            (row.reform_item.no, row.reform_item.name) if isinstance(row.reform_item, ReformItem) else None,
            tuple(value.target.written for value in row.values),
            tuple(value.actual.written for value in row.values),
            tuple(value.status for value in row.values),
        )
        for row in sheet.outcomes.indicators
    ] == list(expected.OUTCOMES)
    assert {row.fiscal_years for row in sheet.outcomes.indicators} == {expected.YEARS}


def test_directions_keep_their_gap(sheet: Sheet) -> None:
    assert {direction.no: direction.name for direction in sheet.directions} == expected.DIRECTIONS
    assert [direction.no for direction in sheet.directions] == list(expected.DIRECTIONS)


def test_work_plans(sheet: Sheet) -> None:
    assert [
        (
            direction.no,
            project.no,
            project.name,
            _pointer(project.relisted_from),
            means.no,
            means.text,
            means.indicator.name,
            tuple(value.target.written for value in means.indicator.values),
            tuple(value.actual.written for value in means.indicator.values),
            tuple(value.status for value in means.indicator.values),
            means.course,
            means.reason,
        )
        for direction in sheet.directions
        for project in direction.work_plan.projects
        for means in project.means
    ] == list(expected.ACTIVITIES)
    every = [means for d in sheet.directions for project in d.work_plan.projects for means in project.means]
    assert {means.reform_mark for means in every} == {""}
    assert {means.indicator.fiscal_years for means in every} == {expected.YEARS}


def _pointer(relisting: Relisting | None) -> tuple[str, str] | None:
    return (relisting.measure_no, relisting.direction_no) if relisting else None


def test_lost_budget_tables_are_not_in_source_and_nashi_is_an_explicit_none(sheet: Sheet) -> None:
    assert {d.no: d.budget_table.presence.value for d in sheet.directions} == expected.BUDGET_TABLES


def test_relisted_budget_line_carries_no_money(sheet: Sheet) -> None:
    assert [
        (direction.no, line.no, line.name, _pointer(line.relisted_from), line.account_code)
        for direction in sheet.directions
        for line in direction.budget_table.lines
    ] == list(expected.BUDGET_LINES)
    [line] = sheet.directions[-1].budget_table.lines
    assert [int(year.fiscal_year) for year in line.years] == list(expected.YEARS)
    for year in line.years:
        amounts = (year.budget, year.budget_general, year.settlement, year.settlement_general)
        assert [amount.written for amount in amounts] == ["", "", "", ""]
        assert year.budget_amended is None
    assert (line.cost_course, line.reason, line.reform_mark) == ("", "", "")


def test_narratives_are_the_source_s_own_sentences(sheet: Sheet, lines: list[str]) -> None:
    for direction in sheet.directions:
        for stage, (general, reform) in expected.NARRATIVES[direction.no or ""].items():
            narrative = getattr(direction, stage)
            assert narrative.general == _prose(lines[general - 1]), (direction.no, stage)
            assert narrative.reform == _prose(lines[reform - 1]), (direction.no, stage)


def _prose(line: str) -> str:
    """The second cell of a line, its paragraphs as lines."""
    text = line.split("\t")[1]
    return text.replace("</p> <p>", "\n").replace("<p>", "").replace("</p>", "")


def test_schedule(sheet: Sheet, lines: list[str]) -> None:
    assert sheet.schedule.presence is Presence.PRESENT
    read = []
    for row in sheet.schedule.rows:
        [bar] = [bar for bar in row.bars if bar.kind is BarKind.BAR]
        assert (bar.from_month, bar.to_month) == (None, 3)
        read.append((row.project, row.regular_hours.written, row.other_hours.written, bar.label))
    assert read == [
        (*row[:3], lines[row[3] - 1].split("\t")[1] if isinstance(row[3], int) else row[3])
        for row in expected.SCHEDULE
    ]


def test_three_legible_events(sheet: Sheet) -> None:
    assert [
        (row.project, bar.from_month, bar.to_month, bar.label)
        for row in sheet.schedule.rows
        for bar in row.bars
        if bar.kind is BarKind.EVENT
    ] == list(expected.EVENTS)


def test_nothing_is_left_unread_and_no_reprint_differs(reading: Reading) -> None:
    assert reading.unread == ()
    assert reading.reprints == ()


def test_exactly_what_could_be_two_things_is_uncertain(reading: Reading) -> None:
    sheet = reading.sheet
    means_5 = sheet.directions[3].work_plan.projects[0]
    at = Place("/directions") / sheet.directions[3].key / "work_plan" / means_5.key / means_5.means[0].key
    row = sheet.schedule.rows[4]
    cut_off, no_arrow = row.bars[1], row.bars[2]
    assert {(item.place, item.doubt) for item in reading.uncertain} == {
        (at / "text", Doubt.MERGED),
        (at / "indicator" / "name", Doubt.MERGED),
        (Place("/schedule") / row.key / cut_off.key / "label", Doubt.CUT_OFF),
        (Place("/schedule") / row.key / no_arrow.key / "from_month", Doubt.GUESSED),
    }


def test_every_value_knows_its_line_and_column(reading: Reading, lines: list[str]) -> None:
    places = 0
    for place, value in leaves(reading.sheet):
        written = value.written if isinstance(value, Entry | Amount) else value
        if not isinstance(written, str) or not written or "series_id" in place:
            continue
        if place in ("/layout", "/key", "/municipality_code") or place.endswith(("presence", "kind")):
            continue
        origin = reading.places[place]
        assert origin.line and origin.column
        cell = lines[origin.line - 1].split("\t")[origin.column - 1]
        assert _squeezed(written) in _squeezed(cell), place
        places += 1
    assert places > 300


def _squeezed(text: str) -> str:
    for tag in ("<p>", "</p>", "<small>", "</small>"):
        text = text.replace(tag, "")
    return "".join(text.split())


def test_origins_are_exact(reading: Reading) -> None:
    sheet = reading.sheet
    outcome = sheet.outcomes.indicators[1]
    assert reading.places[f"/outcomes/{outcome.key}/2018/actual"] == Origin(line=33, column=6)
    assert reading.places["/totals/2017/settlement"] == Origin(line=14, column=3)


def test_read_twice_is_the_same_to_the_key(reading: Reading, path: Path) -> None:
    assert read_file(path) == (reading,)


def test_same_indicator_in_another_year_is_the_same_series(reading: Reading, path: Path) -> None:
    from hyoka.readers import read_bytes

    later = path.read_text(encoding="utf-8").replace("平成30年度 ", "令和元年度 ")
    [other] = read_bytes(later.encode(), "r01.txt")
    assert other.sheet.fiscal_year == 2019
    assert other.sheet.key != reading.sheet.key
    assert [row.series_id for row in other.sheet.outcomes.indicators] == [
        row.series_id for row in reading.sheet.outcomes.indicators
    ]
    assert not {row.key for row in other.sheet.outcomes.indicators} & {
        row.key for row in reading.sheet.outcomes.indicators
    }
