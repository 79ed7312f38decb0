"""The official form on paper: everything that was written is there, in its cell, and can be read aloud."""

from io import BytesIO

import pdfplumber
import pikepdf
import pytest
from hypothesis import given, settings
from tests.strategies import sheets
from tests.writers.pdf.paper import crossings, pages_of, squash, text_of
from tests.writers.pdf.sample import a_sheet, schedule, work_plan

from hyoka.layouts import load_layout
from hyoka.sheet import (
    DirectionSheet,
    Means,
    Narrative,
    Presence,
    Project,
    Schedule,
    Sheet,
    WorkPlan,
    is_blank,
    leaves,
)
from hyoka.values import Amount, Entry
from hyoka.writers.pdf import write_sheet

# Cells that the form has no place for.
UNPRINTED = {
    "version", "layout", "fiscal_year", "municipality_code", "presence", "series_id", "target_kind", "better", "baseline",
    "key", "status_reason", "budget_amended", "kind", "from_month", "to_month", "relisted_from", "reform_item",
}  # fmt: skip


def written(sheet: Sheet) -> list[str]:
    """Every text and figure of a sheet that its form prints."""
    found = []
    for place, value in leaves(sheet):
        if place.parts[-1] in UNPRINTED or place.parts[0] == "ratings" or is_blank(value):
            continue
        found.append(value.written if isinstance(value, Entry | Amount) else str(value))
    return found


def a_direction(**changes: object) -> DirectionSheet:
    return a_sheet().directions[1].model_copy(update=changes)


def with_text(text: str) -> Sheet:
    return a_sheet(directions=(a_direction(plan=Narrative(general=text)),))


def test_every_value_of_the_document_is_on_paper() -> None:
    sheet = a_sheet()
    paper = text_of(write_sheet(sheet))
    assert [value for value in written(sheet) if squash(value) not in paper] == []


def test_relisted_project_points_in_the_words_of_the_layout() -> None:
    assert "ちいきの輪づくり事業(施策48-(4)再掲)(01.02.01.14.020.05)" in text_of(write_sheet(a_sheet()))


def test_explicit_none_is_printed_as_such() -> None:
    pages = pages_of(write_sheet(a_sheet()))
    assert "1 なし" in pages[2]


def test_pages_stand_in_the_order_of_the_form() -> None:
    pages = [squash(page) for page in pages_of(write_sheet(a_sheet()))]
    assert len(pages) == 1 + 2 * 3 + 1
    openings = ["平成30年度行政評価表", *["施策の方向IV-7-48-"] * 6, "平成30年度スケジュール表"]
    assert all(page.startswith(opening) for page, opening in zip(pages, openings, strict=True))
    assert ["6各事務事業に対する事業費" in page for page in pages] == [
        False,
        False,
        True,
        False,
        True,
        False,
        True,
        False,
    ]


def test_pages_are_numbered() -> None:
    pages = pages_of(write_sheet(a_sheet()))
    assert all(f"{number}/{len(pages)}" in squash(page) for number, page in enumerate(pages, start=1))


def test_no_character_leaves_its_cell() -> None:
    assert list(crossings(write_sheet(a_sheet()))) == []


@pytest.mark.parametrize(
    "figure", ["1,234,567,890,123,456,789件", "A" * 200, "ー" * 80, "。" * 80, "（" * 80]
)
def test_what_offers_no_break_is_broken_inside_its_cell(figure: str) -> None:
    means = work_plan("x").projects[0].means[0]
    values = tuple(value.model_copy(update={"target": Entry.of(figure)}) for value in means.indicator.values)
    project = Project(
        key="long",
        name=figure,
        means=(
            means.model_copy(update={"indicator": means.indicator.model_copy(update={"values": values})}),
        ),
    )
    sheet = a_sheet(
        directions=(a_direction(work_plan=WorkPlan(presence=Presence.PRESENT, projects=(project,))),)
    )
    pdf = write_sheet(sheet)
    assert text_of(pdf).count(figure) >= 5
    assert list(crossings(pdf)) == []


def test_long_text_flows_to_the_next_page() -> None:
    text = "".join(f"{number}番目の文を書く。" for number in range(500))
    assert len(text) > 5_000
    pdf = write_sheet(with_text(text))
    paper, pages = text_of(pdf), len(pages_of(pdf))
    pieces = [text[start : start + 25] for start in range(0, len(text), 25)]
    assert pages >= 5
    assert sum(piece not in paper for piece in pieces) <= pages
    assert list(crossings(pdf)) == []


def test_long_reason_beside_an_indicator_flows_to_the_next_page() -> None:
    reason = "".join(f"{number}番目の理由。" for number in range(400))
    means = work_plan("x").projects[0].means[0].model_copy(update={"reason": reason})
    project = Project(
        key="long", no="1", name="長い理由の事業", means=(means, Means(key="next", no="2", text="次の手段"))
    )
    sheet = a_sheet(
        directions=(a_direction(work_plan=WorkPlan(presence=Presence.PRESENT, projects=(project,))),)
    )
    pdf = write_sheet(sheet)
    pieces = [reason[start : start + 8] for start in range(0, len(reason), 8)]
    paper, pages = text_of(pdf), pages_of(pdf)
    assert sum(piece not in paper for piece in pieces) <= len(pages)
    assert "次の手段" in paper
    assert list(crossings(pdf)) == []


def test_many_rows_repeat_the_head_of_their_table() -> None:
    means = work_plan("x").projects[0].means[0]
    projects = tuple(
        Project(key=f"p{number:03d}", no=str(number), name=f"事業その{number}", means=(means.model_copy(update={"key": f"m{number:03d}"}),))
        for number in range(1, 41)
    )  # fmt: skip
    sheet = a_sheet(
        directions=(a_direction(work_plan=WorkPlan(presence=Presence.PRESENT, projects=projects)),)
    )
    pdf = write_sheet(sheet)
    pages = [squash(page) for page in pages_of(pdf)]
    assert sum("活動指標" in page for page in pages) >= 3
    assert all(f"事業その{number}" in "".join(pages) for number in range(1, 41))
    assert list(crossings(pdf)) == []


@pytest.mark.parametrize(
    "text",
    ["#set", "$x$", "\\", "a\\b", "*強*", "_下_", "@x", "<label>", "= 見出し", "- 項目", '"引用"', "'", "[括弧]", "{波}", "//注",
     "/*注*/", "https://example.jp/a_b", "~", "--", "...", "1. 一", "`x`", "#panic()", "\\u{41}"],
)  # fmt: skip
def test_nothing_that_people_write_is_markup(text: str) -> None:
    assert squash(f"前{text}後") in text_of(write_sheet(with_text(f"前{text}後")))


def test_paragraphs_stand_on_lines_of_their_own() -> None:
    with pdfplumber.open(BytesIO(write_sheet(with_text("【一】はじめ\n【二】つぎ")))) as pdf:
        lines = [line["text"] for line in pdf.pages[1].extract_text_lines()]
    assert any(line.endswith("【一】はじめ") for line in lines)


def test_rare_kanji_are_printed() -> None:
    pdf = write_sheet(with_text("𠮷田 髙橋 山﨑 葛\U000e0100城 葛\U000e0101飾"))
    assert all(kanji in text_of(pdf) for kanji in "𠮷髙﨑葛城飾")
    assert "〓" not in text_of(pdf)


def test_character_without_a_glyph_is_named_at_the_foot() -> None:
    paper = text_of(write_sheet(with_text("笑顔😀と한")))
    assert "笑顔〓と〓" in paper
    assert "※〓は、印刷用の書体にない文字です:U+1F600GRINNINGFACE、U+D55CHANGULSYLLABLEHAN" in paper


def test_sheet_of_usual_characters_has_no_note_of_missing_ones() -> None:
    assert "〓" not in text_of(write_sheet(a_sheet()))


def test_missing_cells_are_printed_empty() -> None:
    sheet = with_text("").model_copy(update={"schedule": Schedule()})
    assert "None" not in text_of(write_sheet(sheet))


def test_amended_budget_is_red_and_no_other() -> None:
    content = [page.Contents.read_bytes() for page in pikepdf.open(BytesIO(write_sheet(a_sheet()))).pages]
    red = b"0.7529412 0 0 scn"
    assert [page.count(red) for page in content] == [1, 0, 0, 0, 1, 0, 1, 0]


@pytest.mark.parametrize(
    ("first", "last", "heads"), [(4, 3, (1, 1)), (4, None, (1, 0)), (None, None, (0, 0))]
)
def test_bar_has_a_head_only_where_its_end_is_known(
    first: int | None, last: int | None, heads: tuple[int, int]
) -> None:
    row = schedule().rows[0]
    bar = row.bars[0].model_copy(update={"from_month": first, "to_month": last})
    rows = Schedule(presence=Presence.PRESENT, rows=(row.model_copy(update={"bars": (bar,)}),))
    with pikepdf.open(BytesIO(write_sheet(a_sheet(schedule=rows, directions=())))) as pdf:
        drawn = pdf.pages[-1].Contents.read_bytes()
    assert (drawn.count(b"0 2.5 m"), drawn.count(b"5 2.5 m")) == heads


def test_bookmarks_lead_to_the_parts() -> None:
    pdf = pikepdf.open(BytesIO(write_sheet(a_sheet())))
    with pdf.open_outline() as outline:
        [root] = outline.root
        assert root.title == "平成30年度 行政評価表 見本課 48 便利な市役所づくり"
        assert [child.title for child in root.children] == [
            "総括表", "個表(1) 情報化の推進", "予算費目表(1) 情報化の推進", "個表(2) 市民サービスの向上",
            "予算費目表(2) 市民サービスの向上", "個表(4) 安全対策", "予算費目表(4) 安全対策", "スケジュール表",
        ]  # fmt: skip


def test_sheet_can_be_read_aloud() -> None:
    pdf = pikepdf.open(BytesIO(write_sheet(a_sheet())))
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang).startswith("ja")
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "平成30年度 行政評価表 見本課 48 便利な市役所づくり"
        assert metadata["pdfuaid:part"] == "1"
    kinds = [str(element.get("/S")) for element in pdf.objects if isinstance(element, pikepdf.Dictionary)]
    assert kinds.count("/TH") > 50
    assert kinds.count("/Table") > 20


@pytest.mark.parametrize("standard", ["ua-1", "a-2a", "a-2u", "ua-1+a-2a", None])
def test_every_standard_is_accepted(standard: object) -> None:
    pdf = write_sheet(a_sheet(directions=()), standard=standard)  # type: ignore[arg-type]
    with pikepdf.open(BytesIO(pdf)).open_metadata() as metadata:
        assert metadata.get("pdfaid:part") == ("2" if standard and "a-2" in str(standard) else None)


def test_all_fonts_are_embedded() -> None:
    with pikepdf.open(BytesIO(write_sheet(a_sheet()))) as pdf:
        fonts = [
            "/FontFile2" in element or "/FontFile3" in element
            for element in pdf.objects
            if isinstance(element, pikepdf.Dictionary) and element.get("/Type") == "/FontDescriptor"
        ]
    assert fonts and all(fonts)


def test_planned_sheet_shows_what_is_still_to_fill_in() -> None:
    def yellow(blank: bool) -> int:
        pages = pikepdf.open(BytesIO(write_sheet(with_text("計画"), blank=blank))).pages
        return sum(page.Contents.read_bytes().count(b"1 0.9490196 0.65882355 scn") for page in pages)

    assert yellow(False) == 0
    assert yellow(True) > 0


def test_usual_form_of_other_cities_prints() -> None:
    sheet = a_sheet(layout="jimujigyo")
    paper = text_of(write_sheet(sheet))
    assert "事務事業評価シート" in paper
    assert "窓口の年間利用件数" in paper
    assert list(crossings(write_sheet(sheet))) == []


def test_layout_can_be_given() -> None:
    assert "事務事業評価シート" in text_of(write_sheet(a_sheet(), layout=load_layout("jimujigyo")))


@settings(max_examples=6)
@given(sheets(layout="mishima-2016"))
def test_any_sheet_prints_within_its_cells(sheet: Sheet) -> None:
    pdf = write_sheet(sheet)
    if len(pikepdf.open(BytesIO(pdf)).pages) < 12:
        assert list(crossings(pdf)) == []
