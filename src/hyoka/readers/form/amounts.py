"""年度別の金額 — one row per kind of amount, one column per fiscal year."""

from collections import Counter

from hyoka.layouts import AmountsByYear
from hyoka.readers.form.context import Context
from hyoka.readers.form.draft import Found, Part, Qualm, Row
from hyoka.readers.form.years import read_year_head, settle_years
from hyoka.readers.reading import Doubt

_SHIFTED = Qualm(Doubt.SHIFTED, "この行は欄の数が合わず、どの年度の値か確かでない")
_MERGED = Qualm(Doubt.MERGED, "隣の欄と一つになっていた")


def read_amounts(context: Context, block: int, rows: list[int], part: Part) -> None:
    """The table of amounts; it is there as soon as one of its rows is."""
    desk = context.desk
    spec = desk.book.blocks[block]
    assert isinstance(spec, AmountsByYear)
    head = None
    lines: dict[str, tuple[int, list[Found]]] = {}
    for row in rows:
        line = _line(context, block, row)
        if line is None:
            label = next(
                (column for column, text in desk.filled(row) if "year" in desk.book.names_in(block, text)),
                None,
            )
            head = read_year_head(desk, row, label) or head
            if head is None:
                desk.leave_row(row, "金額の表にあるが、どの欄か分からない")
        elif line[0] not in lines:
            lines[line[0]] = (row, line[1])
    if not lines and head is None:
        return
    widths = Counter(len(cells) + 1 for _, cells in lines.values())
    if head:
        widths[head.tail] += 1
    tail = max(widths) if desk.trimmed else widths.most_common(1)[0][0]
    years, qualm = settle_years(head, tail, tail, context.years, trimmed=desk.trimmed)
    context.learn_years(list(years.values()), sure=qualm is None)
    by_year = {year: Row() for year in sorted(years.values())}
    for name, (row, cells) in lines.items():
        cells = _fit(cells, tail - 1, row, trimmed=desk.trimmed)
        for distance, year in years.items():
            if distance <= len(cells):
                by_year[year].put(name, cells[distance - 1])
        for cell in cells[max(years, default=0) :]:
            if cell.text:
                desk.leave(cell.row, cell.column, "年度の分からない金額")
    part.qualms += [qualm] if qualm else []
    if not part.rows:
        part.rows = [Row(cells=row.cells, years={year: {}}) for year, row in by_year.items()]


def _line(context: Context, block: int, row: int) -> tuple[str, list[Found]] | None:
    """The field and the cells of a row of amounts."""
    desk = context.desk
    for column, text in desk.filled(row):
        names = [name for name in desk.book.names_in(block, text) if name.startswith("row:")]
        if names:
            desk.tick(row, column)
            return names[-1].removeprefix("row:"), [
                desk.found(row, at) for at in range(column + 1, desk.width(row))
            ]
        split = desk.split_label(text)
        names = [role.name for role in desk.book.roles[split[0]] if role.block == block] if split else []
        if split and names and names[0].startswith("row:"):
            first = desk.found(row, column, split[1], _MERGED)
            rest = [desk.found(row, at) for at in range(column + 1, desk.width(row))]
            return names[0].removeprefix("row:"), [first, *rest]
        return None
    return None


def _fit(cells: list[Found], want: int, row: int, *, trimmed: bool) -> list[Found]:
    """The cells in as many columns as the table has; marked where that cannot be sure."""
    lacking = want - len(cells)
    if lacking > 0 and trimmed:
        return [*cells, *(Found("", row, len(cells) + index + 1) for index in range(lacking))]
    if lacking > 0:
        able = [index for index, cell in enumerate(cells) if len(cell.text.split(" ")) == lacking + 1]
        if len(able) == 1:
            at = able[0]
            pieces = [cells[at].saying(piece).doubted(_MERGED) for piece in cells[at].text.split(" ")]
            return [*cells[:at], *pieces, *cells[at + 1 :]]
    return [cell.doubted(_SHIFTED) for cell in cells] if lacking else cells
