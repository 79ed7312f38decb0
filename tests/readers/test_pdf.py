"""A sheet that was printed comes back from its PDF: every figure, name and text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.pdf_round_trip import printed, read_back
from tests.readers.random_sheets import random_sheet

from hyoka.example import sheets
from hyoka.layouts import load_layout
from hyoka.readers import read_bytes, read_file
from hyoka.readers.pdf import read_pdf
from hyoka.sheet import Bar, BarKind, Sheet, get, leaves
from hyoka.values import Entry
from hyoka.writers.pdf import blank_form, write_sheet
from hyoka.writers.pdf.book import write_book

CITY = sheets()


def first() -> Sheet:
    return CITY[0]


def with_plan(text: str) -> Sheet:
    """A sheet whose first direction plans this."""
    [direction, *others] = first().directions
    plan = direction.plan.model_copy(update={"general": text})
    return first().model_copy(update={"directions": (direction.model_copy(update={"plan": plan}), *others)})


def plan_of(sheet: Sheet) -> str | None:
    return sheet.directions[0].plan.general


@pytest.mark.parametrize("number", range(0, len(CITY), 11))
def test_sheet_comes_back_from_its_pdf(number: int) -> None:
    reading = read_back(write_sheet(CITY[number]))
    assert printed(reading.sheet) == printed(CITY[number])
    assert (reading.unread, reading.uncertain, reading.reprints) == ((), (), ())


@given(st.integers(0, 10**6))
@settings(max_examples=10)
def test_any_sheet_of_usual_words_comes_back(seed: int) -> None:
    """Prose without its blanks and breaks: a line that ends where it is full looks like one that wraps."""
    sheet = random_sheet(seed)
    reading = read_back(write_sheet(sheet, standard=None))
    assert printed(reading.sheet, wrapped=True) == printed(sheet, wrapped=True)
    assert (reading.unread, reading.uncertain) == ((), ())


@pytest.mark.real
def test_real_sheet_comes_back_from_paper(real: Path) -> None:
    [text] = read_file(real / "mishima" / "h30-joho-seisaku.txt")
    reading = read_back(write_sheet(text.sheet))
    assert printed(reading.sheet) == printed(text.sheet)
    assert (reading.unread, reading.uncertain) == ((), ())


@pytest.mark.real
def test_series_are_the_same_from_text_and_from_paper(real: Path) -> None:
    [text] = read_file(real / "mishima" / "h30-joho-seisaku.txt")
    paper = read_back(write_sheet(text.sheet)).sheet
    assert paper.key == text.sheet.key
    assert [one.series_id for one in paper.outcomes.indicators] == [
        one.series_id for one in text.sheet.outcomes.indicators
    ]


def test_book_of_many_sheets_gives_each_of_them() -> None:
    book = CITY[:3] + CITY[40:42]
    readings = read_pdf(write_book(book, title="令和5年度 行政評価表"), layout=None, source="book.pdf")
    assert [printed(reading.sheet) for reading in readings] == [printed(sheet) for sheet in book]
    assert not any(reading.unread or reading.uncertain for reading in readings)


def test_file_is_known_as_pdf_by_its_content() -> None:
    [reading] = read_bytes(write_sheet(first()), "評価表.txt")
    assert (reading.sheet.layout, reading.source) == (first().layout, "評価表.txt")


def test_layout_may_be_named() -> None:
    layout = load_layout(first().layout)
    [reading] = read_pdf(write_sheet(first()), layout=layout, source="")
    assert printed(reading.sheet) == printed(first())


def test_same_pdf_gives_the_same_keys() -> None:
    pdf = write_sheet(first())
    assert read_back(pdf).sheet == read_back(pdf).sheet


def test_every_value_knows_its_page_and_box() -> None:
    reading = read_back(write_sheet(first()))
    budget = reading.sheet.totals.years[0]
    origin = reading.places[f"/totals/{int(budget.fiscal_year)}/budget"]
    assert origin.page == 1
    assert origin.box is not None
    x0, top, x1, bottom = origin.box
    assert 0 < x0 < x1 < 842
    assert 0 < top < bottom < 596
    assert all(origin.page and origin.box for origin in reading.places.values())


# ── what only paper shows ──────────────────────────────────────────────────


def test_red_budgets_are_amended_and_black_ones_are_not() -> None:
    [year, *others] = first().totals.years
    assert year.budget.written
    for amended in (True, False):
        totals = first().totals.model_copy(
            update={"years": (year.model_copy(update={"budget_amended": amended}), *others)}
        )
        sheet = read_back(write_sheet(first().model_copy(update={"totals": totals}))).sheet
        assert sheet.totals.years[0].budget_amended is amended


def test_colour_of_a_blank_cell_says_nothing() -> None:
    blank = [year for year in read_back(write_sheet(first())).sheet.totals.years if not year.budget.written]
    assert blank
    assert {year.budget_amended for year in blank} == {None}


@pytest.mark.parametrize(
    ("first_month", "last_month"),
    [(4, 3), (5, 8), (7, 7), (4, 4), (3, 3), (6, None), (None, 9), (None, None)],
)
def test_bar_comes_back_with_the_ends_that_are_drawn(first_month: int | None, last_month: int | None) -> None:
    [row, *others] = first().schedule.rows
    bar = Bar(key="bar1", kind=BarKind.BAR, from_month=first_month, to_month=last_month, label="工事")
    schedule = first().schedule.model_copy(
        update={"rows": (row.model_copy(update={"bars": (bar,)}), *others)}
    )
    [read] = (
        read_back(write_sheet(first().model_copy(update={"schedule": schedule}))).sheet.schedule.rows[0].bars
    )
    assert (read.from_month, read.to_month, read.label) == (first_month, last_month, "工事")


def test_events_of_one_line_keep_their_own_words() -> None:
    [row, *others] = first().schedule.rows
    months = [(4, 5, "公募"), (6, 6, "選定"), (9, 12, "工事の監理と検査"), (1, 3, "供用")]
    bars = tuple(
        Bar(key=f"bar{number}", kind=BarKind.EVENT, from_month=begin, to_month=end, label=label)
        for number, (begin, end, label) in enumerate(months)
    )
    schedule = first().schedule.model_copy(update={"rows": (row.model_copy(update={"bars": bars}), *others)})
    read = (
        read_back(write_sheet(first().model_copy(update={"schedule": schedule}))).sheet.schedule.rows[0].bars
    )
    assert [(bar.from_month, bar.to_month, bar.label) for bar in read] == months


# ── text ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "一つ目の段落。\n二つ目の段落は短い。\n\n空いた行のあと。",
        "長い文は紙の端で折り返し、" * 30 + "ここで終わる。",
        "open data portal で the quick brown fox jumps over the lazy dog " * 6 + "を公開する。",
        "【相談】" + "窓口を一つにまとめ、" * 20 + "案内した。\n【訪問】保健師が訪ねた。",
        "𠮷野家、髙﨑、葛\U000e0100城市、①㈱、A　B、3,800件〜5,000件。",
        "年2回 (前期・後期)、Wi-Fi と SNS。",
    ],
)
def test_prose_comes_back_with_its_paragraphs_and_without_its_wraps(text: str) -> None:
    expected = text.replace("\n\n", "\n")  # an empty line is not seen as a line
    assert plan_of(read_back(write_sheet(with_plan(text))).sheet) == expected


def test_word_longer_than_its_cell_comes_back_in_one_piece() -> None:
    address = "https://example.jp/" + "abcdefghij" * 20
    assert plan_of(read_back(write_sheet(with_plan(address))).sheet) == address


def test_blank_lost_at_a_wrap_beside_japanese_does_not_come_back() -> None:
    """What cannot be known: a line ends between a blank and a Japanese sign, and blanks at line ends are not printed."""
    text = "あ" * 80 + " " + "い" * 40
    found = plan_of(read_back(write_sheet(with_plan(" ".join((text,) * 4)))).sheet)
    assert found is not None
    assert "".join(found.split()) == text.replace(" ", "") * 4


def test_text_longer_than_a_page_is_one_text() -> None:
    text = "\n".join(f"第{number}の取組は、関係する課と話し合いながら進める。" * 4 for number in range(60))
    reading = read_back(write_sheet(with_plan(text)))
    assert plan_of(reading.sheet) == text
    assert reading.unread == ()


def test_reason_that_flows_to_the_next_page_stays_with_its_row() -> None:
    reason = "".join(f"理由その{number}は次のとおり。" for number in range(120))
    [direction, *others] = first().directions
    [project, *projects] = direction.work_plan.projects
    means = project.means[0].model_copy(update={"reason": reason})
    project = project.model_copy(update={"means": (means, *project.means[1:])})
    plan = direction.work_plan.model_copy(update={"projects": (project, *projects)})
    [line, *lines] = direction.budget_table.lines
    table = direction.budget_table.model_copy(
        update={"lines": (line.model_copy(update={"reason": reason}), *lines)}
    )
    direction = direction.model_copy(update={"work_plan": plan, "budget_table": table})
    sheet = first().model_copy(update={"directions": (direction, *others)})
    reading = read_back(write_sheet(sheet))
    assert printed(reading.sheet) == printed(sheet)
    assert (reading.unread, reading.uncertain) == ((), ())


def test_character_that_no_font_has_is_marked() -> None:
    reading = read_back(write_sheet(with_plan("線文字𐀀を含む。"), standard=None))
    assert plan_of(reading.sheet) == "線文字〓を含む。"
    place = f"/directions/{reading.sheet.directions[0].key}/plan/general"
    assert place in {doubt.place for doubt in reading.uncertain}


# ── silences ───────────────────────────────────────────────────────────────


def test_blank_form_has_nothing_to_say() -> None:
    layout = load_layout("mishima-2016")
    pdf = blank_form(layout, 2018, directions=2)
    reading = read_back(pdf)
    assert reading.unread == ()
    assert {doubt.detail for doubt in reading.uncertain} <= {"施策の方向の見出しが原資料にない"}
    assert reading.sheet.fiscal_year == 2018
    assert not any(isinstance(value, Entry) and value.written for _, value in leaves(reading.sheet))


def test_words_between_the_tables_are_not_lost() -> None:
    """A note at the foot of the form that no layout knows."""
    layout = load_layout(first().layout)
    data = layout.model_dump()
    for part in data["parts"]:
        for block in part["blocks"]:
            if block["kind"] == "notes":
                block["lines"] = ["※この頁だけの注意書き。"]
    other = type(layout).model_validate(data)
    [reading] = read_pdf(write_sheet(first(), layout=other), layout=layout, source="")
    assert [unread.text for unread in reading.unread] == ["※この頁だけの注意書き。"]
    assert reading.unread[0].origin.page == 1
    assert printed(reading.sheet) == printed(first())


def test_place_of_a_sheet_is_a_place_of_the_document() -> None:
    reading = read_back(write_sheet(first()))
    for place in reading.places:
        if not place.endswith(("presence", "fiscal_year")):
            get(reading.sheet, place)
