"""予算費目 — budget lines with their amounts by year, in one row or in several printed rows per line."""

import re
from dataclasses import dataclass, field

from hyoka.layouts import BudgetLines
from hyoka.readers.form.context import Context
from hyoka.readers.form.desk import Desk
from hyoka.readers.form.draft import Found, Part, Qualm, Row
from hyoka.readers.form.labels import key_of
from hyoka.readers.form.segment import year_in
from hyoka.readers.form.slots import split_number, take_apart_name
from hyoka.readers.reading import Doubt

_SHIFTED = Qualm(Doubt.SHIFTED, "この行は欄の数が合わず、どの列の値か確かでない")
_NO_YEARS = Qualm(Doubt.GUESSED, "年度の見出しが欠けているため、並びから推定した")
_NO_NAME = Qualm(Doubt.UNCLEAR, "費目名の行が原資料にない")
_WITH_GENERAL = re.compile(r"(.*?)\s*[(（]\s*([^()（）]*)[)）]", re.DOTALL)


@dataclass
class _Head:
    """The printed head: which field and year each column holds, per printed row of a line."""

    columns: dict[str, int] = field(default_factory=dict)  # name, cost_course, reason, reform → column
    years: dict[int, int] = field(default_factory=dict)  # column at which a year begins → fiscal year
    amounts: list[dict[int, list[int]]] = field(default_factory=list)  # per row: column → amounts
    width: int = 0
    guessed: bool = False

    def year_of(self, column: int) -> int | None:
        begun = [at for at in self.years if at <= column]
        return self.years[max(begun)] if begun else None


def read_budget_lines(context: Context, block: int, rows: list[int]) -> None:
    """The budget table of the direction whose page this is."""
    desk = context.desk
    spec = desk.book.blocks[block]
    assert isinstance(spec, BudgetLines)
    part = context.direction().budget_table
    context.is_new_page = False
    head = _Head()
    lines_begun = False
    level = 0
    for row in rows:
        if _is_head(desk, row, block, spec):
            if lines_begun:
                head, lines_begun = _Head(), False
            _read_head(desk, row, block, spec, head)
            continue
        if not head.width:
            desk.leave_row(row, "予算費目の表の見出しがないため、どの欄か分からない")
            continue
        if not lines_begun:
            _settle(head, context.years)
            lines_begun = True
        if desk.is_stray(row, head.width) and not _is_none(desk, row, spec):
            continue
        name = desk.text(row, head.columns.get("name", 0))
        level = 0 if name or level + 1 >= max(len(head.amounts), 1) else level + 1
        if desk.is_blank(row):
            part.form_seen = True
        else:
            _read_line(context, spec, part, row, level, head)


def _is_head(desk: Desk, row: int, block: int, spec: BudgetLines) -> bool:
    filled = [text for _, text in desk.filled(row)]
    known = sum(bool(desk.book.names_in(block, text)) or year_in(spec, text) is not None for text in filled)
    return known > 0 and known * 2 >= len(filled)


def _read_head(desk: Desk, row: int, block: int, spec: BudgetLines, head: _Head) -> None:
    amounts: dict[int, list[int]] = {}
    for column, text in desk.filled(row):
        year = year_in(spec, text)
        names = desk.book.names_in(block, text)
        if year is not None:
            head.years[column] = year
        for name in names:
            if name in ("name", "cost_course", "reason", "reform"):
                head.columns.setdefault(name, column)
        if any(name.startswith("amount:") for name in names):
            amounts[column] = []
        if year is not None or names:
            desk.tick(row, column)
        if names != ("heading",):
            head.width = max(head.width, desk.width(row))
    if amounts:
        _which_amounts(desk, row, spec, amounts)
        head.amounts.append(amounts)


def _which_amounts(desk: Desk, row: int, spec: BudgetLines, columns: dict[int, list[int]]) -> None:
    """Resolve labels that several amounts share (うち一般財源) by the amount printed before them."""
    keys = [key_of(cell.label.text) for cell in spec.amounts]
    last = -1
    for column, fields in columns.items():
        for label in desk.book.labels_in(desk.text(row, column)):
            able = [index for index, key in enumerate(keys) if key == label]
            if able:
                last = next((index for index in able if index > last), able[0])
                fields.append(last)


def _settle(head: _Head, expected: tuple[int, ...]) -> None:
    """Years of columns whose heads are lost, from the years of the other tables."""
    columns = sorted({column for amounts in head.amounts for column in amounts})
    years = list(head.years.values())
    if not columns or (
        years and years == list(range(years[0], years[0] + len(years))) and set(expected) <= set(years)
    ):
        return
    if years and not set(years) <= set(expected):
        return
    if expected and len(columns) % len(expected) == 0:
        width = len(columns) // len(expected)
        head.years = {columns[index * width]: year for index, year in enumerate(expected)}
        head.guessed = True


def _read_line(context: Context, spec: BudgetLines, part: Part, row: int, level: int, head: _Head) -> None:
    desk = context.desk
    at = head.columns.get("name", 0)
    name = desk.text(row, at)
    if name:
        found = desk.found(row, at)
        values = take_apart_name(context.layout, spec.name.pattern, found)
        if _is_none(desk, row, spec) and not _amounts_in(desk, row, head):
            part.none = found
            desk.tick_row(row)
            return
        part.rows.append(Row(cells=values))
    elif not part.rows or level == 0:
        part.rows.append(Row(qualms=[_NO_NAME]))
    line = part.rows[-1]
    shifted = (_SHIFTED,) if desk.width(row) != head.width and not desk.trimmed else ()
    _read_amounts(
        desk, line, row, head.amounts[level] if level < len(head.amounts) else {}, spec, head, shifted
    )
    for field_name, column in _behind(spec, head):
        if column < desk.width(row) or desk.trimmed:
            found = (
                desk.found(row, column, None, *shifted)
                if column < desk.width(row)
                else Found("", row, column)
            )
            if found.text or field_name not in line.cells:
                line.put(field_name, found)


def _is_none(desk: Desk, row: int, spec: BudgetLines) -> bool:
    """Whether the row begins with the word for an explicit none."""
    first = next((text for _, text in desk.filled(row)), "")
    return key_of(split_number(first)[1]) == key_of(spec.none)


def _behind(spec: BudgetLines, head: _Head) -> list[tuple[str, int]]:
    cells = (("cost_course", spec.cost_course), ("reason", spec.reason), ("reform", spec.reform))
    return [(cell.field, head.columns[name]) for name, cell in cells if name in head.columns]


def _amounts_in(desk: Desk, row: int, head: _Head) -> bool:
    return any(desk.text(row, column) for amounts in head.amounts for column in amounts)


def _read_amounts(
    desk: Desk,
    line: Row,
    row: int,
    columns: dict[int, list[int]],
    spec: BudgetLines,
    head: _Head,
    shifted: tuple[Qualm, ...],
) -> None:
    qualms = (*shifted, _NO_YEARS) if head.guessed else shifted
    for year in head.years.values():
        line.years.setdefault(year, {})
    for column, fields in columns.items():
        of_year = head.year_of(column)
        if of_year is None or (column >= desk.width(row) and not desk.trimmed):
            continue
        found = desk.found(row, column, None, *qualms) if column < desk.width(row) else Found("", row, column)
        for index, value in zip(fields, _amounts_of(found, len(fields)), strict=False):
            line.years[of_year].setdefault(spec.amounts[index].field, value)


def _amounts_of(found: Found, count: int) -> list[Found]:
    """The amounts of one cell: 1,000 (500) where a column holds an amount and its part."""
    if count == 1:
        return [found]
    split = _WITH_GENERAL.fullmatch(found.text)
    if split:
        return [found.saying(split[1].strip()), found.saying(split[2].strip())]
    return [found, *[found.saying("")] * (count - 1)]
