"""A report on paper: landscape, its headings on every page, tagged, every number there and inside its cell."""

from io import BytesIO

import pdfplumber
import pikepdf
import pytest
from tests.reports.city import every_report, example_city
from tests.writers.pdf.paper import crossings, pages_of, squash, text_of

from hyoka.reports import REPORTS, Column, Kind, Report, Row, format_value
from hyoka.reports.report import Cell, text
from hyoka.writers.pdf import write_report

HEADS = ("令和7年度　まとめ方: 部", "見本市　令和8年6月1日 10:05 現在　作業中の評価表 25冊")
EVERY = [pair for pair in every_report(example_city()) if "measure" not in pair[0]]


@pytest.mark.parametrize(("name", "report"), EVERY, ids=[name for name, _ in EVERY])
def test_every_value_is_printed_inside_its_cell(name, report):
    pdf = write_report(report, HEADS)
    printed = text_of(pdf)
    for row in report.rows:
        for column, cell in zip(report.columns, row.cells, strict=True):
            assert squash(format_value(column.kind, cell.value)) in printed, (row.key, column.name)
    for words in (report.title, *HEADS, *report.notes):
        assert squash(words) in printed
    assert not list(crossings(pdf))


def test_headings_and_page_numbers_stand_on_every_page():
    report = REPORTS["plan-indicators"].make(example_city(), {})
    pdf = write_report(report, HEADS)
    pages = [squash(page) for page in pages_of(pdf)]
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert "基本方針" in page and "達成状況" in page
        assert f"{number}/{len(pages)}" in page
    with pdfplumber.open(BytesIO(pdf)) as opened:
        assert all(round(page.width) == 842 and round(page.height) == 595 for page in opened.pages)


def test_it_can_be_read_aloud():
    pdf = write_report(REPORTS["results"].make(example_city(), {"what": "outcome", "by": "goal"}), HEADS)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert "pdfuaid" in opened.Root.Metadata.read_bytes().decode()
        assert str(opened.Root.Lang).startswith("ja")
        assert str(opened.docinfo["/Title"]).startswith("評価結果集計")
        tags = {str(node.S) for node in _nodes(opened.Root.StructTreeRoot)}
    assert {"/H1", "/Table", "/TH", "/TD"} <= tags


def _nodes(node):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _nodes(kid)


def test_what_people_wrote_is_never_markup():
    nasty = '#panic("x") $ \\ "引用" <b> @ref'
    report = Report(
        "題名 #[x]",
        (Column("a", nasty), Column("n", "数", Kind.COUNT)),
        (Row("r", (text(nasty), Cell(3))),),
        (nasty,),
    )
    assert squash(nasty) in text_of(write_report(report, [nasty]))  # fmt: skip


def test_a_report_of_nothing_is_a_page():
    assert (
        len(pages_of(write_report(Report("空", (Column("a", "あ"),), (), ("規則。",)), ["令和7年度"]))) == 1
    )


def test_many_columns_of_large_sums_fit():
    columns = (
        Column("group", "課", width=24),
        *(Column(f"c{at}", f"項目{at}の金額の合計", Kind.YEN) for at in range(14)),
    )
    row = Row("r", (text("都市整備部 都市計画課"), *(Cell(123_456_789_012) for _ in range(14))))
    pdf = write_report(Report("広い表", columns, (row,) * 3, ("規則。",)), ["令和7年度"])
    assert not list(crossings(pdf))  # fmt: skip
