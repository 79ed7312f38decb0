"""見出しの索引 — which label of the layout a cell prints, whatever its blanks, widths and line wraps."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

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
    Label,
    Layout,
    Narratives,
    WorkPlanBlock,
)
from hyoka.values import compare_key

key_of = lru_cache(maxsize=1 << 16)(compare_key)

_UNIT = re.compile(r"\((?:百万|千)?円\)$")
_NUMBERED = re.compile(r"^[0-9]{1,2}[.．、)]?(?=[^0-9])")

# How far a label by itself opens its block: a heading surely, a table's header with company, a row label hardly.
HEADING, OPENING, HEADER, WEAK = 8, 4, 2, 1


class Role(NamedTuple):
    """What a label means in its block."""

    block: int
    name: str
    weight: int


class Book:
    """The labels of a layout by comparison key."""

    def __init__(self, layout: Layout) -> None:
        self.blocks: tuple[Block, ...] = layout.blocks
        self.roles: dict[str, list[Role]] = {}
        for index, block in enumerate(self.blocks):
            for label, name, weight in _labels_of(block):
                for key in _keys(label, heading=weight == HEADING):
                    self.roles.setdefault(key, []).append(Role(index, name, weight))
        words = sorted((key for key in self.roles if len(key) > 1), key=len, reverse=True)
        self._word = re.compile("|".join(map(re.escape, words)))
        self._several = re.compile(f"(?:{self._word.pattern}){{2,4}}")
        self._longest = len(words[0]) if words else 0
        self._names: dict[tuple[int, str], tuple[str, ...]] = {}
        self._memo: dict[str, tuple[str, ...]] = {}

    def labels_in(self, text: str) -> tuple[str, ...]:
        """The labels a cell consists of: usually one or none, several where header cells were merged."""
        found = self._memo.get(text)
        if found is None:
            found = self._memo[text] = self._labels_in(text)
            if len(self._memo) > 50_000:
                self._memo.clear()
                self._names.clear()
        return found

    def _labels_in(self, text: str) -> tuple[str, ...]:
        if not text or len(text) > 4 * self._longest:
            return ()
        key = key_of(text)
        if key in self.roles:
            return (key,)
        if key.endswith("円)"):
            bare = _UNIT.sub("", key)
            if bare in self.roles:
                return (bare,)
        if self._several.fullmatch(key):
            return tuple(self._word.findall(key))
        return ()

    def roles_of(self, text: str) -> Iterator[Role]:
        for key in self.labels_in(text):
            yield from self.roles[key]

    def names_in(self, block: int, text: str) -> tuple[str, ...]:
        """What a cell's labels mean in one block."""
        labels = self.labels_in(text)
        if not labels:
            return ()
        found = self._names.get((block, text))
        if found is None:
            found = self._names[block, text] = tuple(
                role.name for key in labels for role in self.roles[key] if role.block == block
            )
        return found


def _keys(label: Label, *, heading: bool) -> Iterator[str]:
    for text in (label.text, *label.aliases):
        key = compare_key(text)
        for form in {key, _UNIT.sub("", key), _NUMBERED.sub("", key) if heading else key}:
            if form:
                yield form


def _labels_of(block: Block) -> Iterable[tuple[Label, str, int]]:
    """Every label of a block, with what it means there and how far it opens the block."""
    match block:
        case Fields():
            if block.title:
                yield block.title, "title", OPENING
            for cell in (cell for row in block.rows for cell in row):
                yield cell.label, cell.pattern or cell.field, OPENING
        case Directions():
            yield block.label, "label", OPENING
        case DirectionHeading():
            yield block.label, "label", OPENING
        case AmountsByYear():
            yield block.year_label, "year", WEAK
            for cell in block.rows:
                yield cell.label, "row:" + cell.field, OPENING
        case IndicatorSeries():
            yield block.name.label, "name", HEADER
            yield block.definition.label, "definition", HEADER
            yield block.year_label, "year", WEAK
            for cell in block.rows:
                yield cell.label, "row:" + cell.field, WEAK
        case Narratives():
            yield block.heading, "heading", HEADING
            for cell in block.texts:
                yield cell.label, cell.field, OPENING
        case WorkPlanBlock():
            yield block.heading, "heading", HEADING
            for name in ("project", "means_no", "means", "indicator", "course", "reason", "reform"):
                yield getattr(block, name).label, name, HEADER
            yield block.series, "series", HEADER
            yield block.year_label, "year", WEAK
            for cell in block.rows:
                yield cell.label, "row:" + cell.field, WEAK
        case BudgetLines():
            yield block.heading, "heading", HEADING
            for name in ("name", "cost_course", "reason", "reform"):
                yield getattr(block, name).label, name, HEADER
            yield block.series, "series", HEADER
            for index, cell in enumerate(block.amounts):
                yield cell.label, f"amount:{index}", WEAK
        case Gantt():
            yield block.project.label, "project", HEADER
            yield block.hours_label, "hours", HEADER
            for cell in block.hours:
                yield cell.label, "hours:" + cell.field, WEAK
        case Judgements():
            yield block.heading, "heading", HEADER
            for name in ("criterion", "grade", "reason"):
                yield getattr(block, name).label, name, HEADER


_BOOKS: dict[int, tuple[Layout, Book]] = {}


def book_of(layout: Layout) -> Book:
    """The index of a layout, made once."""
    found = _BOOKS.get(id(layout))
    if found is None or found[0] is not layout:
        if len(_BOOKS) > 64:
            _BOOKS.clear()
        found = _BOOKS[id(layout)] = (layout, Book(layout))
    return found[1]
