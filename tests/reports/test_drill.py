"""Every number leads to figures that give it: no number of any report is without its sheets."""

import pytest
from tests.reports.city import every_report, example_city

from hyoka.reports import REPORTS, Kind, Part
from hyoka.reports.report import Cell

EVERY = list(every_report(example_city()))


@pytest.mark.parametrize(("name", "report"), EVERY, ids=[name for name, _ in EVERY])
def test_figures_behind_every_number_give_it(name, report):
    for row in report.rows:
        for column, cell in zip(report.columns, row.cells, strict=True):
            if column.kind is not Kind.BITS:
                assert cell.adds_up, (row.key, column.name, cell.value, cell.total)


@pytest.mark.parametrize(("name", "report"), EVERY, ids=[name for name, _ in EVERY])
def test_rows_and_columns_are_named_once(name, report):
    assert len({row.key for row in report.rows}) == len(report.rows)
    assert len({column.name for column in report.columns}) == len(report.columns)
    assert all(len(row.cells) == len(report.columns) for row in report.rows)
    assert report.notes and all(note.endswith("。") for note in report.notes)


def test_every_part_is_of_a_sheet_of_the_city():
    city = example_city()
    keys = {sheet.key for sheet in (*city.sheets, *city.before)}
    parts = [part for _, report in EVERY for row in report.rows for cell in row.cells for part in cell.parts]
    assert len(parts) > 10_000
    assert {part.sheet for part in parts} == keys


def test_a_cell_whose_figures_do_not_give_it_is_found_out():
    two = [Part("a", "/", 1), Part("b", "/", 1)]
    assert Cell(2, two).adds_up and not Cell(3, two).adds_up and not Cell(3).adds_up
    assert Cell(50, two[:1], two).adds_up and not Cell(51, two[:1], two).adds_up


def test_the_reports_that_the_issue_asks_for_are_there():
    assert [maker.title for maker in REPORTS.values()] == [
        "総合計画施策指標一覧", "評価結果集計", "事業費集計", "人員・時間集計", "行革大綱の進捗", "前年度との比較",
        "未確定の実績", "指摘の集計", "いつもの答え", "別の規則での判定",
    ]  # fmt: skip


def test_an_empty_city_has_reports_too():
    from tests.reports.city import city_of

    for name, report in every_report(city_of([])):
        assert all(row.is_total for row in report.rows), name
