"""予算費目 — lines, and per fiscal year budget and settlement, each beside its general revenue."""

from hyoka.layouts import BudgetLines, Cell
from hyoka.sheet import BudgetLine, DirectionSheet, Presence, get
from hyoka.writers.pdf.printing import Box, Printing, at_year, spread
from hyoka.writers.pdf.table import row_height, table

YEAR_SHARE = 1.75


def print_budget_lines(block: BudgetLines, printing: Printing, direction: DirectionSheet) -> str:
    part = get(printing.sheet, block.at.replace("*", direction.key))
    lines: tuple[BudgetLine, ...] = part.lines
    if part.presence is Presence.NONE:
        lines = (BudgetLine(key="none", no="1", name=block.none),)
    return printing.heading(block.heading.text) + _Table(block, printing).set(lines)


class _Table:
    """The block's table. Amounts of one year stand in pairs: the sum, and the general revenue in it."""

    def __init__(self, block: BudgetLines, printing: Printing) -> None:
        self.block, self.printing = block, printing
        pair = 2 if len(block.amounts) > 2 and len(block.amounts) % 2 == 0 else 1
        self.rows: list[tuple[Cell, ...]] = [
            block.amounts[start : start + pair] for start in range(0, len(block.amounts), pair)
        ]
        self.pair = pair
        after = (block.cost_course, block.reason, block.reform)
        shares = [
            block.name.width, *[YEAR_SHARE] * len(printing.years), *(cell.width for cell in after),
        ]  # fmt: skip
        self.name, *rest = spread(printing.width, shares)
        self.years = rest[: len(printing.years)]
        self.after = rest[len(printing.years) :]

    def set(self, lines: tuple[BudgetLine, ...]) -> str:
        rows = [row for line in lines for row in self._line(line)]
        for _ in range(self.block.blank_rows - len(lines)):
            rows += self._blank()
        amounts = [width / self.pair for width in self.years for _ in range(self.pair)]
        return table([self.name, *amounts, *self.after], rows, self._header(), least=self.printing.least)

    def _header(self) -> list[list[Box]]:
        block, label = self.block, self.printing.label
        tall = 2 + len(self.rows)
        after = zip((block.cost_course, block.reason, block.reform), self.after, strict=True)
        upper = [
            label(block.name.label.text, self.name, down=tall),
            label(block.series.text, sum(self.years), across=self.pair * len(self.years)),
            *(label(cell.label.text, width, down=tall) for cell, width in after),
        ]
        years = [
            label(block.year_pattern.replace("{year}", year.short), width, across=self.pair)
            for year, width in zip(self.printing.years, self.years, strict=True)
        ]
        amounts = [
            [label(cell.label.text, width / self.pair) for width in self.years for cell in row]
            for row in self.rows
        ]
        return [upper, years, *amounts]

    def _line(self, line: BudgetLine | None) -> list[list[Box]]:
        block, value, tall = self.block, self.printing.value, len(self.rows)
        course, reason, reform = self.after
        first, *others = [self._amounts(line, row) for row in self.rows]
        row = [
            value(line, block.name, self.name, down=tall),
            *first,
            value(line, block.cost_course, course, look="c", down=tall),
            value(line, block.reason, reason, down=tall),
            value(line, block.reform, reform, look="c", down=tall),
        ]
        return [row, *others]

    def _blank(self) -> list[list[Box]]:
        if self.printing.yellow:
            return self._line(None)
        heights = [row_height(1)] * len(self.rows)
        amounts = [width / self.pair for width in self.years for _ in range(self.pair)]
        blank = self.printing.blank
        first = [
            blank([self.name], heights, ruled=False),
            blank(amounts, heights, ruled=True),
            blank(self.after, heights, ruled=False),
        ]
        return [first, *([] for _ in heights[1:])]

    def _amounts(self, line: BudgetLine | None, row: tuple[Cell, ...]) -> list[Box]:
        held = line.years if line else ()
        return [
            self.printing.value(at_year(held, year), cell, width / self.pair, look="f", year=year)
            for year, width in zip(self.printing.years, self.years, strict=True)
            for cell in row
        ]
