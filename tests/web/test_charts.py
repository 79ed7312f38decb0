"""Charts are safe under the CSP, and say in words what they show."""

import re
from decimal import Decimal
from xml.etree import ElementTree

from hyoka.web.charts import Bar, Board, Point, sparkline

LENDING = [Point("R05", Decimal("5.2"), Decimal("5.1")), Point("R06", Decimal("5.3")), Point("R07", 6, 7)]
PROGRESS = Board(
    "進捗", ("作成中", "係長確認", "確定"), (Bar("<図書館>", (1, 2, 3)), Bar("土木課", (0, 0, 9)))
)


def test_charts_are_well_formed_and_have_no_style_and_no_script():
    for svg in (
        sparkline(LENDING, title="貸出 & 返却"),
        PROGRESS.svg(),
        *(swatch for _, swatch in PROGRESS.legend()),
    ):
        ElementTree.fromstring(svg)
        assert not re.search(r"\sstyle=|<style|<script|\son\w+=", svg)


def test_missing_year_breaks_the_line_and_is_no_zero():
    svg = sparkline(LENDING, title="貸出冊数")
    actual = re.findall(r'<path d="([^"]*)"', svg)[1]
    assert actual.count("M") == 2 and "L" not in actual
    assert svg.count("<circle") == 2
    assert "R06 目標 5.3 実績 なし" in svg


def test_zero_is_drawn():
    assert sparkline([Point("R05", 0, 0)], title="件数").count("<circle") == 1


def test_written_words_go_before_figures_in_the_description():
    assert "実績 約5冊" in sparkline([Point("R05", None, 5, actual_text="約5冊")], title="貸出冊数")


def test_series_without_any_figure_has_no_chart():
    assert sparkline([Point("R05"), Point("R06")], title="貸出冊数") == ""


def test_target_and_actual_differ_in_shape():
    svg = sparkline(LENDING, title="貸出冊数")
    assert "stroke-dasharray" in svg and svg.count("h6v6h-6z") == 3


def test_bars_tell_all_their_numbers_and_escape_names():
    svg = PROGRESS.svg()
    assert "&lt;図書館&gt; 作成中 1 係長確認 2 確定 3" in svg and "<図書館>" not in svg


def test_parts_of_nothing_are_not_drawn():
    nothing = Board("進捗", ("作成中", "確定"), (Bar("土木課", (0, 0)),))
    assert 'height="19"' in PROGRESS.svg() and 'height="19"' not in nothing.svg()
    assert nothing.rows()[1] == ("土木課", "0", "0", "0")


def test_patterns_of_two_boards_do_not_meet():
    assert 'id="other-1"' in Board("別", PROGRESS.series, PROGRESS.bars, key="other").svg()
