"""様式 — one sheet as worksheets, one for each part of the layout, directions in turn."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from hyoka.layouts import Layout, PartOfForm
from hyoka.writers.xlsx.blocks import BLOCKS
from hyoka.writers.xlsx.book import Book
from hyoka.writers.xlsx.job import Direction, Job
from hyoka.writers.xlsx.looks import HEADING, Look
from hyoka.writers.xlsx.page import UNITS, Page

BLANK_DIRECTIONS = 3  # of a form to fill in that has none yet
_FREEZE_AT_MOST = 12


class Piece(NamedTuple):
    """A part of the form, for one direction where it repeats."""

    part: PartOfForm
    direction: Direction | None


def title_of(job: Job) -> str:
    """What the workbook is called."""
    return f"{job.sheet.fiscal_year.wareki} {job.layout.title}"


def write_form(book: Book, job: Job, *, prefix: str = "") -> str:
    """Every worksheet of a sheet; the name of the first."""
    first = ""
    for pieces in _worksheets(job):
        name = book.name(_name(pieces[0]), prefix)
        first = first or name
        _write_worksheet(book, job, name, pieces)
    return first


def _worksheets(job: Job) -> Iterator[list[Piece]]:
    """The pieces of each worksheet: a part that needs no page of its own goes on below the one before."""
    held: list[Piece] = []
    for piece in _pieces(job):
        if held and piece.part.new_page:
            yield held
            held = []
        held.append(piece)
    yield held


def _pieces(job: Job) -> Iterator[Piece]:
    directions = _directions(job)
    for parts in job.layout.pages():
        if parts[0].repeat == "direction":
            yield from (Piece(part, direction) for direction in directions for part in parts)
        else:
            yield Piece(parts[0], None)


def _directions(job: Job) -> list[Direction]:
    held = [Direction(row.key, row, number) for number, row in enumerate(job.sheet.directions, start=1)]
    if held:
        return held
    keys = islice(job.keys("directions"), BLANK_DIRECTIONS if job.blank else 1)
    return [Direction(key, None, number) for number, key in enumerate(keys, start=1)]


def _name(piece: Piece) -> str:
    if piece.direction is None:
        return piece.part.name
    held = piece.direction.held
    return f"{piece.part.name}({(held.no if held else '') or piece.direction.number})"


def _write_worksheet(book: Book, job: Job, name: str, pieces: list[Piece]) -> None:
    page = Page(book, job, name, _grid(job.layout, pieces, len(job.years)))
    frozen = 0
    for number, piece in enumerate(pieces):
        if number:
            page.gap(10.0)
        if piece.part.heading:
            heading = piece.part.heading.replace("{year}", job.sheet.fiscal_year.wareki)
            [rows] = page.take([26.0])
            page.anchor(rows, 0, UNITS, heading, HEADING)
        for block in piece.part.blocks:
            BLOCKS[block.kind].draw(page, block, piece.direction)
            page.gap()
            frozen = frozen or page.next_row
    end_mark(page)
    if page.header is not None and page.header[1] < _FREEZE_AT_MOST:
        frozen = page.header[1] + 1
    page.close(min(frozen, _FREEZE_AT_MOST))


def end_mark(page: Page) -> None:
    """The last cell of the form: a row or column put in above or before it is noticed by the reader."""
    [rows] = page.take([13.0])
    page.anchor(rows, page.grid[-2], UNITS, "以上", Look(align="right", size=7.0, border=False))


def _grid(layout: Layout, pieces: list[Piece], years: int) -> set[int]:
    parts = {id(piece.part): piece.part for piece in pieces}.values()
    return {
        edge
        for part in parts
        for block in part.blocks
        for edge in BLOCKS[block.kind].columns(layout, block, years)
    }
