"""予算費目 — lines, and per fiscal year budget and settlement, each beside its general revenue."""

from hyoka.layouts import BudgetLines, Cell
from hyoka.sheet import BudgetLine, DirectionSheet, Presence, get
from hyoka.writers.pdf.printing import Printing, at_year, spread, table

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
        cells = []
        for line in [*lines, *[None] * (self.block.blank_rows - len(lines))]:
            cells += self._line(line)
        amounts = [width / self.pair for width in self.years for _ in range(self.pair)]
        return table([self.name, *amounts, *self.after], cells, self._header())

    def _header(self) -> list[str]:
        block, printing = self.block, self.printing
        tall = f"rowspan: {2 + len(self.rows)}, "
        after = zip((block.cost_course, block.reason, block.reform), self.after, strict=True)
        years = zip(printing.years, self.years, strict=True)
        cells = [
            printing.label(block.name.label.text, self.name, tall),
            printing.label(block.series.text, sum(self.years), f"colspan: {self.pair * len(self.years)}, "),
            *(printing.label(cell.label.text, width, tall) for cell, width in after),
        ]
        for year, width in years:
            words = block.year_pattern.replace("{year}", year.short)
            cells.append(printing.label(words, width, f"colspan: {self.pair}, "))
        for row in self.rows:
            for width in self.years:
                cells += [printing.label(cell.label.text, width / self.pair) for cell in row]
        return cells

    def _line(self, line: BudgetLine | None) -> list[str]:
        block, printing = self.block, self.printing
        tall = f"rowspan: {len(self.rows)}, "
        course, reason, reform = self.after
        years = line.years if line else ()
        first, *others = [
            [
                printing.value(at_year(years, year), cell, width / self.pair, look="f", year=year)
                for year, width in zip(printing.years, self.years, strict=True)
                for cell in row
            ]
            for row in self.rows
        ]
        return [
            printing.value(line, block.name, self.name, spans=tall),
            *first,
            printing.value(line, block.cost_course, course, look="c", spans=tall),
            printing.value(line, block.reason, reason, spans=tall),
            printing.value(line, block.reform, reform, look="c", spans=tall),
            *(cell for row in others for cell in row),
        ]
