"""様式の外の記入 — cells of the form's worksheets that no line of the list knows and no label of the form says."""

from collections.abc import Iterator, Mapping
from typing import Any

from hyoka.layouts import BudgetLines, Gantt, Layout
from hyoka.readers.reading import Origin, Unread
from hyoka.readers.xlsx_lines import Rows, Section, address_of, cells_of
from hyoka.readers.xlsx_text import text_of
from hyoka.sheet import MONTHS, Sheet


def unread_cells(
    section: Section, layout: Layout, sheet: Sheet, worksheets: Mapping[str, Rows]
) -> Iterator[Unread]:
    """What somebody wrote beside the form."""
    known: dict[str, set[tuple[int, int]]] = {line.worksheet: set() for line in section.form}
    for line in (*section.form, *section.lines):
        if line.cell and line.worksheet in known:
            known[line.worksheet].update(cells_of(line.cell))
    words = form_words(layout, sheet)
    for name, cells in known.items():
        for row, values in enumerate(worksheets[name]):
            for column, value in enumerate(values):
                if value in (None, "") or (row, column) in cells:
                    continue
                text = text_of(value, money=False).text
                if text.strip() and text not in words:
                    origin = Origin(worksheet=name, cell=address_of(row, column))
                    yield Unread(text=text, origin=origin, reason="様式の欄ではないセルの記入")


def form_words(layout: Layout, sheet: Sheet) -> set[str]:
    """Every word that the form itself prints."""
    words = set(_strings(layout.model_dump()))
    words |= {word.replace("{year}", sheet.fiscal_year.wareki) for word in words if "{year}" in word}
    years = layout.years.of(sheet.fiscal_year)
    words |= {year.short for year in years}
    for block in layout.blocks:
        if isinstance(block, BudgetLines):
            words |= {block.year_pattern.replace("{year}", year.short) for year in years}
        if isinstance(block, Gantt):
            words |= {block.month_pattern.replace("{month}", str(month)) for month in MONTHS}
    return words


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _strings(inner)
