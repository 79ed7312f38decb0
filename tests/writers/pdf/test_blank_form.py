"""The blank form for filling in by hand: rows enough, cells of the evaluation in yellow."""

from io import BytesIO

import pdfplumber
import pytest
from tests.writers.pdf.paper import crossings, pages_of, squash

from hyoka.layouts import load_layout
from hyoka.sheet import Head
from hyoka.writers.pdf import blank_form

YELLOW = (1.0, 0.949, 0.659)


def yellow_boxes(pdf: bytes) -> list[list[tuple[float, float]]]:
    """Per page the middles of the yellow cells."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return [
            [
                ((box["x0"] + box["x1"]) / 2, (box["top"] + box["bottom"]) / 2)
                for box in page.rects
                if box["fill"] and tuple(round(part, 3) for part in box["non_stroking_color"]) == YELLOW
            ]
            for page in opened.pages
        ]


def test_cells_of_the_evaluation_are_yellow() -> None:
    summary, direction, budget, schedule = yellow_boxes(blank_form(load_layout("mishima-2016"), 2018))
    assert len(summary) == 2 + 6 * 2  # 決算額・繰越、成果指標6件の実績・進捗（いずれも当年度だけ）
    assert len(direction) == 4 + 4 * (2 + 2)  # Check・Action、4行の実績・達成状況・方針・理由
    assert len(budget) == 4 * (2 + 2)  # 4行の決算額・一般財源・方向性・理由
    assert schedule == []


def test_only_the_sheets_own_year_waits_for_actuals() -> None:
    summary, *_ = yellow_boxes(blank_form(load_layout("mishima-2016"), 2018))
    columns = {round(x) for x, _ in summary}
    assert len(columns) == 2  # H30 of the money, H30 of the indicators


def test_form_has_pages_for_every_direction() -> None:
    assert len(pages_of(blank_form(load_layout("mishima-2016"), 2018, directions=3))) == 1 + 2 * 3 + 1


def test_blank_form_says_nothing_of_directions_it_does_not_know() -> None:
    assert "()" not in squash("".join(pages_of(blank_form(load_layout("mishima-2016"), 2018))))


def test_what_is_known_beforehand_can_be_printed() -> None:
    pages = pages_of(blank_form(load_layout("mishima-2016"), 2018, head=Head(division="見本課")))
    assert "見本課" in pages[0]


@pytest.mark.parametrize("name", ["mishima-2016", "jimujigyo"])
def test_every_form_has_room_for_its_words(name: str) -> None:
    assert list(crossings(blank_form(load_layout(name), 2018))) == []
