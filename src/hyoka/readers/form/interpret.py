"""解釈 — the rows of a source, led by a layout, to one Reading per sheet."""

from collections.abc import Sequence

from hyoka.layouts import (
    AmountsByYear,
    BudgetLines,
    DirectionHeading,
    Directions,
    Fields,
    Gantt,
    IndicatorSeries,
    Judgements,
    Layout,
    Narratives,
    WorkPlanBlock,
)
from hyoka.readers.form.amounts import read_amounts
from hyoka.readers.form.budget_lines import read_budget_lines
from hyoka.readers.form.build import Builder
from hyoka.readers.form.context import Context
from hyoka.readers.form.desk import Desk
from hyoka.readers.form.directions import read_direction_heading, read_directions
from hyoka.readers.form.draft import Draft, Found
from hyoka.readers.form.fields import read_fields
from hyoka.readers.form.gantt import read_gantt
from hyoka.readers.form.indicators import read_indicators
from hyoka.readers.form.judgements import read_judgements
from hyoka.readers.form.labels import key_of
from hyoka.readers.form.narratives import read_narratives
from hyoka.readers.form.segment import Chunk, segment
from hyoka.readers.form.settle import settle_directions, settle_fiscal_year
from hyoka.readers.form.work_plan import read_work_plan
from hyoka.readers.reading import CannotRead, Reading
from hyoka.readers.source import Source

# The facts that tell one sheet from another.
_IDENTITY = ("/head/division", "/position/measure_no", "/position/measure")


def interpret(source: Source, *, layout: Layout, name: str) -> tuple[Reading, ...]:
    """Every sheet that the rows hold. Whatever is neither label, value nor form is in `unread`.

    Raises CannotRead.
    """
    desk = Desk(source.rows, layout, trimmed=source.trimmed, joined=source.joined)
    chunks = segment(desk)
    readings = []
    for first, last, own in _sheets(desk, chunks):
        context = Context(desk, years=_expected_years(layout, own))
        for chunk in own:
            _read(context, chunk)
        draft = context.draft
        if draft.is_empty:
            continue
        settle_directions(draft)
        year = settle_fiscal_year(draft, context.years)
        builder = Builder(desk, draft, year)
        lines = {(row.line, row.page) for row in source.rows[first:last]}
        spoiled = [unread for unread in source.unread if (unread.origin.line, unread.origin.page) in lines]
        readings.append(builder.reading(spoiled, (first, last), name))
    if not readings:
        raise CannotRead(
            f"様式「{layout.title}」の見出しが見つかりません。評価表のファイルか、様式の指定を確かめてください。"
        )
    return tuple(readings)


def _sheets(desk: Desk, chunks: list[Chunk]) -> list[tuple[int, int, list[Chunk]]]:
    """The chunks of each sheet, with its first row and the row after its last.

    A sheet begins at the heading of the form's first part; the heading of the same sheet again is a page head.
    """
    starts: list[int] = []
    known: tuple[int | None, dict[str, str]] | None = None
    for index, chunk in enumerate(chunks):
        if chunk.part != 0:
            continue
        facts = _identity(desk, chunks[index + 1 : index + 8])
        if known is None or _differs(known, chunk.fiscal_year, facts):
            starts.append(index)
            known = (chunk.fiscal_year, facts)
        elif not known[1]:
            known = (known[0], facts)
    if not starts or not any(chunk.rows for chunk in chunks[: starts[0]]) or len(starts) == 1:
        starts = [0, *starts[1:]]
    bounds = [chunks[index].rows[0] if chunks[index].rows else 0 for index in starts[1:]]
    begins, ends = [0, *bounds], [*bounds, len(desk.rows)]
    pieces = [chunks[a:b] for a, b in zip(starts, [*starts[1:], len(chunks)], strict=True)]
    return list(zip(begins, ends, pieces, strict=True))


def _identity(desk: Desk, chunks: Sequence[Chunk]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for chunk in chunks:
        if chunk.part is not None or (
            chunk.rows and chunk.block >= 0 and desk.book.blocks[chunk.block].kind != "fields"
        ):
            break
        if chunk.rows and chunk.block >= 0:
            found = dict(read_fields(Context(desk), chunk.block, chunk.rows))
            facts |= {
                place: key_of(found[place].text)
                for place in _IDENTITY
                if place in found and found[place].text
            }
    return facts


def _differs(known: tuple[int | None, dict[str, str]], year: int | None, facts: dict[str, str]) -> bool:
    if known[0] != year:
        return True
    return any(place in known[1] and known[1][place] != fact for place, fact in facts.items())


def _expected_years(layout: Layout, chunks: Sequence[Chunk]) -> tuple[int, ...]:
    """The columns the layout has for the year that the headings name."""
    year = next((chunk.fiscal_year for chunk in chunks if chunk.fiscal_year), None)
    if year is None and layout.years.kind == "rolling":
        return ()
    return tuple(int(column) for column in layout.years.of(year or layout.years.first))


def _read(context: Context, chunk: Chunk) -> None:
    desk, draft = context.desk, context.draft
    if chunk.part is not None:
        _read_heading(context, chunk)
        return
    if not chunk.rows:
        return
    if chunk.block < 0:
        for row in chunk.rows:
            desk.leave_row(row, "様式の見出しより前にある")
        return
    block = desk.book.blocks[chunk.block]
    match block:
        case Fields():
            for place, found in read_fields(context, chunk.block, chunk.rows):
                context.put_field(place, found)
        case Directions():
            read_directions(context, chunk.block, chunk.rows)
        case DirectionHeading():
            read_direction_heading(context, chunk.block, chunk.rows)
        case AmountsByYear():
            read_amounts(context, chunk.block, chunk.rows, draft.totals)
        case IndicatorSeries():
            read_indicators(context, chunk.block, chunk.rows, draft.outcomes)
        case Narratives():
            read_narratives(context, chunk.block, chunk.rows)
        case WorkPlanBlock():
            read_work_plan(context, chunk.block, chunk.rows)
        case BudgetLines():
            read_budget_lines(context, chunk.block, chunk.rows)
        case Gantt():
            read_gantt(context, chunk.block, chunk.rows, draft.schedule)
        case Judgements():
            read_judgements(context, chunk.block, chunk.rows, draft.ratings)
        case _:
            pass


def _read_heading(context: Context, chunk: Chunk) -> None:
    """平成30年度 行政評価表: the sheet's year, printed on each part."""
    [row] = chunk.rows
    column = next(column for column, _ in context.desk.filled(row))
    context.desk.tick_row(row)
    found: Found = context.desk.found(row, column)
    draft: Draft = context.draft
    if draft.fiscal_year is None and chunk.fiscal_year is not None:
        draft.fiscal_year = (chunk.fiscal_year, found)
    elif draft.fiscal_year and draft.fiscal_year[0] != chunk.fiscal_year:
        draft.reprints.append(("/fiscal_year", found))
