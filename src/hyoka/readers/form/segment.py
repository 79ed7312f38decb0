"""区切り — which block of the layout each row belongs to, by the labels it prints.

A heading, a table's header or a field's label opens its block. A row that says less stays in the block before it,
or, where that block cannot hold it (its header was lost), falls to the next block of the form that can.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from hyoka.layouts import BudgetLines, Gantt, Layout, Notes, parse_pattern
from hyoka.readers.form.desk import Desk
from hyoka.readers.form.labels import HEADER, HEADING, OPENING, WEAK, Role, key_of
from hyoka.values import FiscalYear, compare_key

_PAGE_NUMBER = re.compile(
    r"-+[0-9]{1,4}-+|[0-9]{1,4}/[0-9]{1,4}|(?:p\.?)?[0-9]{1,4}(?:頁|ページ)|p\.?[0-9]{1,4}"
)


@dataclass
class Chunk:
    """Neighbouring rows of one block; a part's heading is a chunk of its own."""

    block: int = -1  # -1: before anything known
    rows: list[int] = field(default_factory=list)
    part: int | None = None  # a part's heading
    fiscal_year: int | None = None


def segment(desk: Desk) -> list[Chunk]:
    """The rows in order, as chunks.

    A page head (the title, the division, a page number) that was printed before does not end the table it stands in.
    """
    headings = _part_headings(desk.layout)
    firsts = _first_blocks(desk.layout)
    notes = "".join(
        compare_key(line) for block in desk.layout.blocks if isinstance(block, Notes) for line in block.lines
    )
    chunk = Chunk()
    chunks = [chunk]
    printed: set[str] = set()
    for row in range(len(desk.rows)):
        only = _only_text(desk, row)
        part = _part_heading(headings, only) if only is not None else None
        if part:
            chunks.append(Chunk(rows=[row], part=part[0], fiscal_year=part[1]))
            if not _is_repeated(desk, row, printed):
                chunk = Chunk(firsts[part[0]])
                chunks.append(chunk)
            continue
        if not desk.texts[row] or (only is not None and _is_form(only, notes)):
            desk.tick_row(row)
            continue
        block, opens = _block_of(desk, row, chunk.block)
        if opens and desk.book.blocks[block].kind == "fields" and _is_repeated(desk, row, printed):
            chunks.append(Chunk(block, [row]))
            continue
        if block != chunk.block or (opens and _starts_anew(desk, chunk)):
            chunk = Chunk(block)
            chunks.append(chunk)
        chunk.rows.append(row)
    return chunks


def _is_repeated(desk: Desk, row: int, printed: set[str]) -> bool:
    """Whether the very same row was printed before; remembers it."""
    key = "|".join(key_of(text) for _, text in desk.filled(row))
    if key in printed:
        return True
    printed.add(key)
    return False


def _first_blocks(layout: Layout) -> list[int]:
    """The first block of each part."""
    firsts, count = [], 0
    for part in layout.parts:
        firsts.append(count)
        count += len(part.blocks)
    return firsts


def _starts_anew(desk: Desk, chunk: Chunk) -> bool:
    """Whether an opening row of the same block is a new block: pages of directions are, tables go on."""
    return bool(chunk.rows) and desk.book.blocks[chunk.block].kind in ("direction_heading", "fields")


def _only_text(desk: Desk, row: int) -> str | None:
    """The text of a row that holds little else."""
    texts = [text for text in desk.texts[row] if text]
    return " ".join(texts) if 1 <= len(texts) <= 3 else None


def _part_headings(layout: Layout) -> list[tuple[int, re.Pattern[str]]]:
    found = []
    for index, part in enumerate(layout.parts):
        if "{year}" in part.heading:
            before, after = (re.escape(compare_key(piece)) for piece in part.heading.split("{year}", 1))
            found.append(
                (
                    index,
                    re.compile(rf"{before}(.{{2,12}}){after}(?:\(?(?:続き|[0-9]+/[0-9]+|-?[0-9]+-?)\)?)?"),
                )
            )
    return found


def _part_heading(headings: list[tuple[int, re.Pattern[str]]], text: str) -> tuple[int, int] | None:
    if len(text) > 60:
        return None
    key = key_of(text)
    for index, pattern in headings:
        match = pattern.fullmatch(key)
        if match:
            try:
                return index, FiscalYear.parse(match[1])
            except ValueError:
                continue
    return None


def _is_form(text: str, notes: str) -> bool:
    """Printed notes and page numbers: form, not data."""
    key = key_of(text)
    return (len(key) >= 6 and key in notes) or bool(_PAGE_NUMBER.fullmatch(key))


def _block_of(desk: Desk, row: int, current: int) -> tuple[int, bool]:
    """The block of a row, and whether the row opens it."""
    scores, known = _scores(desk, row)
    if not scores:
        return current, False
    best = max(scores.values())
    candidates = {block for block, score in scores.items() if score == best}
    if best < 100 and known.get(current, 0) >= max(known[block] for block in candidates):
        return current, scores.get(current, 0) >= 10
    if best >= 10:
        return _next(candidates, current, len(desk.book.blocks)), True
    if current in scores:
        return current, False
    return _next(candidates, current, len(desk.book.blocks)), False


def _next(candidates: set[int], current: int, count: int) -> int:
    """The current block if it is among them, else the one that follows soonest in the order of the form."""
    return min(candidates, key=lambda block: (block - current) % count)


def _scores(desk: Desk, row: int) -> tuple[dict[int, int], dict[int, int]]:
    """How far the row's labels speak for each block (from 10 on they open it), and how many labels it knows."""
    names: dict[int, dict[str, int]] = {}
    first: dict[int, int] = {}
    leading = True
    leading_column = 0
    for column, text in desk.filled(row):
        roles = tuple(desk.book.roles_of(text)) or (_merged(desk, text) if leading else ())
        for role in roles:
            names.setdefault(role.block, {})[role.name] = role.weight
            if leading:
                first[role.block] = max(first.get(role.block, 0), role.weight)
                leading_column = column
        leading = False
    scores = {
        block: _score(desk, row, block, found, first.get(block, 0), leading_column)
        for block, found in names.items()
    }
    known = {block: len(found) for block, found in names.items()}
    for block, score, count in _by_columns(desk, row):
        scores[block] = max(scores.get(block, 0), score)
        known[block] = known.get(block, 0) + count
    return {block: score for block, score in scores.items() if score}, known


def _merged(desk: Desk, text: str) -> tuple[Role, ...]:
    """The roles of a label that has its value, or the next label, in the same cell."""
    found = desk.split_label(text)
    return tuple(role for role in desk.book.roles[found[0]] if role.weight >= OPENING) if found else ()


def _score(desk: Desk, row: int, block: int, names: dict[str, int], first: int, column: int) -> int:
    strong = sum(weight >= HEADER for weight in names.values())
    if first == HEADING:
        return 100
    if first == OPENING:
        return 50 + strong
    if sum(weight == HEADER for weight in names.values()) >= 2:
        return 40 + len(names)
    if sum(weight == OPENING for weight in names.values()) >= 2:
        return 30 + strong
    if names == {"year": WEAK} and column == 0 and first and desk.book.blocks[block].kind == "amounts":
        return 9
    return WEAK * len(names)


def _by_columns(desk: Desk, row: int) -> Iterator[tuple[int, int, int]]:
    """Headers known by what their columns count: months, or years with words."""
    texts = [text for text in desk.texts[row] if text and len(text) <= 24]
    if len(texts) < 3:
        return
    for index, block in enumerate(desk.book.blocks):
        if isinstance(block, Gantt):
            months = sum(is_month(block, text) is not None for text in texts)
            if months >= 4:
                yield index, 60, months
        elif isinstance(block, BudgetLines):
            years = sum(year_in(block, text) is not None for text in texts)
            if years >= 2:
                yield index, 45, years


def is_month(block: Gantt, text: str) -> int | None:
    """The month that a column's head names."""
    return _month(block.month_pattern, text) if len(text) <= 5 else None


@lru_cache(maxsize=4096)
def _month(pattern: str, text: str) -> int | None:
    found = parse_pattern(pattern, key_of(text))
    month = found["month"] if found else ""
    return int(month) if month.isdecimal() and 1 <= int(month) <= 12 else None


def year_in(block: BudgetLines, text: str) -> int | None:
    """The fiscal year that a column's head names."""
    return _year(block.year_pattern, text) if len(text) <= 24 else None


@lru_cache(maxsize=4096)
def _year(pattern: str, text: str) -> int | None:
    found = parse_pattern(pattern, text)
    try:
        return FiscalYear.parse(found["year"]) if found else None
    except ValueError:
        return None
