"""Every shipped layout loads, names its places, knows its seasons, and prints what it can read back."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import sheets

from hyoka.layouts import (
    Cell,
    Label,
    NoSuchLayout,
    Season,
    Window,
    describe,
    fields_of,
    layout_names,
    load_layout,
    print_cell,
    print_fields,
    read_printed,
    season_of,
)
from hyoka.plan import ReformItem
from hyoka.sheet import (
    BudgetLine,
    BudgetTable,
    CostYear,
    Head,
    Means,
    OutcomeIndicator,
    Outcomes,
    Place,
    PlanPosition,
    Presence,
    Project,
    Relisting,
    Schedule,
    ScheduleRow,
    Sheet,
    leaves,
)
from hyoka.sheet.direction_sheet import DirectionSheet
from hyoka.sheet.indicator import Indicator, YearValue
from hyoka.sheet.place import slots
from hyoka.sheet.work_plan import WorkPlan
from hyoka.values import Amount, Document, Entry

NAMES = layout_names()


def a_cell(pattern: str) -> Cell:
    return Cell(pattern=pattern, label=Label(text="欄"))


def cell_at(name: str, label: str) -> Cell:
    return next(cell for cell in load_layout(name).cells() if cell.label.text.startswith(label))


def test_the_shipped_layouts_are_on_the_shelf() -> None:
    assert {"jimujigyo", "mishima-2016"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_block_speaks_of_a_place_that_the_document_has(name: str) -> None:
    for block in load_layout(name).blocks:
        at = getattr(block, "at", None)
        if at is not None:
            _class_at(at)


def _class_at(at: str) -> type[Document]:
    model: type[Document] = Sheet
    for part in Place(at).parts:
        slot = next((slot for slot in slots(model) if slot.name == part), None)
        if part == "*":
            continue
        assert slot is not None, at
        inner = slot.rows or slot.document
        assert inner is not None, at
        model = inner
    return model


@pytest.mark.parametrize("name", NAMES)
def test_seasons_follow_from_the_cell_and_the_column(name: str) -> None:
    layout = load_layout(name)
    target = next(cell for cell in layout.cells() if cell.field == "target")
    actual = next(cell for cell in layout.cells() if cell.field == "actual")
    assert (target.window, actual.window) == (Window.THIS_AND_LATER, Window.THIS)
    assert [season_of(target, year, 2018) for year in (2017, 2018, 2019)] == [
        None,
        Season.PLANNING,
        Season.PLANNING,
    ]
    assert [season_of(actual, year, 2018) for year in (2017, 2018, 2019)] == [None, Season.EVALUATION, None]
    assert season_of(actual, None, 2018) is Season.EVALUATION


def test_a_fixed_window_stays_and_a_rolling_one_goes_with_the_sheet() -> None:
    fixed, rolling = load_layout("mishima-2016").years, load_layout("jimujigyo").years
    assert [year.short for year in fixed.of(2018)] == ["H28", "H29", "H30", "R01", "R02"]
    assert fixed.of(2018) == fixed.of(2016) and not fixed.holds(2021)
    assert [year.short for year in rolling.of(2018)] == ["H28", "H29", "H30", "R01"]
    assert rolling.holds(2030)


@pytest.mark.parametrize("name", ["mishima", "", "../mishima-2016", "nowhere.toml"])
def test_a_layout_that_is_not_there_is_named_with_those_that_are(name: str) -> None:
    with pytest.raises(NoSuchLayout) as refused:
        load_layout(name)
    assert "\n" not in str(refused.value) and ("様式" in str(refused.value))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name =", "TOML として読めません"),
        ('name = "x"', "正しくありません"),
        ("\x00", "TOML として読めません"),
    ],
)
def test_a_broken_layout_file_is_refused_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "form.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(NoSuchLayout, match=words) as refused:
        load_layout(str(file))
    assert "\n" not in str(refused.value)


def test_places_are_named_in_the_forms_words() -> None:
    means = Means(
        key="k004",
        no="1",
        indicator=Indicator(name="電子申請可能手続数", values=(YearValue(fiscal_year=2018),)),
    )
    project = Project(key="k003", no="1", name="電子申請運営事業", means=(means,))
    plan = WorkPlan(presence=Presence.PRESENT, projects=(project,))
    sheet = Sheet(
        key="sheet1",
        layout="mishima-2016",
        fiscal_year=2018,
        directions=(DirectionSheet(key="k002", no="2", work_plan=plan),),
        outcomes=Outcomes(
            presence=Presence.PRESENT, indicators=(OutcomeIndicator(key="k001", name="利用件数"),)
        ),
    )
    layout = load_layout("mishima-2016")
    at = "/directions/k002/work_plan/k003/k004/indicator/2018/actual"
    assert describe(layout, sheet, at) == "個表(2) 業務計画 1-1 電子申請可能手続数 H30 実績"
    assert describe(layout, sheet, "/directions/k002/check/general").startswith(
        "個表(2) 実施内容に対する評価(Check)"
    )
    assert describe(layout, sheet, "/outcomes/k001/formula") == "総括表 利用件数 指標計算式(指標の説明)"
    assert describe(layout, sheet, "/head/phone") == "総括表 電話番号 (内線)"
    assert describe(layout, sheet, "/") == "行政評価表"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("work_plan/k003/name", "個表(2) 業務計画 1 電子申請運営事業 事業名"),
        ("work_plan/k003/k004/no", "個表(2) 業務計画 1-1 申請可能手続数 No."),
        ("work_plan/k003/k004/text", "個表(2) 業務計画 1-1 申請可能手続数 手段・業務内容"),
        ("work_plan/k003/k004/indicator/name", "個表(2) 業務計画 1-1 申請可能手続数 活動指標"),
        ("budget_table/k005/2018/budget", "予算費目表(2) 各事務事業に対する事業費 1 IT推進事業 H30 予算額"),
        ("budget_table/k005/2018/budget_general", "予算費目表(2) 各事務事業に対する事業費 1 IT推進事業 H30 予算額のうち一般財源"),
        ("budget_table/k005/2018/settlement_general", "予算費目表(2) 各事務事業に対する事業費 1 IT推進事業 H30 決算額のうち一般財源"),
        ("/schedule/k006/regular_hours", "スケジュール表 電子申請運営事業 従事見込時間数 正職員"),
    ],
)  # fmt: skip
def test_no_two_cells_of_a_row_go_by_one_name(place: str, words: str) -> None:
    money = Amount.of("1")
    year = CostYear(
        fiscal_year=2018, budget=money, budget_general=money, settlement=money, settlement_general=money
    )
    means = Means(key="k004", no="1", text="手続を増やす", indicator=Indicator(name="申請可能手続数"))
    project = Project(key="k003", no="1", name="電子申請運営事業", means=(means,))
    line = BudgetLine(key="k005", no="1", name="IT推進事業", years=(year,))
    direction = DirectionSheet(
        key="k002",
        no="2",
        work_plan=WorkPlan(presence=Presence.PRESENT, projects=(project,)),
        budget_table=BudgetTable(presence=Presence.PRESENT, lines=(line,)),
    )
    row = ScheduleRow(key="k006", project="電子申請運営事業")
    sheet = Sheet(
        key="sheet1",
        layout="mishima-2016",
        fiscal_year=2018,
        directions=(direction,),
        schedule=Schedule(presence=Presence.PRESENT, rows=(row,)),
    )
    at = place if place.startswith("/") else f"/directions/k002/{place}"
    assert describe(load_layout("mishima-2016"), sheet, at) == words


@given(sheets())
@settings(max_examples=30)
def test_every_place_has_a_name(sheet: Sheet) -> None:
    layout = load_layout(sheet.layout)
    for place, _ in leaves(sheet):
        assert describe(layout, sheet, place).strip()


numbers = st.from_regex(r"[0-9]{1,4}|IV|VII|[1-9]-[1-9]", fullmatch=True)
names = st.sampled_from(
    (
        "便利な電子市役所の構築",
        "IT推進事業",
        "ICT活用デジタル ライフ事業",
        "利用者数 (登録者数)",
        "小中学校（委託）",
        "A",
        "24時間見守り",
        "（仮称）計画",
    )
)


@given(st.data())
def test_what_is_printed_by_a_pattern_is_read_back(data: st.DataObject) -> None:
    for name in NAMES:
        layout = load_layout(name)
        for cell in layout.cells():
            if not cell.pattern:
                continue
            values = {field: data.draw(_value(field)) for field in fields_of(cell)}
            assert read_printed(layout, cell.pattern, print_fields(layout, cell, values)) == values


def _value(field: str) -> st.SearchStrategy[object]:
    match field.rsplit("_", 1)[-1], field:
        case _, "relisted_from":
            return st.one_of(st.none(), st.builds(Relisting, measure_no=numbers, direction_no=numbers))
        case _, "reform_item":
            return st.one_of(st.none(), st.builds(ReformItem, no=numbers, name=names))
        case "no", _:
            return numbers
        case "code", _:
            return st.sampled_from(("", "01.02.01.14.020.02"))
        case "extension", _:
            return st.sampled_from(("", "2285-2288"))
        case _, "phone":
            return st.sampled_from(("055-971-4322", "0559834322"))
        case _:
            return names


@pytest.mark.parametrize(
    ("label", "written", "expected"),
    [
        ("施策名", "48 便利な電子市役所の構築<電子市役所>", {"measure_no": "48", "measure": "便利な電子市役所の構築", "nickname": "電子市役所"}),
        ("施策名", "４８　便利な構築＜電子市役所＞", {"measure_no": "４８", "measure": "便利な構築", "nickname": "電子市役所"}),
        ("基本目標", "協働で進める", {"goal_no": "", "goal": "協働で進める"}),
        ("基本目標", "IT推進", {"goal_no": "", "goal": "IT推進"}),
        ("基本目標", "7自治", {"goal_no": "7", "goal": "自治"}),
        ("基本目標", "", {"goal_no": "", "goal": ""}),
        ("事業名", "1 小学校(委託)", {"no": "1", "name": "小学校(委託)", "relisted_from": None}),
        (
            "事業名",
            "1 対策 事業（施策48－（4）再 掲）",
            {"no": "1", "name": "対策 事業", "relisted_from": Relisting(measure_no="48", direction_no="4")},
        ),
        (
            "予算費目の事業名",
            "1 IT推進事業(旧)(施策48-(4)再掲) (01.02.01)",
            {"no": "1", "name": "IT推進事業(旧)", "relisted_from": Relisting(measure_no="48", direction_no="4"), "account_code": "01.02.01"},
        ),
        ("成果指標", "利用者数 (登録者数) 【24 まちづくり 推進】", {"name": "利用者数 (登録者数)", "reform_item": ReformItem(no="24", name="まちづくり 推進")}),
        ("電話番号", "055（内線１２）", {"phone": "055", "extension": "１２"}),
    ],
)  # fmt: skip
def test_cells_are_read_as_people_write_them(label: str, written: str, expected: dict[str, object]) -> None:
    assert (
        read_printed(load_layout("mishima-2016"), cell_at("mishima-2016", label).pattern, written) == expected
    )


def test_what_does_not_follow_the_pattern_is_not_forced_into_it() -> None:
    layout = load_layout("mishima-2016")
    assert (
        read_printed(layout, "{goal_no}-{policy_no}-{measure_no}-({no}){name}", "総合的な情報化施策") is None
    )


def test_braces_in_a_text_are_text() -> None:
    position = PlanPosition(goal_no="1", goal="{goal_no} [[x]]")
    assert print_cell(load_layout("jimujigyo"), position, a_cell("{goal_no} {goal}[[!{goal}]]")) == (
        "1 {goal_no} [[x]]!{goal_no} [[x]]"
    )


def test_missing_and_blank_print_nothing() -> None:
    layout = load_layout("mishima-2016")
    head = Head(phone=None, regular_staff=Entry.missing())
    assert print_cell(layout, head, cell_at("mishima-2016", "電話番号")) == ""
    assert print_cell(layout, head, cell_at("mishima-2016", "正職員数")) == ""
