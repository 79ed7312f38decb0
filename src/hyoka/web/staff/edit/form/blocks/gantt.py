"""線表 — per project its bars over the months, the words beside them, and the planned hours.

A bar lies in the table cells of its months; under it, where it may be edited, stand its months and its words.
"""

from django.utils.safestring import SafeString

from hyoka.layouts import Cell, Gantt, Label
from hyoka.sheet import MONTHS, Bar, BarKind, Place, ScheduleRow, get
from hyoka.web.staff.edit.form.blocks.table import table
from hyoka.web.staff.edit.form.control import BAR_KINDS, choices_of
from hyoka.web.staff.edit.form.drawing import Drawing
from hyoka.web.staff.edit.form.grid import Percent, columns
from hyoka.web.staff.edit.form.markup import joined, tag, words
from hyoka.web.staff.edit.form.rows import add_button, held, row_tools
from hyoka.web.words import say

_FROM = Cell(field="from_month", label=Label(text="開始月"))
_TO = Cell(field="to_month", label=Label(text="終了月"))
_KIND = Cell(field="kind", label=Label(text="線の種類"))


def draw_gantt(block: Gantt, drawing: Drawing) -> SafeString:
    at = Place(block.at)
    rows: tuple[ScheduleRow, ...] = get(drawing.sheet, at).rows
    label = drawing.label
    upper = [
        label(block.project.label.text, "col", down=2),
        *(label(block.month_pattern.replace("{month}", str(month)), "col", down=2) for month in MONTHS),
        label(block.hours_label.text, "colgroup", across=len(block.hours)),
    ]
    header = [tag("tr", *upper), tag("tr", *(label(cell.label.text, "col") for cell in block.hours))]
    bodies = [_row(block, drawing, at, rows, index) for index in range(len(rows))]
    across = 1 + len(MONTHS) + len(block.hours)
    shares: list[float | Percent] = [
        block.project.width,
        *[0.8] * len(MONTHS),
        *(cell.width for cell in block.hours),
    ]
    return tag(
        "div",
        table(block.bar.label.text, columns(shares), header, bodies or [_empty(across)], "gantt"),
        add_button(drawing, at, rows, say("事業を追加", "Add a project")),
        **held(drawing, at),
    )


def _row(block: Gantt, drawing: Drawing, at: Place, rows: tuple[ScheduleRow, ...], index: int) -> SafeString:
    row = rows[index]
    here = at / row.key
    lines: list[list[SafeString]] = []
    for number, bar in enumerate(row.bars):
        lines += _bar(block, drawing, here, row.bars, number, bar)
    lines = lines or [[tag("td", class_="cell", colspan=len(MONTHS))]]
    tools = joined(
        (
            row_tools(drawing, at, rows, index, row.project or ""),
            add_button(drawing, here, row.bars, say("線を追加", "Add a bar")),
        )
    )
    down = len(lines)
    lines[0].insert(0, drawing.value(row, here, block.project, look="name", down=down, below=tools))
    lines[0] += [drawing.value(row, here, cell, look="figure", down=down) for cell in block.hours]
    return tag("tbody", *(tag("tr", *line) for line in lines), data_row=here, **held(drawing, here))


def _bar(
    block: Gantt, drawing: Drawing, at: Place, bars: tuple[Bar, ...], number: int, bar: Bar
) -> list[list[SafeString]]:
    here = at / bar.key
    may_type = any(drawing.rights.may_type(here / name) for name in ("from_month", "to_month", "label"))
    drawn = [] if bar.from_month is None and bar.to_month is None and may_type else [_drawn(bar)]
    words_label = say("見出し", "Words") if may_type else ""
    line = tag(
        "span",
        *_months(drawing, here, bar),
        drawing.small(here / "label", bar, block.bar, "label", (), words_label),
        row_tools(drawing, at, bars, number, bar.label or say("線", "bar")) if may_type else "",
        class_="bar-line",
    )
    edited = [
        tag("td", line, class_=words("cell cell--bar", "cell--open" if may_type else ""), colspan=len(MONTHS))
    ]
    return [*drawn, edited]


def _months(drawing: Drawing, here: Place, bar: Bar) -> list[SafeString]:
    months = [
        drawing.small(
            here / cell.field,
            bar,
            cell,
            cell.field,
            choices_of(drawing.layout, here / cell.field, cell),
            word,
        )
        for cell, word in ((_FROM, say("から", "from")), (_TO, say("まで", "to")))
    ]
    if drawing.rights.may_type(here / "kind"):
        months.append(drawing.small(here / "kind", bar, _KIND, "kind", BAR_KINDS, say("種類", "kind")))
    return months


def _drawn(bar: Bar) -> list[SafeString]:
    """The bar in the cells of its months; an end that is not known has no head."""
    begin = MONTHS.index(bar.from_month) if bar.from_month else 0
    end = MONTHS.index(bar.to_month) + 1 if bar.to_month else len(MONTHS)
    if bar.kind is BarKind.EVENT and bar.from_month and not bar.to_month:
        end = begin + 1
    if bar.from_month is None and bar.to_month is None:
        return [tag("td", class_="cell month", colspan=len(MONTHS))]
    shaft = tag(
        "span",
        class_=words("bar", "bar--from" if bar.from_month else "", "bar--to" if bar.to_month else ""),
    )
    months = [tag("td", class_="month") for _ in MONTHS]
    return [
        *months[:begin],
        tag("td", shaft, class_="month month--bar", colspan=end - begin if end - begin > 1 else None),
        *months[end:],
    ]


def _empty(across: int) -> SafeString:
    said = say("まだ記入がありません", "Nothing filled in yet")
    return tag("tbody", tag("tr", tag("td", said, class_="cell cell--empty", colspan=across)))
