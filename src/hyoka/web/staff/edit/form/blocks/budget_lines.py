"""予算費目 — lines, and per fiscal year budget and settlement, each beside its general revenue."""

from django.utils.safestring import SafeString

from hyoka.layouts import BudgetLines, Cell, Label
from hyoka.sheet import BudgetLine, BudgetTable, DirectionSheet, Place, Presence, get
from hyoka.web.staff.edit.form.blocks.table import table
from hyoka.web.staff.edit.form.control import presence_choices
from hyoka.web.staff.edit.form.drawing import Drawing
from hyoka.web.staff.edit.form.grid import Percent, at_year, columns
from hyoka.web.staff.edit.form.markup import joined, tag
from hyoka.web.staff.edit.form.rows import add_button, held, row_tools
from hyoka.web.words import say

YEAR_SHARE = 1.75
_PRESENCE = Cell(field="presence", label=Label(text="記載の有無"))


def draw_budget_lines(block: BudgetLines, drawing: Drawing, direction: DirectionSheet) -> SafeString:
    return _Table(block, drawing, Place(block.at.replace("*", direction.key))).draw()


class _Table:
    """The block's table. Amounts of one year stand in pairs: the sum, and the general revenue in it."""

    def __init__(self, block: BudgetLines, drawing: Drawing, at: Place) -> None:
        self.block, self.drawing, self.at = block, drawing, at
        self.pair = 2 if len(block.amounts) > 2 and len(block.amounts) % 2 == 0 else 1
        self.rows: list[tuple[Cell, ...]] = [
            block.amounts[start : start + self.pair] for start in range(0, len(block.amounts), self.pair)
        ]
        self.after = (block.cost_course, block.reason, block.reform)

    def draw(self) -> SafeString:
        part: BudgetTable = get(self.drawing.sheet, self.at)
        lines = part.lines
        amounts = [YEAR_SHARE / self.pair] * (len(self.drawing.years) * self.pair)
        shares: list[float | Percent] = [
            self.block.name.width,
            *amounts,
            *(cell.width for cell in self.after),
        ]
        bodies = [self._line(lines, index) for index in range(len(lines))]
        return tag(
            "div",
            table(
                self.block.heading.text,
                columns(shares),
                self._header(),
                bodies or [self._without_lines(part, len(shares))],
                "budget",
            ),
            add_button(self.drawing, self.at, lines, say("費目を追加", "Add a budget line")),
            **held(self.drawing, self.at),
        )

    def _header(self) -> list[SafeString]:
        block, label, years = self.block, self.drawing.label, self.drawing.years
        tall = 2 + len(self.rows)
        upper = [
            label(block.name.label.text, "col", down=tall),
            label(block.series.text, "colgroup", across=self.pair * len(years)),
            *(label(cell.label.text, "col", down=tall) for cell in self.after),
        ]
        named = [
            label(block.year_pattern.replace("{year}", year.short), "colgroup", across=self.pair)
            for year in years
        ]
        amounts = [[label(cell.label.text, "col") for _ in years for cell in row] for row in self.rows]
        return [tag("tr", *row) for row in (upper, named, *amounts)]

    def _line(self, lines: tuple[BudgetLine, ...], index: int) -> SafeString:
        line, drawing, tall = lines[index], self.drawing, len(self.rows)
        here = self.at / line.key
        first, *others = [self._amounts(line, here, row) for row in self.rows]
        tools = row_tools(drawing, self.at, lines, index, f"{line.no or ''} {line.name or ''}".strip())
        row = [
            drawing.value(line, here, self.block.name, look="name", down=tall, below=tools),
            *first,
            drawing.value(line, here, self.block.cost_course, look="figure", down=tall),
            drawing.value(line, here, self.block.reason, look="name", down=tall),
            drawing.value(line, here, self.block.reform, look="figure", down=tall),
        ]
        return tag("tbody", tag("tr", *row), joined(tag("tr", *row) for row in others), data_row=here)

    def _amounts(self, line: BudgetLine, here: Place, row: tuple[Cell, ...]) -> list[SafeString]:
        return [
            self.drawing.value(at_year(line.years, year), here / int(year), cell, look="amount", year=year)
            for year in self.drawing.years
            for cell in row
        ]

    def _without_lines(self, part: BudgetTable, across: int) -> SafeString:
        """No lines: still blank, or an explicit none."""
        said = self.drawing.small(
            self.at / "presence", part, _PRESENCE, "presence", presence_choices(self.block.none), "記載の有無"
        )
        is_none = part.presence is Presence.NONE
        return tag(
            "tbody",
            tag("tr", tag("td", said, class_="cell" if is_none else "cell cell--empty", colspan=across)),
        )
