"""様式どおりの頁 — a sheet as Typst source: the parts in the layout's order, every block by its kind."""

from collections.abc import Iterator
from functools import cache
from importlib import resources

from hyoka.layouts import (
    AmountsByYear,
    Block,
    BudgetLines,
    DirectionHeading,
    Directions,
    Fields,
    Gantt,
    IndicatorSeries,
    Judgements,
    Layout,
    Narratives,
    Notes,
    PartOfForm,
    WorkPlanBlock,
)
from hyoka.sheet import DirectionSheet, Sheet
from hyoka.writers.pdf.blocks.amounts import print_amounts
from hyoka.writers.pdf.blocks.budget_lines import print_budget_lines
from hyoka.writers.pdf.blocks.directions import print_direction_heading, print_directions
from hyoka.writers.pdf.blocks.fields import print_fields
from hyoka.writers.pdf.blocks.gantt import print_gantt
from hyoka.writers.pdf.blocks.indicators import print_indicators
from hyoka.writers.pdf.blocks.judgements import print_judgements
from hyoka.writers.pdf.blocks.narratives import print_narratives
from hyoka.writers.pdf.blocks.notes import print_notes
from hyoka.writers.pdf.blocks.work_plan import print_work_plan
from hyoka.writers.pdf.printing import MARGIN, PAPERS, Printing
from hyoka.writers.pdf.words import quote


@cache
def template() -> str:
    return (resources.files("hyoka.writers.pdf") / "template.typ").read_text(encoding="utf-8")


def title_of(sheet: Sheet, layout: Layout) -> str:
    """What a sheet is called in contents, bookmarks and the document's title."""
    measure = " ".join(word for word in (sheet.position.measure_no, sheet.position.measure) if word)
    words = (sheet.fiscal_year.wareki, layout.title, sheet.head.division, measure)
    return _one_line(" ".join(word for word in words if word), 120)


def _one_line(words: str, longest: int) -> str:
    line = " ".join(words.split())
    return line if len(line) <= longest else line[:longest] + "…"


def sheet_source(sheet: Sheet, layout: Layout, *, yellow: bool = False, numbered: bool = True) -> str:
    """The pages of one sheet. `numbered`: they count themselves; a book's pages are numbered by the book."""
    printing = Printing(sheet, layout, yellow=yellow)
    title = title_of(sheet, layout)
    footer = printing.text(_one_line(title, 50), printing.width)
    pieces = [_page(layout, footer, numbered), f"mark(1, {printing.text(title, printing.width)})\n"]
    broken = False
    for part, direction in _parts(layout, sheet):
        if broken and part.new_page:
            pieces.append("pagebreak()\n")
        pieces += _part(part, direction, printing)
        broken = True
    note = printing.words.note()
    if note:
        pieces.append(f"notes(({quote(note)},))\n")
    return "{\n" + "".join(pieces) + "}\n"


def document_source(title: str, sheets: list[str]) -> str:
    """The whole Typst source."""
    return f"{template()}\n#show: form.with(title: {quote(title)})\n#{{\n{''.join(sheets)}}}\n"


def _page(layout: Layout, footer: str, numbered: bool) -> str:
    width, height = PAPERS[layout.paper]
    number = "true" if numbered else "false"
    return (
        f"set page(width: {width}pt, height: {height}pt, "
        f"margin: (x: {MARGIN}pt, top: {MARGIN - 6}pt, bottom: {MARGIN}pt), footer: foot({footer}, {number}))\n"
    )


def _parts(layout: Layout, sheet: Sheet) -> Iterator[tuple[PartOfForm, DirectionSheet | None]]:
    for run in layout.pages():
        if run[0].repeat == "direction":
            yield from ((part, direction) for direction in sheet.directions for part in run)
        else:
            yield run[0], None


def _part(part: PartOfForm, direction: DirectionSheet | None, printing: Printing) -> Iterator[str]:
    name = f"{part.name}({direction.no or ''}) {direction.name or ''}" if direction else part.name
    yield f"mark(2, {printing.text(_one_line(name, 120), printing.width)})\n"
    if part.heading:
        heading = part.heading.replace("{year}", printing.sheet.fiscal_year.wareki)
        yield f"part-heading({printing.text(heading, printing.width)})\n"
    for block in part.blocks:
        yield _block(block, printing, direction)


def _block(block: Block, printing: Printing, direction: DirectionSheet | None) -> str:
    match block:
        case Fields():
            return print_fields(block, printing)
        case Directions():
            return print_directions(block, printing)
        case AmountsByYear():
            return print_amounts(block, printing)
        case Notes():
            return print_notes(block, printing)
        case IndicatorSeries():
            return print_indicators(block, printing)
        case Narratives():
            return print_narratives(block, printing, direction)
        case Gantt():
            return print_gantt(block, printing)
        case Judgements():
            return print_judgements(block, printing)
    if direction is None:
        raise ValueError(f"区画「{block.kind}」は、施策の方向ごとの部分にだけ置けます")
    match block:
        case DirectionHeading():
            return print_direction_heading(block, printing, direction)
        case WorkPlanBlock():
            return print_work_plan(block, printing, direction)
        case BudgetLines():
            return print_budget_lines(block, printing, direction)
