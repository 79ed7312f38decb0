"""印刷の手もと — what every block needs to print one sheet: the layout's words, the paper, the pen."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from hyoka.layouts import Cell, Layout, Season, format_pattern, print_value, season_of, slots_of
from hyoka.sheet import DirectionSheet, Sheet, TotalYear
from hyoka.sheet.budget import CostYear
from hyoka.sheet.indicator import YearValue
from hyoka.values import Document, FiscalYear
from hyoka.writers.pdf.words import Words, set_text, width_of

# Points. Long side, short side, and the margins left free.
PAPERS = {"a4-landscape": (841.89, 595.28), "a4": (595.28, 841.89)}
MARGIN = 34.0
BODY = 7.5  # size of the type
INSET = 3.0  # between a cell's line and its text
BY_HAND = 15.0  # the least height of a row that is filled in with a pen

YearRow = TotalYear | CostYear | YearValue


class Box(NamedTuple):
    """A cell as Typst code, the lines its words take at most (0: it flows), and the rows it covers."""

    code: str
    lines: int
    down: int = 1
    missing: str = ""  # characters without a glyph


class Printing:
    """One sheet on its way to paper. `yellow`: cells of 評価時 still to be filled in are painted."""

    def __init__(self, sheet: Sheet, layout: Layout, *, yellow: bool = False) -> None:
        self.sheet = sheet
        self.layout = layout
        self.yellow = yellow
        self.words = Words()
        self.least = BY_HAND if yellow else 0.0
        self.width = PAPERS[layout.paper][0] - 2 * MARGIN
        self.years = _years(sheet, layout)
        self._position = {
            name: getattr(sheet.position, name) or "" for name in type(sheet.position).model_fields
        }

    # ── words ──

    def text(self, words: str | None, width: float, size: float = BODY) -> str:
        """A text as a Typst expression, fitting into a cell of this width."""
        return self.words.set(words or "", (width - 2 * INSET) / size).code

    def heading(self, words: str) -> str:
        """The heading of a block."""
        return f"block-heading({self.text(words, self.width)})\n"

    def words_of(self, document: Document, cell: Cell) -> str:
        """What a document says in a cell of the form: one field, or several by a pattern."""
        if not cell.pattern:
            return print_value(self.layout, _follow(document, cell.field))
        values = {name: print_value(self.layout, _follow(document, name)) for name in slots_of(cell.pattern)}
        return format_pattern(cell.pattern, values)

    def direction_words(self, direction: DirectionSheet, pattern: str) -> str:
        """A direction by its number, with the branch of the plan it stands on; blank on a blank form."""
        if not direction.no and not direction.name:
            return ""
        return format_pattern(
            pattern, {**self._position, "no": direction.no or "", "name": direction.name or ""}
        )

    # ── cells ──

    def box(self, look: str, words: str | None, width: float, *, across: int = 1, down: int = 1) -> Box:
        """A cell of a table with these words."""
        return self._box(look, words or "", width, across, down, "", False)

    def label(self, words: str, width: float, *, across: int = 1, down: int = 1) -> Box:
        """A shaded cell with the form's own words."""
        return self._box("l", words, width, across, down, "", False)

    def value(
        self,
        document: Document | None,
        cell: Cell,
        width: float,
        *,
        look: str = "v",
        down: int = 1,
        year: FiscalYear | None = None,
    ) -> Box:
        """The cell of a row, blank where there is no row; red where an amended budget is printed."""
        words = "" if document is None else self.words_of(document, cell)
        red = bool(cell.amended and words and getattr(document, cell.amended, None))
        return self._box(look, words, width, 1, down, self.paint(words, cell, year), red)

    def _box(self, look: str, words: str, width: float, across: int, down: int, paint: str, red: bool) -> Box:
        box = _make_box(look, words, width, across, down, paint, red)
        if box.missing:
            self.words.missing |= dict.fromkeys(box.missing)
        return box

    def blank(self, widths: Sequence[float], heights: Sequence[float], *, ruled: bool) -> Box:
        """Cells of the form without words as one cell with lines drawn in it: much cheaper to set."""
        across, down = list(accumulate(widths)), list(accumulate(heights))
        xs, ys = _points(across[:-1]), _points(down[:-1] if ruled else [])
        spans = f"colspan: {len(widths)}, rowspan: {len(heights)}, inset: 0pt"
        return Box(
            f"table.cell({spans}, rules({xs}, {ys}, {across[-1]:.2f}pt, {down[-1]:.2f}pt))", 1, len(heights)
        )

    def paint(self, words: str, cell: Cell, year: FiscalYear | None = None) -> str:
        """Yellow for a cell that waits for the evaluation."""
        if not self.yellow or words.strip():
            return ""
        due = season_of(cell, year, self.sheet.fiscal_year) is Season.EVALUATION
        return "fill: yellow, " if due else ""


@lru_cache(maxsize=1 << 15)
def _make_box(look: str, words: str, width: float, across: int, down: int, paint: str, red: bool) -> Box:
    spans = f"colspan: {across}, " if across > 1 else ""
    if down > 1:
        spans += f"rowspan: {down}, "
    if not words:
        return Box(f"{look}({spans}{paint}none)", 1, down)
    said, lines, missing = set_text(words, (width - 2 * INSET) / BODY)
    if red:
        said = f"text(fill: red, {said})"
    return Box(f"{look}({spans}{paint}{said})", lines, down, missing)


def _points(lengths: Sequence[float]) -> str:
    return "(" + "".join(f"{length:.2f}pt, " for length in lengths) + ")"


def spread(width: float, shares: Sequence[float]) -> list[float]:
    """A width shared out among columns."""
    whole = sum(shares)
    return [width * share / whole for share in shares]


def at_year(rows: Sequence[YearRow], year: FiscalYear) -> YearRow | None:
    return next((row for row in rows if row.fiscal_year == year), None)


def label_width(labels: Sequence[str], size: float = BODY, longest: float = 8.0) -> float:
    """Room for the widest of these labels; long ones are wrapped into lines of like length."""
    return max(_balanced(width_of(label), longest) for label in labels) * size + 2 * INSET + 1.0


def _balanced(width: float, longest: float) -> float:
    lines = ceil(width / longest)
    return width if lines <= 1 else width / lines + 1.0


def _follow(document: Document, path: str) -> object:
    found: object = document
    for name in path.split("/"):
        found = getattr(found, name)
    return found


def _years(sheet: Sheet, layout: Layout) -> tuple[FiscalYear, ...]:
    """The form's columns, and any other year that the sheet holds."""
    held: set[int] = {year.fiscal_year for year in sheet.totals.years}
    held |= {value.fiscal_year for indicator in sheet.outcomes.indicators for value in indicator.values}
    for direction in sheet.directions:
        for project in direction.work_plan.projects:
            for means in project.means:
                held |= {value.fiscal_year for value in means.indicator.values}
        for line in direction.budget_table.lines:
            held |= {year.fiscal_year for year in line.years}
    return tuple(FiscalYear(year) for year in sorted(held | set(layout.years.of(sheet.fiscal_year))))
