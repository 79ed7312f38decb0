"""A book of many sheets: contents, bookmarks and page numbers are right across its chunks."""

from io import BytesIO

import pdfplumber
import pikepdf
import pytest
from tests.writers.pdf.paper import crossings, pages_of, squash
from tests.writers.pdf.sample import a_sheet

from hyoka.layouts import NoSuchLayout
from hyoka.sheet import PlanPosition, Sheet
from hyoka.writers.pdf import write_book


def some_sheets(count: int) -> list[Sheet]:
    """Sheets of different lengths, told apart by their measures."""
    return [
        a_sheet(
            key=f"sheet{number}",
            position=PlanPosition(measure_no=str(number), measure=f"施策その{number}"),
            directions=a_sheet().directions[: number % 3],
        )
        for number in range(1, count + 1)
    ]


def lengths(count: int) -> list[int]:
    return [2 + 2 * (number % 3) for number in range(1, count + 1)]


@pytest.mark.parametrize("chunk", [1, 2, 5, 100])
def test_contents_name_the_page_on_which_a_sheet_begins(chunk: int) -> None:
    pages = [squash(page) for page in pages_of(write_book(some_sheets(5), chunk=chunk))]
    starts = [1 + 1 + sum(lengths(5)[:number]) for number in range(5)]
    for number, start in enumerate(starts, start=1):
        assert f"{number}施策その{number}見本課{start}" in pages[0]
        assert f"{number}施策その{number}" in pages[start - 1]
        assert pages[start - 1].startswith("平成30年度行政評価表")


def test_book_does_not_depend_on_its_chunks() -> None:
    books = [pages_of(write_book(some_sheets(5), chunk=chunk)) for chunk in (1, 3)]
    assert books[0] == books[1]


def test_every_page_has_its_number_in_the_middle_of_its_foot() -> None:
    with pdfplumber.open(BytesIO(write_book(some_sheets(4), chunk=3))) as book:
        feet = [
            page.crop(
                (page.width / 2 - 30, page.height - 28, page.width / 2 + 30, page.height)
            ).extract_text()
            for page in book.pages
        ]
    assert feet == [str(number) for number in range(1, 2 + sum(lengths(4)))]


def test_lines_of_the_contents_lead_to_their_pages() -> None:
    with pikepdf.open(BytesIO(write_book(some_sheets(5), chunk=2))) as book:
        places = {page.obj.objgen: number for number, page in enumerate(book.pages, start=1)}
        links = [places[link.Dest[0].objgen] for link in book.pages[0].obj.Annots]
        assert all("/A" not in link for link in book.pages[0].obj.Annots)
    assert sorted(set(links)) == [2 + sum(lengths(5)[:number]) for number in range(5)]


def test_bookmarks_of_all_chunks_are_there() -> None:
    with pikepdf.open(BytesIO(write_book(some_sheets(5), chunk=2))) as book:
        places = {page.obj.objgen: number for number, page in enumerate(book.pages, start=1)}
        with book.open_outline() as outline:
            first, *others = outline.root
            assert first.title == "目次"
            assert [item.title for item in others] == [
                f"平成30年度 行政評価表 見本課 {number} 施策その{number}" for number in range(1, 6)
            ]
            assert [[child.title[:3] for child in item.children] for item in others[:2]] == [
                ["総括表", "個表(", "予算費", "スケジ"],
                ["総括表", "個表(", "予算費", "個表(", "予算費", "スケジ"],
            ]
            assert [places[item.destination[0].objgen] for item in others] == [
                2 + sum(lengths(5)[:number]) for number in range(5)
            ]


def test_long_contents_take_several_pages_and_count_them() -> None:
    sheets = [sheet.model_copy(update={"directions": ()}) for sheet in some_sheets(60)]
    with pdfplumber.open(BytesIO(write_book(sheets, chunk=20))) as book:
        ahead = len(book.pages) - 2 * 60
        last = squash(book.pages[ahead - 1].extract_text())
        target = squash(book.pages[ahead + 2 * 59].extract_text())
    assert ahead >= 2
    assert f"60施策その60見本課{ahead + 2 * 59 + 1}" in last
    assert "60施策その60" in target


def test_nothing_leaves_its_cell_in_a_book() -> None:
    assert list(crossings(write_book(some_sheets(2)))) == []


def test_book_says_its_title_and_language() -> None:
    with pikepdf.open(BytesIO(write_book(some_sheets(2), title="見本市 平成30年度"))) as book:
        assert str(book.Root.Lang) == "ja"
        with book.open_metadata() as metadata:
            assert metadata["dc:title"] == "見本市 平成30年度"


def test_progress_counts_every_sheet() -> None:
    told: list[int] = []
    write_book(some_sheets(5), chunk=2, progress=told.append)
    assert told == [2, 4, 5]


def test_layouts_may_differ_within_a_book() -> None:
    pages = pages_of(write_book([a_sheet(directions=()), a_sheet(key="other", layout="jimujigyo")], chunk=1))
    assert "事務事業評価シート" in "".join(pages)


def test_a_book_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="評価表がありません"):
        write_book([])


def test_unknown_layout_is_named() -> None:
    with pytest.raises(NoSuchLayout, match="様式「nowhere」はありません"):
        write_book([a_sheet(layout="nowhere")])
