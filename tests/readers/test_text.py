"""Reading texts of other divisions, years, encodings and faults, without any real document."""

from pathlib import Path

import pytest
from tests.readers import sheets
from tests.readers.sheets import row

from hyoka.layouts import load_layout
from hyoka.readers import CannotRead, Doubt, Reading, read_bytes, read_file
from hyoka.sheet import BarKind, Presence, Relisting

R = ("R03", "R04", "R05", "R06", "R07")
MEASURE = "21 ごみを減らすまちづくり<ごみゼロ>"
LIST = ("II-3-21-(1)分別の徹底", "II-3-21-(3)地域との協働")
TEXTS = ("計画の文。", "取組の文。", "評価の文。", "改善の文。")

WASTE = ("ごみの総量", "一年間に集めたごみの重さ", (("900t", "880t", "860t", "840t", "820t"), ("895t", "884t", "855t", "", ""), ("達成", "未達成", "達成", "", "")))  # fmt: skip
SORTING = ("1 分別事業", "1", "講座の開催", "講座の回数", (("5回", "5回", "6回", "6回", "6回"), ("4回", "5回", "7回", "", ""), ("未達成", "達成", "達成", "", "")), "拡充", "参加者が多いため")  # fmt: skip
CLUBS = ("2 団体支援事業(施策21-(1)再掲)", "1", "補助金の交付", "団体数", (("10団体", "10団体", "10団体", "—", "—"), ("8団体", "10団体", "12団体", "", ""), ("未達成", "達成", "達成", "", "")), "維持", "")  # fmt: skip
COSTS = (
    ("1 分別事業 (01.04.02.03)", ("1,200", "1,000", "1,300", "1,100", "1,500", "1,500", "", "", "", ""), ("1,150", "950", "1,280", "1,080", "1,490", "1,490", "", "", "", ""), "維持", "印刷費の増"),
    ("2 団体支援事業(施策21-(1)再掲)", ("",) * 10, ("",) * 10, "", ""),
)  # fmt: skip


def a_sheet(
    year: str = "令和5年度", division: str = "環境課", measure: str = MEASURE, years: tuple[str, ...] = R
) -> str:
    return "\n".join((
        sheets.head(year, division, measure),
        sheets.totals(years, ("1,200", "1,300", "1,500", "", ""), ("1,150", "1,280", "1,490", "", "")),
        sheets.directions(*LIST),
        sheets.outcomes(years, WASTE),
        sheets.page(LIST[0], TEXTS), sheets.work_plan(years, SORTING), row("施策の方向", LIST[0]), "", sheets.budget_table(years, *COSTS),
        sheets.page(LIST[1], TEXTS), sheets.work_plan(years, CLUBS),
        sheets.schedule(year, division, measure,
            row("分別事業", "←", *[""] * 10, "→", "1,868H", ""), row("", "講座の準備と開催", *[""] * 13),
            row("", "", "←", "→", *[""] * 11), row("", "", "夏の講座", *[""] * 12)),
    ))  # fmt: skip


def read(text: str, **options: object) -> Reading:
    [reading] = read_bytes(text.encode(), "a.txt", **options)  # type: ignore[arg-type]
    return reading


def test_a_sheet_of_another_city_and_other_years_is_read_whole() -> None:
    reading = read(a_sheet())
    sheet = reading.sheet
    assert reading.unread == ()
    assert reading.uncertain == ()
    assert reading.reprints == ()
    assert (sheet.fiscal_year, sheet.head.division, sheet.position.nickname) == (2023, "環境課", "ごみゼロ")
    assert [direction.no for direction in sheet.directions] == ["1", "3"]
    assert [int(year.fiscal_year) for year in sheet.totals.years] == [2021, 2022, 2023, 2024, 2025]
    assert [year.budget.written for year in sheet.totals.years] == ["1,200", "1,300", "1,500", "", ""]
    [outcome] = sheet.outcomes.indicators
    assert [value.actual.written for value in outcome.values] == ["895t", "884t", "855t", "", ""]
    [means] = sheet.directions[0].work_plan.projects[0].means
    assert (means.no, means.text, means.indicator.name) == ("1", "講座の開催", "講座の回数")
    assert (means.course, means.reason, means.reform_mark) == ("拡充", "参加者が多いため", "")
    assert [value.status for value in means.indicator.values] == ["未達成", "達成", "達成", "", ""]
    assert sheet.directions[0].check.general == "評価の文。"


def test_budget_lines_in_two_printed_rows_are_one_line() -> None:
    table = read(a_sheet()).sheet.directions[0].budget_table
    first, second = table.lines
    assert (first.no, first.name, first.account_code, first.relisted_from) == (
        "1",
        "分別事業",
        "01.04.02.03",
        None,
    )
    assert [
        (
            year.budget.written,
            year.budget_general.written,
            year.settlement.written,
            year.settlement_general.written,
        )
        for year in first.years
    ] == [
        ("1,200", "1,000", "1,150", "950"),
        ("1,300", "1,100", "1,280", "1,080"),
        ("1,500", "1,500", "1,490", "1,490"),
        ("", "", "", ""),
        ("", "", "", ""),
    ]
    assert (first.cost_course, first.reason) == ("維持", "印刷費の増")
    assert second.relisted_from == Relisting(measure_no="21", direction_no="1")
    assert second.name == "団体支援事業"


def test_a_lost_second_row_of_a_budget_line_is_missing_not_blank() -> None:
    lost = row("", *COSTS[0][2], "", "", "")
    assert lost in a_sheet()
    first = read(a_sheet().replace(lost + "\n", "")).sheet.directions[0].budget_table.lines[0]
    assert [year.settlement.written for year in first.years] == [None] * 5
    assert first.years[0].budget.written == "1,200"


def test_bars_and_events_have_the_months_that_arrows_show() -> None:
    [project] = read(a_sheet()).sheet.schedule.rows
    assert [(bar.kind, bar.from_month, bar.to_month, bar.label) for bar in project.bars] == [
        (BarKind.BAR, 4, 3, "講座の準備と開催"),
        (BarKind.EVENT, 5, 6, "夏の講座"),
    ]
    assert (project.regular_hours.written, project.other_hours.written) == ("1,868H", "")


def test_years_come_from_the_heads_whatever_the_layout_says() -> None:
    for name in ("mishima-2016", "mihon-2023"):
        sheet = read(a_sheet(), layout=load_layout(name)).sheet
        assert sheet.layout == name
        assert [int(y) for y in sheet.outcomes.indicators[0].fiscal_years] == [2021, 2022, 2023, 2024, 2025]


def test_another_layout_file_reads_its_own_labels_and_years(tmp_path: Path) -> None:
    base = _form("mishima-2016").replace("first = 2016", "first = 2021")
    form = base.replace("last = 2020", "last = 2025").replace('name = "mishima-2016"', 'name = "midori"')
    form = (
        form.replace('"所属課"', '"担当課"')
        .replace('"成果指標 ', '"まちの指標 ')
        .replace('["成果指標"]', '["まちの指標"]')
    )
    (tmp_path / "midori.toml").write_text(form, encoding="utf-8")
    text = a_sheet().replace("所属課", "担当課").replace("成果指標", "まちの指標")
    sheet = read(text, layout=str(tmp_path / "midori.toml")).sheet
    assert (sheet.layout, sheet.head.division) == ("midori", "環境課")
    assert sheet.outcomes.indicators[0].name == "ごみの総量"


def _form(name: str) -> str:
    import hyoka.layouts

    return (Path(hyoka.layouts.__file__).parent / "forms" / f"{name}.toml").read_text(encoding="utf-8")


def test_a_table_that_lost_its_years_takes_them_from_the_others_and_says_so() -> None:
    text = a_sheet().replace(row("成果指標", "指標計算式(指標の説明)", "年度", *R) + "\n", "")
    reading = read(text)
    [outcome] = reading.sheet.outcomes.indicators
    assert [int(y) for y in outcome.fiscal_years] == [2021, 2022, 2023, 2024, 2025]
    assert [value.actual.written for value in outcome.values] == ["895t", "884t", "855t", "", ""]
    assert Doubt.GUESSED in {
        item.doubt for item in reading.uncertain if item.place == f"/outcomes/{outcome.key}"
    }


def test_a_part_that_is_not_there_is_not_in_source() -> None:
    text = "\n".join((sheets.head("令和5年度", "環境課", MEASURE), sheets.totals(R, ("1",) * 5, ("1",) * 5)))
    sheet = read(text).sheet
    assert sheet.outcomes.presence is Presence.NOT_IN_SOURCE
    assert sheet.schedule.presence is Presence.NOT_IN_SOURCE
    assert sheet.directions == ()


def test_a_heading_without_its_table_is_not_in_source_either() -> None:
    text = a_sheet()
    table = sheets.budget_table(R, *COSTS)
    sheet = read(text.replace(table, "6 各事務事業に対する事業費\n")).sheet
    assert sheet.directions[0].budget_table.presence is Presence.NOT_IN_SOURCE


def test_printed_rows_that_nobody_used_are_a_blank_form() -> None:
    unused = ("", "", "", "", (("",) * 5,) * 3, "", "")
    text = a_sheet().replace(sheets.work_plan(R, CLUBS), sheets.work_plan(R, unused, unused))
    reading = read(text)
    assert reading.sheet.directions[1].work_plan.presence is Presence.BLANK
    assert reading.unread == ()


def test_nashi_is_an_explicit_none() -> None:
    table = sheets.budget_table(R, ("1 なし", ("",) * 10, ("",) * 10, "", ""))
    sheet = read(a_sheet().replace(sheets.budget_table(R, *COSTS), table)).sheet
    assert sheet.directions[0].budget_table.presence is Presence.NONE


def test_text_that_belongs_nowhere_is_unread_with_its_place() -> None:
    text = a_sheet() + "\n見慣れない付記"
    reading = read(text)
    [unread] = reading.unread
    assert unread.text == "見慣れない付記"
    assert unread.origin.line == text.count("\n") + 1
    assert unread.reason


def test_what_stands_behind_a_row_of_actuals_is_unread_not_dropped() -> None:
    actuals = row("", "", "", "", "実績", *SORTING[4][1], "", "", "")
    assert actuals in a_sheet()
    reading = read(a_sheet().replace(actuals, actuals[:-2] + "\t欄外の書き込み\t"))
    assert [item.text for item in reading.unread] == ["欄外の書き込み"]


def test_a_second_row_of_the_same_amounts_is_unread_not_dropped() -> None:
    line = row("決算額 (千円)", "1,150", "1,280", "1,490", "", "")
    reading = read(a_sheet().replace(line, f"{line}\n{line.replace('1,280', '9,999')}"))
    assert [year.settlement.written for year in reading.sheet.totals.years] == [
        "1,150",
        "1,280",
        "1,490",
        "",
        "",
    ]
    assert "9,999" in [item.text for item in reading.unread]


def test_a_head_fact_printed_otherwise_on_the_schedule_is_a_reprint() -> None:
    text = a_sheet()
    at = text.index("スケジュール表")
    reading = read(text[:at] + text[at:].replace("環境課", "環境政策課").replace("12人", "11人"))
    assert reading.sheet.head.division == "環境課"
    assert {(item.place, item.written) for item in reading.reprints} == {
        ("/head/division", "環境政策課"),
        ("/head/regular_staff", "11人"),
    }


def test_a_direction_named_otherwise_on_its_page_is_a_reprint() -> None:
    reading = read(a_sheet().replace(f"施策の方向\t{LIST[1]}", "施策の方向\tII-3-21-(3)地域との連携"))
    [item] = reading.reprints
    assert item.written == "地域との連携"
    assert reading.sheet.directions[1].name == "地域との協働"
    assert item.place == f"/directions/{reading.sheet.directions[1].key}/name"


def test_several_sheets_in_one_text() -> None:
    first, second = a_sheet(), a_sheet(division="公園課", measure="22 公園のあるまち")
    readings = read_bytes(f"{first}\n{second}".encode(), "book.txt")
    assert [reading.sheet.head.division for reading in readings] == ["環境課", "公園課"]
    assert readings[0].sheet == read(first).sheet
    assert readings[1].sheet == read(second).sheet
    assert [reading.unread for reading in readings] == [(), ()]


def test_a_repeated_page_head_is_no_second_sheet() -> None:
    text = a_sheet()
    title, head = "令和5年度 行政評価表", text.split("\n")[2]
    broken = text.replace("5 業務計画", f"\f{title}\n{head}\n- 3 -\n5 業務計画")
    reading = read(broken)
    assert reading.sheet == read(text).sheet
    assert reading.unread == ()


def test_a_page_without_its_heading_is_the_direction_that_is_left() -> None:
    text = a_sheet().replace(f"施策の方向\t{LIST[1]}\n", "")
    reading = read(text)
    assert [direction.no for direction in reading.sheet.directions] == ["1", "3"]
    assert reading.sheet.directions[1].work_plan.projects[0].name == "団体支援事業"
    assert Doubt.GUESSED in {
        item.doubt
        for item in reading.uncertain
        if item.place == f"/directions/{reading.sheet.directions[1].key}"
    }


def test_only_listed_markup_is_taken_out() -> None:
    text = (
        a_sheet()
        .replace("評価の文。", "<p>評価の文。</p> <p>【講座】<重要>な文</p>")
        .replace("895t", "<small>895t</small>")
    )
    sheet = read(text).sheet
    assert sheet.directions[0].check.general == "評価の文。\n【講座】<重要>な文"
    assert sheet.outcomes.indicators[0].values[0].actual.written == "895t"
    assert sheet.position.nickname == "ごみゼロ"


def test_signs_that_cannot_be_held_are_taken_out_and_told() -> None:
    reading = read(a_sheet().replace("895t", "89\x005t"))
    value = reading.sheet.outcomes.indicators[0].values[0].actual
    assert value.written == "895t"
    [unread] = reading.unread
    assert "U+0000" in unread.text
    at = f"/outcomes/{reading.sheet.outcomes.indicators[0].key}/2021/actual"
    assert at in {item.place for item in reading.uncertain}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp"]
)
def test_encodings(encoding: str) -> None:
    text = a_sheet().replace("—", "―")
    [reading] = read_bytes(text.encode(encoding), "a.txt")
    assert reading.sheet == read(text).sheet


def test_full_width_digits_and_half_width_kana_mean_the_same() -> None:
    text = (
        a_sheet()
        .replace("895t", "８９５t")
        .replace("スケジュール表", "ｽｹｼﾞｭｰﾙ表")
        .replace("R03\t", "Ｒ０３\t")
    )
    reading = read(text)
    value = reading.sheet.outcomes.indicators[0].values[0]
    assert (value.fiscal_year, value.actual.written, value.actual.number) == (2021, "８９５t", 895)
    assert reading.sheet.schedule.presence is Presence.PRESENT


def test_unnumbered_projects_keep_their_whole_name() -> None:
    sheet = read(a_sheet().replace("1 分別事業\t1\t", "IT分別事業\t1\t")).sheet
    project = sheet.directions[0].work_plan.projects[0]
    assert (project.no, project.name) == ("", "IT分別事業")


def test_two_means_share_a_project_and_equal_names_get_keys_of_their_own() -> None:
    again = ("", "2", *SORTING[2:])
    sheet = read(a_sheet().replace(sheets.work_plan(R, SORTING), sheets.work_plan(R, SORTING, again))).sheet
    [project] = sheet.directions[0].work_plan.projects
    one, two = project.means
    assert one.key != two.key
    assert one.indicator.series_id != two.indicator.series_id
    assert (two.no, two.indicator.name) == ("2", one.indicator.name)


def test_a_form_with_other_blocks_needs_no_other_code() -> None:
    text = """令和5年度 事務事業評価シート

部名\t市民部\t課名\t環境課
政策\t2 みどりのまち
施策\t3 ごみを減らす
事務事業名\t12 分別推進事業

年度\tR03\tR04\tR05\tR06
予算額(千円)\t1,000\t1,100\t1,200\t1,300
決算額(千円)\t900\t1,000\t1,150\t

指標名\t算出方法\t年度\tR03\tR04\tR05\tR06
講座の回数\t開いた数\t目標値\t5回\t6回\t7回\t8回
\t\t実績値\t5回\t6回\t8回\t
\t\t進捗\t順調\t順調\t順調\t

評価
観点\t評価\t理由
必要性\tA\t市民の求めがある
有効性\tB\t参加者が増えた
効率性\tC\t委託費が増えた

事業内容\t1 講座
実績と課題
本年度の実績・課題\t講座を八回開いた。
今後の方向性
改善の内容\t回数を見直す。
"""
    reading = read(text)
    sheet = reading.sheet
    assert (sheet.layout, sheet.fiscal_year, sheet.position.measure) == ("jimujigyo", 2023, "分別推進事業")
    assert [year.settlement.written for year in sheet.totals.years] == ["900", "1,000", "1,150", ""]
    assert [value.actual.written for value in sheet.outcomes.indicators[0].values] == [
        "5回",
        "6回",
        "8回",
        "",
    ]
    assert [(row.criterion, row.grade) for row in sheet.ratings.rows] == [
        ("必要性", "A"),
        ("有効性", "B"),
        ("効率性", "C"),
    ]
    [direction] = sheet.directions
    assert (direction.name, direction.check.general, direction.plan.general) == (
        "講座",
        "講座を八回開いた。",
        None,
    )
    assert (reading.unread, reading.uncertain) == ((), ())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空です"),
        (b" \n\r\n", "空です"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "画像"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 40, "画像"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, ".xlsx に保存"),
        (b"PK\x03\x04" + b"word/document.xml", "Word"),
        (b"\xff\xfe\x00\xd8" * 300, "BOM"),
        (bytes(range(128, 256)) * 20, "文字コード"),
        ("ただの手紙です。\n敬具".encode(), "どの様式"),
        (b"{", "JSON"),
        (b'{"name": 1}', "version"),
        (b"[]", "一つもありません"),
        ("あ".encode() * 300_000, "長すぎます"),
    ],
)  # fmt: skip
def test_what_no_reader_takes_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(CannotRead) as refused:
        read_bytes(data, "渡された.txt")
    message = str(refused.value)
    assert said in message
    assert message.startswith("渡された.txt: ")
    assert "\n" not in message


def test_a_huge_file_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.seek(1_000_000_000)
        file.write(b"x")
    with pytest.raises(CannotRead, match="大きすぎます"):
        read_file(path)


def test_missing_files_and_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="ファイルがありません"):
        read_file(tmp_path / "nashi.txt")
    with pytest.raises(CannotRead, match="フォルダー"):
        read_file(tmp_path)


def test_readings_and_sheets_as_json_are_read_back() -> None:
    from hyoka.sheet import sheet_to_json

    reading = read(a_sheet())
    assert read_bytes(reading.model_dump_json().encode(), "r.json") == (reading,)
    assert read_bytes(sheet_to_json(reading.sheet).encode(), "s.json")[0].sheet == reading.sheet
    both = f"[{reading.model_dump_json()}, {sheet_to_json(reading.sheet)}]"
    assert [item.sheet for item in read_bytes(both.encode(), "b.json")] == [reading.sheet] * 2
