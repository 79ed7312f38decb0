"""指標の表 — the outcome indicators of the whole measure."""

from hyoka.layouts import IndicatorSeries
from hyoka.sheet import OutcomeIndicator, get
from hyoka.writers.pdf.blocks.series import blank_series, series_rows
from hyoka.writers.pdf.printing import Box, Printing, label_width, spread
from hyoka.writers.pdf.table import table

YEAR_SHARE = 1.05


def print_indicators(block: IndicatorSeries, printing: Printing) -> str:
    part = get(printing.sheet, block.at)
    return _Table(block, printing).set(getattr(part, part.ROWS))


class _Table:
    """The block's table: the columns are measured once, then rows are set."""

    def __init__(self, block: IndicatorSeries, printing: Printing) -> None:
        self.block, self.printing = block, printing
        self.label = label_width([block.year_label.text, *(cell.label.text for cell in block.rows)])
        shares = [block.name.width, block.definition.width, *[YEAR_SHARE] * len(printing.years)]
        self.name, self.definition, *self.years = spread(printing.width - self.label, shares)

    def set(self, indicators: tuple[OutcomeIndicator, ...]) -> str:
        rows = [row for indicator in indicators for row in self._indicator(indicator)]
        for _ in range(self.block.blank_rows - len(indicators)):
            rows += self._blank()
        return table(
            [self.name, self.definition, self.label, *self.years],
            rows,
            [self._header()],
            least=self.printing.least,
        )

    def _header(self) -> list[Box]:
        block, label = self.block, self.printing.label
        years = zip(self.printing.years, self.years, strict=True)
        return [
            label(block.name.label.text, self.name),
            label(block.definition.label.text, self.definition),
            label(block.year_label.text, self.label),
            *(label(year.short, width) for year, width in years),
        ]

    def _indicator(self, indicator: OutcomeIndicator | None) -> list[list[Box]]:
        block, value, tall = self.block, self.printing.value, len(self.block.rows)
        first, *others = series_rows(indicator, block.rows, self.printing, self.label, self.years)
        named = value(indicator, block.name, self.name, down=tall)
        defined = value(indicator, block.definition, self.definition, down=tall)
        return [[named, defined, *first], *others]

    def _blank(self) -> list[list[Box]]:
        if self.printing.yellow:
            return self._indicator(None)
        before = [self.name, self.definition]
        return blank_series(before, self.label, self.years, [], self.block.rows, self.printing)
