"""The steps from drawn lines and characters to cells and texts."""

from io import BytesIO

import pdfplumber
import pikepdf
import pytest
from pikepdf import Name

from hyoka.readers.pdf.bars import lanes_of, part_shafts
from hyoka.readers.pdf.colors import is_light, is_red
from hyoka.readers.pdf.device import draw
from hyoka.readers.pdf.drawing import ArrowHead, Drawing, Glyph, Stroke
from hyoka.readers.pdf.grid import Table, find_tables
from hyoka.readers.pdf.lines import lines_of, piece_of
from hyoka.readers.pdf.wraps import Piece, join_lines

SIZE = 10.0


def level(y: float, x0: float, x1: float, **looks: object) -> Stroke:
    return Stroke(x0, y, x1, y, **{"width": 0.5, "dashed": False, "light": False, **looks})  # type: ignore[arg-type]


def upright(x: float, y0: float, y1: float, **looks: object) -> Stroke:
    return Stroke(x, y0, x, y1, **{"width": 0.5, "dashed": False, "light": False, **looks})  # type: ignore[arg-type]


def frame(*lines: Stroke) -> list[Stroke]:
    """A frame of 100 × 40 with more lines in it."""
    return [level(0, 0, 100), level(40, 0, 100), upright(0, 0, 40), upright(100, 0, 40), *lines]


def cells(table: Table) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.down, cell.across) for cell in table.cells]


def signs(text: str, x: float = 0.0, y: float = 20.0, gap: float = 0.0) -> list[Glyph]:
    """Characters one behind the other, Latin ones half as wide."""
    glyphs = []
    for sign in text:
        width = SIZE / 2 if sign.isascii() else SIZE
        glyphs.append(Glyph(sign, x, x + width, y, SIZE, False))
        x += width + gap
    return glyphs


def line(text: str) -> Piece:
    return piece_of(signs(text))


# ── tables ─────────────────────────────────────────────────────────────────


def test_lines_that_cross_make_cells() -> None:
    [table] = find_tables(frame(level(20, 0, 100), upright(30, 0, 40)))
    assert cells(table) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    assert table.cell_at(15, 30) == 2
    assert table.cell_at(150, 30) == -1


def test_missing_line_makes_one_merged_cell() -> None:
    [table] = find_tables(frame(level(20, 30, 100), upright(30, 0, 40), upright(60, 20, 40)))
    assert cells(table) == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]


def test_line_drawn_in_pieces_a_little_apart_is_one_line() -> None:
    [table] = find_tables(frame(level(19.6, 0, 50.5), level(20.3, 51, 100)))
    assert cells(table) == [(0, 0, 1, 1), (1, 0, 1, 1)]


def test_tables_that_do_not_touch_are_two() -> None:
    apart = [level(60, 0, 100), level(80, 0, 100), upright(0, 60, 80), upright(100, 60, 80)]
    assert [table.box for table in find_tables([*apart, *frame()])] == [(0, 0, 100, 40), (0, 60, 100, 80)]


def test_cell_without_a_line_at_the_edge_of_the_page_is_still_a_cell() -> None:
    [table] = find_tables(
        [
            level(0, 0, 100),
            upright(0, 0, 40),
            upright(30, 0, 40),
            upright(100, 0, 40),
            level(20, 30, 100),
            level(40, 30, 100),
        ]
    )
    assert [(cell.row, cell.column, cell.open_below) for cell in table.cells] == [
        (0, 0, True),
        (0, 1, False),
        (1, 1, False),
    ]


def test_underlined_word_is_no_table() -> None:
    assert find_tables([level(10, 0, 50), level(30, 0, 50)]) == []


# ── bars ───────────────────────────────────────────────────────────────────

MONTHS = [100.0 + 20 * month for month in range(13)]


def test_shaft_with_heads_is_a_bar_and_not_a_border() -> None:
    heads = [ArrowHead(120, 50, points_left=True), ArrowHead(180, 50, points_left=False)]
    borders, shafts = part_shafts([level(50, 119, 181), level(60, 100, 340)], heads)
    assert [border.y0 for border in borders] == [60]
    [(_, [bar])] = lanes_of(shafts, MONTHS)
    assert (bar.first, bar.last, bar.begins, bar.ends) == (1, 3, True, True)


def test_dashed_shaft_has_no_known_end() -> None:
    _, shafts = part_shafts([level(50, 99, 341, width=0.9, dashed=True)], [])
    [(_, [bar])] = lanes_of(shafts, MONTHS)
    assert (bar.first, bar.last, bar.begins, bar.ends) == (0, 11, False, False)


def test_dotted_guide_between_months_is_neither() -> None:
    assert part_shafts([upright(120, 0, 40, width=0.3, dashed=True, light=True)], []) == ([], [])


def test_dashed_border_is_a_border() -> None:
    borders, shafts = part_shafts([upright(120, 0, 40, width=0.4, dashed=True)], [])
    assert (len(borders), shafts) == (1, [])


# ── pages ──


def page_saying(content: bytes) -> Drawing:
    """What a page of these instructions shows; /F is Helvetica."""
    pdf = pikepdf.Pdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    font = pikepdf.Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.obj.Contents = pikepdf.Stream(pdf, b"/F 10 Tf 20 50 Td " + content)
    saved = BytesIO()
    pdf.save(saved)
    with pdfplumber.open(saved) as opened:
        return draw(opened.pages[0].page_obj, 1, opened.rsrcmgr)


def text_of(drawing: Drawing) -> str:
    return "".join(glyph.text for glyph in drawing.glyphs)


def test_glyphs_mean_what_their_tag_says() -> None:
    """LibreOffice without a Japanese font draws the same box for every kanji, and tags each with the kanji meant."""
    assert text_of(page_saying(b"BT /Span<</ActualText<FEFF8A554FA1>>> BDC (AA) Tj EMC (x) Tj ET")) == "評価x"
    assert text_of(page_saying(b"BT /Span<</ActualText<FEFF8A554FA1>>> BDC (ABC) Tj EMC ET")) == "評価"


def test_tags_without_words_of_their_own_change_nothing() -> None:
    assert text_of(page_saying(b"BT /P <</MCID 0>> BDC /Span BMC (ok) Tj EMC EMC EMC ET")) == "ok"


def test_characters_outside_the_clipped_box_are_known_as_unseen() -> None:
    drawing = page_saying(
        b"q 0 0 30 100 re W n BT /F 10 Tf 20 50 Td (i) Tj 100 0 Td (i) Tj ET Q BT 50 20 Td (i) Tj ET"
    )
    assert [glyph.clip is None for glyph in drawing.glyphs] == [True, False, True]


def test_characters_that_stand_on_their_side_are_told() -> None:
    drawing = page_saying(b"BT (upright) Tj ET BT /F 10 Tf 0 1 -1 0 100 10 Tm (side) Tj ET")
    assert (text_of(drawing), drawing.askew) == ("upright", "side")


# ── characters ─────────────────────────────────────────────────────────────


def test_lines_are_read_from_left_to_right_whatever_was_drawn_first() -> None:
    drawn = [*signs("うえ", y=40), *reversed(signs("あい", y=20))]
    assert [piece_of(one).text for one in lines_of(drawn)] == ["あい", "うえ"]


def test_gap_between_words_is_a_blank_and_spread_kanji_are_not() -> None:
    assert piece_of([*signs("open"), *signs("data", x=23)]).text == "open data"
    assert piece_of(signs("所属部", gap=6)).text == "所属部"


def test_radicals_are_folded_into_kanji() -> None:
    assert line("⾏政").text == "行政"


@pytest.mark.parametrize(
    ("color", "red"),
    [
        ((0.75, 0, 0), True),
        ((0, 1, 1, 0), True),
        (0, False),
        ((1, 1, 1), False),
        (None, False),
        ((0, 0, 0.8), False),
    ],
)
def test_red_is_told_in_every_colour_space(color: object, red: bool) -> None:
    assert is_red(color) is red


def test_pattern_is_no_colour() -> None:
    assert not is_light("P1")
    assert not is_red(("P1",))


# ── wraps ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("窓口を一つにま", "とめる"), "窓口を一つにまとめる"),
        (("一つ目。", "二つ目。"), "一つ目。\n二つ目。"),
        (("open data", "portal site"), "open data portal site"),
        (("abcdefghijklmn", "opq"), "abcdefghijklmnopq"),
        (("電子申請はWeb", "サイトで"), "電子申請はWebサイトで"),
        (("まとめて終える。", "【次】"), "まとめて終える。\n【次】"),
        (("件数は、1,285", "人となり"), "件数は、1,285\n人となり"),
        (("同じことを、", "」という"), "同じことを、\n」という"),
    ],
)
def test_line_ends_are_wraps_only_where_the_line_is_full(lines: tuple[str, ...], text: str) -> None:
    """The cell is seven Japanese signs wide."""
    wide = 70.0 if "1,285" not in lines[0] and "同じ" not in lines[0] else 90.0
    assert join_lines([line(one) for one in lines], wide) == text


def test_full_line_that_was_ended_on_purpose_looks_wrapped() -> None:
    """What paper cannot tell: here two paragraphs were written."""
    assert join_lines([line("七つの文字です"), line("次の段落")], 70.0) == "七つの文字です次の段落"
