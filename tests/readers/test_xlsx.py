"""Our own workbooks are read exactly, by key, and what an office typed on the form wins."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import given, settings
from python_calamine import CalamineWorkbook
from tests.strategies import pairs, sheets

from hyoka.readers import CannotRead, Doubt, Reading
from hyoka.readers.xlsx import read_xlsx
from hyoka.sheet import (
    Bar,
    BudgetLine,
    BudgetTable,
    DirectionSheet,
    Head,
    Means,
    OutcomeIndicator,
    Outcomes,
    PlanPosition,
    Presence,
    Project,
    Relisting,
    Schedule,
    ScheduleRow,
    Sheet,
    Totals,
    TotalYear,
    WorkPlan,
    YearValue,
    leaves,
)
from hyoka.values import Amount, Entry
from hyoka.writers.xlsx import write_xlsx


def read_one(data: bytes) -> Reading:
    [reading] = read_xlsx(data, source="x.xlsx")
    return reading


def year(fiscal_year: int, target: str, actual: str = "") -> YearValue:
    return YearValue(fiscal_year=fiscal_year, target=Entry.of(target), actual=Entry.of(actual))


def total(fiscal_year: int, budget: str, settlement: str = "") -> TotalYear:
    return TotalYear(
        fiscal_year=fiscal_year,
        budget=Amount.of(budget),
        settlement=Amount.of(settlement),
        carried_over=Amount.blank(),
    )


SHEET = Sheet(
    key="sheet1",
    layout="mishima-2016",
    fiscal_year=2018,
    head=Head(department="企画戦略部", division="情報政策課", regular_staff=Entry.of("8人"), phone=None),
    position=PlanPosition(goal_no="IV", goal="目標", policy_no="7", policy="方針", measure_no="48", measure="施策"),
    totals=Totals(presence=Presence.PRESENT, years=(total(2016, "7,283", "7,014"), total(2018, "4,824"))),
    outcomes=Outcomes(
        presence=Presence.PRESENT,
        indicators=(OutcomeIndicator(key="out1", name="件数", values=(year(2017, "0123"), year(2018, "3,800件"))),),
    ),
    directions=(
        DirectionSheet(
            key="dir1",
            no="1",
            name="推進",
            work_plan=WorkPlan(
                presence=Presence.PRESENT,
                projects=(Project(key="pro1", no="1", name="事業", means=(Means(key="mea1", no="1", text="手段"),)),),
            ),
            budget_table=BudgetTable(presence=Presence.NONE),
        ),
        DirectionSheet(
            key="dir2",
            no="4",
            name="対策",
            budget_table=BudgetTable(
                presence=Presence.PRESENT,
                lines=(
                    BudgetLine(
                        key="lin1",
                        no="1",
                        name="対策事業",
                        relisted_from=Relisting(measure_no="48", direction_no="1"),
                        account_code="01.02",
                    ),
                ),
            ),
        ),
    ),
    schedule=Schedule(
        presence=Presence.PRESENT,
        rows=(ScheduleRow(key="row1", project="事業", bars=(Bar(key="bar1", from_month=5, to_month=8, label="研修"),)),),
    ),
)  # fmt: skip


@cache
def data_of_sheet() -> bytes:
    return write_xlsx([SHEET])


@cache
def listing(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The lines of the list of cells."""
    rows = (
        CalamineWorkbook.from_object(BytesIO(data))
        .get_sheet_by_name("欄一覧")
        .to_python(skip_empty_area=False)
    )
    return tuple(tuple(map(str, row)) for row in rows[3:])


def where(place: str) -> tuple[str, str]:
    """The worksheet and cell that first print a place, free ones too."""
    return next((row[1], row[2]) for row in listing(data_of_sheet()) if row[0] == place)


def typed(changes: Mapping[tuple[str, str], Any], data: bytes | None = None) -> bytes:
    """The workbook after somebody typed into cells that the form prints."""
    data = data or data_of_sheet()
    names = CalamineWorkbook.from_object(BytesIO(data)).sheet_names
    for (worksheet, cell), value in changes.items():
        entry = f"xl/worksheets/sheet{names.index(worksheet) + 1}.xml"
        data = _with_entry(data, entry, partial(_with_cell, cell=cell, value=value))
    return data


def _with_cell(xml: bytes, cell: str, value: Any) -> bytes:
    """The worksheet's XML with another value in a cell, as a spreadsheet program would store it."""
    found = re.search(rf'<c r="{cell}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', xml.decode())
    assert found is not None, cell
    style = found[1] or ""
    if value is None:
        new = f'<c r="{cell}"{style}/>'
    elif isinstance(value, str):
        new = f'<c r="{cell}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    else:
        new = f'<c r="{cell}"{style}><v>{value}</v></c>'
    text = xml.decode()
    return (text[: found.start()] + new + text[found.end() :]).encode()


def typed_with_openpyxl(changes: Mapping[tuple[str, str], Any]) -> bytes:
    """The workbook after another program has changed cells and saved it all in its own way."""
    workbook = openpyxl.load_workbook(BytesIO(data_of_sheet()))
    for (worksheet, cell), value in changes.items():
        workbook[worksheet][cell] = value
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def after(place: str, value: Any) -> Reading:
    return read_one(typed({where(place): value}))


# ── exactly ──


@given(sheets())
@settings(max_examples=40)
def test_a_workbook_gives_back_the_sheet(sheet: Sheet) -> None:
    reading = read_one(write_xlsx([sheet]))
    assert reading.sheet == sheet
    assert not reading.unread and not reading.uncertain and not reading.reprints


@given(sheets())
@settings(max_examples=20)
def test_so_does_a_blank_form(sheet: Sheet) -> None:
    assert read_one(write_xlsx([sheet], blank=True)).sheet == sheet


@given(pairs())
@settings(max_examples=15)
def test_a_book_gives_back_its_sheets_in_order(pair: tuple[Sheet, Sheet]) -> None:
    readings = read_xlsx(write_xlsx([*pair, pair[0]]), source="book.xlsx")
    assert [reading.sheet for reading in readings] == [*pair, pair[0]]
    assert not any(reading.unread for reading in readings)


@given(sheets())
@settings(max_examples=15)
def test_every_value_has_its_origin(sheet: Sheet) -> None:
    reading = read_one(write_xlsx([sheet]))
    places = {place for place, _ in leaves(sheet)} - {"/key"}
    assert set(reading.places) == places
    assert all(origin.worksheet and origin.cell for origin in reading.places.values())


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_may_open_and_save_it(tmp_path: Path) -> None:
    found: list[Sheet] = [SHEET]

    @given(sheets())
    @settings(max_examples=30, database=None)
    def collect(sheet: Sheet) -> None:
        found.append(sheet)

    collect()
    files = []
    for number, sheet in enumerate(found):
        files.append(tmp_path / f"{number}.xlsx")
        files[-1].write_bytes(write_xlsx([sheet]))
    saved = tmp_path / "saved"
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(saved), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for number, sheet in enumerate(found):
        data = (saved / f"{number}.xlsx").read_bytes()
        reading = read_one(data)
        assert reading.sheet == sheet
        assert not reading.unread and not reading.uncertain
        assert not _formulas(data)


def _formulas(data: bytes) -> list[str]:
    workbook = openpyxl.load_workbook(BytesIO(data))
    return [
        f"{worksheet.title}!{cell.coordinate}"
        for worksheet in workbook
        for row in worksheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


@given(sheets())
@settings(max_examples=15)
def test_no_text_ever_becomes_a_formula(sheet: Sheet) -> None:
    with zipfile.ZipFile(BytesIO(write_xlsx([sheet]))) as archive:
        worksheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert worksheets and not any(b"<f>" in xml or b"<f " in xml for xml in worksheets)


def test_openpyxl_finds_no_formula_either() -> None:
    nasty = SHEET.model_copy(
        update={"head": Head(department="=1+1", division="@SUM(A1)", phone="+81", extension="-1")}
    )
    assert not _formulas(write_xlsx([nasty]))


# ── what an office types ──


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        ("/outcomes/out1/2018/actual", "6154件", "6154件"),
        ("/outcomes/out1/2018/actual", 3800, "3800"),
        ("/outcomes/out1/2018/actual", 3800.0, "3800"),
        ("/outcomes/out1/2018/target", None, ""),
        ("/outcomes/out1/2018/actual", " 前後の空白 \n", " 前後の空白 \n"),
        ("/totals/2018/settlement", 4240, "4,240"),
        ("/totals/2018/settlement", "4240", "4240"),
        ("/totals/2018/settlement", "▲1,000", "▲1,000"),
        ("/totals/2016/budget", None, ""),
    ],
)
def test_a_typed_figure_is_read_as_it_is_seen(place: str, value: Any, expected: str) -> None:
    reading = after(place, value)
    cells = dict(leaves(reading.sheet))
    assert cells[place].written == expected  # type: ignore[index]
    assert not reading.uncertain


def test_a_date_typed_into_a_cell_is_read_and_marked() -> None:
    reading = read_one(typed_with_openpyxl({where("/outcomes/out1/2018/actual"): date(2019, 4, 1)}))
    assert reading.sheet.outcomes.indicators[0].values[1].actual.written == "2019/4/1"
    assert [(doubt.place, doubt.doubt) for doubt in reading.uncertain] == [
        ("/outcomes/out1/2018/actual", Doubt.UNCLEAR)
    ]


def test_typing_into_a_missing_cell_fills_it_and_leaving_it_keeps_it_missing() -> None:
    assert read_one(data_of_sheet()).sheet.head.phone is None
    assert after("/head/phone", "055-971-4322 (内線2285)").sheet.head == SHEET.head.model_copy(
        update={"phone": "055-971-4322", "extension": "2285"}
    )


def test_a_cell_of_several_facts_is_read_by_its_pattern() -> None:
    line = after("/directions/dir2/budget_table/lin1/name", "2 新事業(施策48-(2)再掲) (01.03)").sheet.directions[1].budget_table.lines[0]  # fmt: skip
    assert (line.no, line.name, line.account_code) == ("2", "新事業", "01.03")
    assert line.relisted_from == Relisting(measure_no="48", direction_no="2")


def test_what_does_not_follow_the_pattern_is_uncertain_and_unread() -> None:
    reading = after("/directions/dir1/name", "どこかの方向")
    assert reading.sheet == SHEET
    assert [unread.text for unread in reading.unread] == ["どこかの方向"]
    assert reading.uncertain[0].place.startswith("/")


def test_a_fact_printed_twice_may_be_changed_in_either_place() -> None:
    cells = [(row[1], row[2]) for row in listing(data_of_sheet()) if row[0] == "/head/division"]
    assert [worksheet for worksheet, _ in cells] == ["総括表", "スケジュール表"]
    for cell in cells:
        reading = read_one(typed({cell: "新しい課"}))
        assert reading.sheet.head.division == "新しい課" and not reading.reprints
    both = read_one(typed({cells[0]: "総務課", cells[1]: "財政課"}))
    assert both.sheet.head.division == "総務課"
    assert [(reprint.place, reprint.written) for reprint in both.reprints] == [("/head/division", "財政課")]


def test_a_bar_moves_when_its_marks_are_typed_elsewhere() -> None:
    worksheet, cells = where("/schedule/row1/bar1/from_month")
    months = cells.split(" ")
    marks = {(worksheet, cell): ("○" if number in (8, 9, 10) else None) for number, cell in enumerate(months)}
    [bar] = read_one(typed(marks)).sheet.schedule.rows[0].bars
    assert (bar.from_month, bar.to_month, bar.label) == (12, 2, "研修")


def test_a_broken_line_of_marks_is_uncertain() -> None:
    worksheet, cells = where("/schedule/row1/bar1/from_month")
    reading = read_one(typed({(worksheet, cells.split(" ")[2]): None}))
    assert reading.sheet == SHEET
    assert [doubt.place for doubt in reading.uncertain] == ["/schedule/row1/bar1/from_month"]
    assert len(reading.unread) == 1


# ── printed rows that were blank ──


def free_places(suffix: str) -> list[tuple[str, tuple[str, str]]]:
    return [
        (row[0], (row[1], row[2]))
        for row in listing(data_of_sheet())
        if row[3] == "空き" and row[0].endswith(suffix)
    ]


def test_a_blank_row_that_is_filled_in_becomes_a_row_with_the_key_it_was_printed_with() -> None:
    place, cell = next(found for found in free_places("/name") if found[0].startswith("/outcomes/"))
    reading = read_one(typed({cell: "新しい指標 【24 まちづくり】"}))
    new = reading.sheet.outcomes.indicators[-1]
    assert (new.key, new.name) == (place.split("/")[2], "新しい指標")
    assert new.reform_item is not None and new.reform_item.no == "24"
    assert [int(value.fiscal_year) for value in new.values] == [2016, 2017, 2018, 2019, 2020]
    assert reading.sheet.outcomes.indicators[:-1] == SHEET.outcomes.indicators


@pytest.mark.parametrize("blank", [False, True])
def test_a_row_that_was_filled_in_is_not_offered_again_as_a_blank_one(blank: bool) -> None:
    cells = [cell for place, cell in free_places("/name") if "/indicator" not in place]
    for cell in cells[:3]:
        filled = read_one(typed({cell: "新しい行"})).sheet
        assert read_one(write_xlsx([filled], blank=blank)).sheet == filled


def test_a_year_that_was_not_in_the_document_stands_between_its_neighbours() -> None:
    reading = after("/totals/2017/budget", "5,576")
    assert [int(row.fiscal_year) for row in reading.sheet.totals.years] == [2016, 2017, 2018]
    assert reading.sheet.totals.years[1].budget.written == "5,576"
    assert reading.sheet.totals.years[1].settlement.written == ""


def test_a_means_without_a_project_belongs_to_the_project_above() -> None:
    place, cell = next(found for found in free_places("/text") if "/dir1/work_plan/" in found[0])
    reading = read_one(typed({cell: "二つ目の手段"}))
    [project] = reading.sheet.directions[0].work_plan.projects
    assert [(means.key, means.text) for means in project.means] == [
        ("mea1", "手段"),
        (place.split("/")[5], "二つ目の手段"),
    ]


def test_what_was_filled_in_can_be_written_and_filled_in_again() -> None:
    read = SHEET
    for number in range(3):
        data = write_xlsx([read])
        free = [row for row in listing(data) if row[3] == "空き" and "/dir1/work_plan/" in row[0]]
        cell = next((row[1], row[2]) for row in free if row[0].endswith("/text"))
        read = read_one(typed({cell: f"手段{number}"}, data)).sheet
    [project] = read.directions[0].work_plan.projects
    assert [means.text for means in project.means] == ["手段", "手段0", "手段1", "手段2"]


def test_a_row_of_a_part_that_was_blank_makes_it_present() -> None:
    _, cell = next(found for found in free_places("/name") if "/dir2/work_plan/" in found[0])
    plan = read_one(typed({cell: "1 新しい事業"})).sheet.directions[1].work_plan
    assert plan.presence is Presence.PRESENT
    assert [(project.no, project.name) for project in plan.projects] == [("1", "新しい事業")]


def test_none_is_printed_may_be_taken_back_and_may_be_typed() -> None:
    place, cell = next(found for found in free_places("/name") if "/dir1/budget_table/" in found[0])
    assert "1 なし" in {
        row[0]
        for row in CalamineWorkbook.from_object(BytesIO(data_of_sheet()))
        .get_sheet_by_name(cell[0])
        .to_python()
    }
    assert read_one(typed({cell: None})).sheet.directions[0].budget_table.presence is Presence.BLANK
    table = read_one(typed({cell: "1 新費目"})).sheet.directions[0].budget_table
    assert (table.presence, table.lines[0].name, table.lines[0].key) == (
        Presence.PRESENT,
        "新費目",
        place.split("/")[4],
    )
    blank = SHEET.model_copy(
        update={
            "directions": (
                SHEET.directions[0].model_copy(update={"budget_table": BudgetTable(presence=Presence.BLANK)}),
            )
        }
    )
    again = read_one(typed({cell: "1 なし"}, write_xlsx([blank])))
    assert again.sheet.directions[0].budget_table == BudgetTable(presence=Presence.NONE)


def test_a_wholly_blank_form_takes_a_whole_direction() -> None:
    empty = Sheet(key="sheet1", layout="mishima-2016", fiscal_year=2018)
    data = write_xlsx([empty], blank=True)
    lines = [line for line in listing(data) if line[1] == "個表(1)"]
    heading = next((line[1], line[2]) for line in lines if line[0].endswith("/name"))
    plan = next((line[1], line[2]) for line in lines if line[0].endswith("/plan/general"))
    [direction] = read_one(typed({heading: "IV-7-48-(1)推進", plan: "計画"}, data)).sheet.directions
    assert (direction.no, direction.name, direction.plan.general) == ("1", "推進", "計画")
    assert direction.work_plan.presence is Presence.BLANK


# ── what is not understood ──


def test_a_note_beside_the_form_is_unread_not_lost() -> None:
    reading = read_one(typed_with_openpyxl({("総括表", "AZ3"): "欄外のメモ"}))
    assert reading.sheet == SHEET
    assert [(unread.text, str(unread.origin)) for unread in reading.unread] == [("欄外のメモ", "総括表!AZ3")]


def test_a_worksheet_of_ones_own_is_unread_not_lost() -> None:
    workbook = openpyxl.load_workbook(BytesIO(data_of_sheet()))
    workbook.create_sheet("メモ")["B2"] = "来年は見直す"
    saved = BytesIO()
    workbook.save(saved)
    reading = read_one(saved.getvalue())
    assert [(unread.text, str(unread.origin)) for unread in reading.unread] == [("来年は見直す", "メモ!B2")]


def test_characters_that_no_text_can_hold_are_named() -> None:
    changed = _with_entry(data_of_sheet(), "xl/sharedStrings.xml", lambda xml: xml.replace("情報政策課".encode(), "情報_x0007_政策課".encode()))  # fmt: skip
    reading = read_one(changed)
    assert reading.sheet.head.division == "情報政策課"
    assert any("U+0007" in unread.text for unread in reading.unread)


def _with_entry(data: bytes, name: str, change: Any) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content) if entry == name else content)
    return saved.getvalue()


# ── what is refused ──


def _without(worksheet: str) -> bytes:
    workbook = openpyxl.load_workbook(BytesIO(data_of_sheet()))
    del workbook[worksheet]
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def _with_row_inserted() -> bytes:
    workbook = openpyxl.load_workbook(BytesIO(data_of_sheet()))
    workbook["総括表"].insert_rows(5)
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda: _without("欄一覧"), "hyoka が書き出したブックではありません"),
        (lambda: _without("個表(1)"), "シート「個表(1)」がありません"),
        (_with_row_inserted, "挿入・削除した行や列"),
        (lambda: typed({("欄一覧", "A3"): "なにか"}), "見出し"),
        (lambda: typed({("欄一覧", "C10"): "どこか"}), "10 行目が書き換えられています"),
        (lambda: typed({("欄一覧", "F7"): "no-such-layout"}), "様式"),
        (lambda: typed({("欄一覧", "A9"): "/どこ/でもない"}), "書き換えられています"),
    ],
)
def test_a_workbook_that_cannot_be_trusted_is_refused_in_one_line(data: Any, words: str) -> None:
    with pytest.raises(CannotRead, match=None) as refused:
        read_xlsx(data(), source="x.xlsx")
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_workbook_of_somebody_elses_is_refused_with_what_to_do() -> None:
    saved = BytesIO()
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "x"
    workbook.save(saved)
    with pytest.raises(CannotRead, match=r"hyoka write で様式を \.xlsx に書き出し"):
        read_xlsx(saved.getvalue(), source="x.xlsx")
