"""頁の行 — the tables and lines of all pages as rows of cells, which the layout's interpreter reads."""

import re
from collections.abc import Iterator

from hyoka.readers.pdf.bars import Drawn, give_words, lanes_of
from hyoka.readers.pdf.columns import part_by_columns
from hyoka.readers.pdf.lines import lines_of, piece_of
from hyoka.readers.pdf.page import Line, Page, Row, Ruled, Slot
from hyoka.readers.pdf.wraps import join_lines
from hyoka.readers.reading import Origin, Unread
from hyoka.readers.source import Source, SourceBar, SourceCell, SourceRow
from hyoka.values import clean_text

_COVERED = SourceCell("", covered=True)
_LOST = ("\ufffd", "〓")  # a character whose code the PDF does not tell, and one that no font could print
_TOO_NARROW = re.compile("[#＃]{2,}")  # what spreadsheet programs print of a figure wider than its cell


def source_of(pages: list[Page]) -> Source:
    """All pages as one source."""
    rows: list[SourceRow] = []
    unread: list[Unread] = []
    tables = 0
    for page in pages:
        rows.append(SourceRow((), page=page.number))
        for item in page.items:
            if isinstance(item, Line):
                rows.append(_free(item, page.number, unread))
            else:
                for part in part_by_columns(item):
                    rows += _rows(part, tables, unread)
                    tables += 1
        unread += _not_text(page)
    unread += _unseen(pages, rows)
    return Source(tuple(rows), tuple(unread), joined=True)


def _not_text(page: Page) -> Iterator[Unread]:
    origin = Origin(page=page.number, box=(0, 0, round(page.width, 2), round(page.height, 2)))
    if page.is_picture:
        yield Unread(text="（画像）", origin=origin, reason="頁が画像で、文字がない")
    if page.askew.strip():
        text, _ = clean_text(page.askew)
        yield Unread(text=text[:200], origin=origin, reason="向きの違う文字")


def _unseen(pages: list[Page], rows: list[SourceRow]) -> Iterator[Unread]:
    """Words that are drawn but not seen, unless they are seen elsewhere: a cell that two pages share is drawn twice."""
    if not any(page.unseen for page in pages):
        return
    seen = _squeezed("".join(cell.text for row in rows for cell in row.cells))
    for page in pages:
        for text in page.unseen:
            if _squeezed(text) not in seen:
                origin = Origin(page=page.number, box=(0, 0, round(page.width, 2), round(page.height, 2)))
                yield Unread(text=clean_text(text)[0], origin=origin, reason="紙に見えない文字")


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _free(line: Line, page: int, unread: list[Unread]) -> SourceRow:
    cells = [_cell(text, Origin(page=page, box=box), None, unread) for text, box in line.runs]
    return SourceRow(tuple(cells), page=page)


def _rows(table: Ruled, number: int, unread: list[Unread]) -> Iterator[SourceRow]:
    for row in table.rows:
        cells = [_COVERED if slot is None else _of_slot(slot, unread) for slot in row.slots]
        if row.shafts:
            yield from _scheduled(table, row, cells, number, unread)
        else:
            yield SourceRow(tuple(cells), page=row.page, table=number)


def _of_slot(slot: Slot, unread: list[Unread]) -> SourceCell:
    return _cell(slot.text, Origin(page=slot.page, box=slot.box), slot.red, unread)


def _cell(text: str, origin: Origin, red: bool | None, unread: list[Unread]) -> SourceCell:
    held, removed = clean_text(text)
    if removed:
        unread.append(
            Unread(text="、".join(removed)[:200], origin=origin, reason="保存できない文字を取り除いた")
        )
    spoiled = bool(removed) or any(sign in held for sign in _LOST) or bool(_TOO_NARROW.fullmatch(held))
    return SourceCell(held, origin=origin, spoiled=spoiled, red=red)


def _scheduled(
    table: Ruled, row: Row, cells: list[SourceCell], number: int, unread: list[Unread]
) -> Iterator[SourceRow]:
    """A row with bars drawn in it, a row of the source for each lane."""
    lanes = lanes_of(row.shafts, table.xs)
    wide = {
        column: slot
        for column, slot in enumerate(row.slots)
        if slot is not None
        and slot.across > 1
        and any(slot.box[0] <= (s.x0 + s.x1) / 2 <= slot.box[2] for s in row.shafts)
    }
    give_words(lanes, [glyph for slot in wide.values() for glyph in slot.glyphs], table.xs)
    for column in wide:
        cells[column] = cells[column]._replace(text="")
    for index, (_, lane) in enumerate(lanes):
        own = list(cells) if index == 0 else [_COVERED] * len(cells)
        bars = []
        for at, bar in enumerate(lane):
            slot = next(
                (slot for slot in wide.values() if slot.box[0] <= table.xs[bar.first] + 1 < slot.box[2]), None
            )
            if slot is not None:
                until = table.xs[lane[at + 1].first] if at + 1 < len(lane) else slot.box[2]
                own[bar.first] = _words(table, bar, slot, until, unread)
            bars.append(SourceBar(bar.first, bar.last, bar.begins, bar.ends))
        yield SourceRow(tuple(own), page=row.page, table=number, bars=tuple(bars))


def _words(table: Ruled, bar: Drawn, slot: Slot, until: float, unread: list[Unread]) -> SourceCell:
    """The words under a bar, which reach to where the next one begins."""
    begin = table.xs[bar.first]
    inset = (slot.box[2] - slot.box[0] - slot.room) / 2
    pieces = [piece_of(line) for line in lines_of(bar.glyphs)]
    text = join_lines(pieces, max([until - begin - 2 * inset, *(piece.width for piece in pieces)]))
    box = (round(begin, 2), slot.box[1], round(until, 2), slot.box[3])
    return _cell(text, Origin(page=slot.page, box=box), None, unread)
