"""対応 — which rows of two sheets are the same row, where their keys cannot tell.

Sheets of two years, or one sheet read from two sources, have keys of their own. Rows are the same when their keys
are; among the rest, when they are called the same; then, best first, when they are called almost the same.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from hyoka.sheet.budget import BudgetLine
from hyoka.sheet.direction_sheet import DirectionSheet
from hyoka.sheet.indicator import OutcomeIndicator
from hyoka.sheet.part import Row
from hyoka.sheet.place import slots
from hyoka.sheet.rating import Rating
from hyoka.sheet.schedule import Bar, ScheduleRow
from hyoka.sheet.sheet import Sheet
from hyoka.sheet.work_plan import Means, Project
from hyoka.values import Document, compare_key, derive_key

ALMOST = 0.75  # how alike two names are, from which on they are taken for one


def match_rows(before: Sheet, after: Sheet) -> Sheet:
    """`before` with the keys that its rows have in `after`; rows that went keep a key of their own."""
    renamed = dict(_pairs(before, after))
    taken = set(_keys(after))
    gone = {key: derive_key("before", key) for key in _keys(before) if key not in renamed and key in taken}
    matched: Sheet = _with_keys(before, renamed | gone)
    return matched


def _pairs(before: Document, after: Document) -> Iterator[tuple[str, str]]:
    """The keys of the same row, before and after."""
    for slot in slots(type(after)):
        old, new = getattr(before, slot.name), getattr(after, slot.name)
        if slot.rows and issubclass(slot.rows, Row):
            for row, same in _same_rows(old, new):
                yield row.key, same.key
                yield from _pairs(row, same)
        elif slot.document:
            yield from _pairs(old, new)


def _same_rows(before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    old, new = list(before), list(after)
    for row in before:
        same = next((other for other in new if other.key == row.key), None)
        if same is not None:
            yield _taken(old, new, row, same)
    for row in tuple(old):
        name = _name_of(row)
        same = next((other for other in new if name and _name_of(other) == name), None)
        if same is not None:
            yield _taken(old, new, row, same)
    alike = sorted(
        (-_likeness(row, other), index, place)
        for index, row in enumerate(old)
        for place, other in enumerate(new)
        if _likeness(row, other) >= ALMOST
    )
    rows, others = tuple(old), tuple(new)
    for _, index, place in alike:
        if _holds(old, rows[index]) and _holds(new, others[place]):
            yield _taken(old, new, rows[index], others[place])


def _taken(old: list[Any], new: list[Any], row: Any, same: Any) -> tuple[Any, Any]:
    old.remove(row)
    new.remove(same)
    return row, same


def _holds(rows: list[Any], row: Any) -> bool:
    return any(one is row for one in rows)


def _likeness(row: Row, other: Row) -> float:
    return SequenceMatcher(None, _name_of(row), _name_of(other), autojunk=False).ratio()


def _name_of(row: Row) -> str:
    """What a person would know the row by, for comparing."""
    match row:
        case OutcomeIndicator() | Project():
            name = row.name
        case DirectionSheet():
            name = row.name or row.no
        case Means():
            name = f"{row.text or ''}/{row.indicator.name or ''}"
        case BudgetLine():
            name = f"{row.name or ''}/{row.relisted_from is not None}"
        case ScheduleRow():
            name = row.project
        case Bar():
            name = row.label
        case Rating():
            name = row.criterion
        case _:
            name = ""
    return compare_key(name or "").strip("/")


def _keys(document: Document) -> Iterator[str]:
    for slot in slots(type(document)):
        held = getattr(document, slot.name)
        for inner in held if slot.rows else (held,) if slot.document else ():
            if isinstance(inner, Row):
                yield inner.key
            yield from _keys(inner)


def _with_keys(document: Document, keys: dict[str, str]) -> Any:
    """The document with other keys; parts without any of these rows are shared, not copied."""
    changed: dict[str, Any] = {}
    for slot in slots(type(document)):
        held = getattr(document, slot.name)
        if slot.rows:
            rows = tuple(_with_keys(row, keys) for row in held)
            if any(row is not other for row, other in zip(rows, held, strict=True)):
                changed[slot.name] = rows
        elif slot.document:
            inner = _with_keys(held, keys)
            if inner is not held:
                changed[slot.name] = inner
    if isinstance(document, Row) and keys.get(document.key, document.key) != document.key:
        changed["key"] = keys[document.key]
    if not changed:
        return document
    fields = {name: getattr(document, name) for name in type(document).model_fields}
    return type(document)(**(fields | changed))


def rename_rows(sheet: Sheet, keys: dict[str, str]) -> Sheet:
    """The sheet with other keys for some of its rows."""
    renamed: Sheet = _with_keys(sheet, keys)
    return renamed
