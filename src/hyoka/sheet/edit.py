"""編集 — whatever changes a sheet is an edit at a place: set a cell, add, remove or move a row.

Edits are applied by key, so two people's edits in different cells never collide.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from pydantic import Field, SerializeAsAny

from hyoka.sheet.part import Part, Presence, Row, YearRow, presence_of
from hyoka.sheet.place import NoSuchPlace, Place, get, put, row_id, slots
from hyoka.sheet.sheet import Sheet
from hyoka.values import Document


class Op(StrEnum):
    SET = "set"  # a cell gets another value
    ADD = "add"  # a row comes in, after `after` ("" = first)
    REMOVE = "remove"  # a row goes
    MOVE = "move"  # a row goes behind `after` ("" = first)


class Edit(Document):
    """One change. For SET `place` is the cell; for ADD, REMOVE and MOVE it is the row."""

    op: Op = Field(title="操作")
    place: str = Field(title="場所")
    value: SerializeAsAny[Any] = Field(None, title="値")  # SET: the cell's value; ADD: the row
    after: str = Field("", title="直前の行")


def apply(sheet: Sheet, edits: Iterable[Edit]) -> Sheet:
    """The sheet after the edits, in order.

    Raises NoSuchPlace (a row that is gone), or pydantic's ValidationError where a value does not fit.
    """
    for edit in edits:
        sheet = _apply(sheet, edit)
    return sheet


def _apply(sheet: Sheet, edit: Edit) -> Sheet:
    place = Place(edit.place)
    if edit.op is Op.SET:
        get(sheet, place)
        changed: Sheet = put(sheet, place, edit.value)
        return changed
    holder, field, rows = _rows_around(sheet, place)
    wanted = place.parts[-1]
    if edit.op is Op.ADD:
        if not isinstance(edit.value, Row | YearRow) or row_id(edit.value) != wanted:
            raise ValueError(f"追加する行のキーが場所と合いません: {place}")
        return _replace(sheet, holder, field, _inserted(rows, edit.value, edit.after, place))
    row = next((row for row in rows if row_id(row) == wanted), None)
    if row is None:
        raise NoSuchPlace(place)
    others = tuple(other for other in rows if other is not row)
    if edit.op is Op.MOVE:
        others = _inserted(others, row, edit.after, place)
    return _replace(sheet, holder, field, others)


def _rows_around(sheet: Sheet, place: Place) -> tuple[Place, str, tuple[Any, ...]]:
    """The document that holds the row at `place`, the name of its field, and the rows in it."""
    holder = place.parent
    found: Document | tuple[Any, ...] = get(sheet, holder)
    if isinstance(found, tuple):
        return holder.parent, holder.parts[-1], found
    for slot in slots(type(found)):
        if slot.implied:
            return holder, slot.name, getattr(found, slot.name)
    raise NoSuchPlace(place)


def _inserted(rows: tuple[Any, ...], row: Any, after: str, place: Place) -> tuple[Any, ...]:
    if not after:
        return (row, *rows)
    names = [row_id(other) for other in rows]
    if after not in names:
        raise NoSuchPlace(place.parent / after)
    index = names.index(after) + 1
    return (*rows[:index], row, *rows[index:])


def _replace(sheet: Sheet, holder: Place, field: str, rows: tuple[Any, ...]) -> Sheet:
    document = get(sheet, holder)
    fields = {name: getattr(document, name) for name in type(document).model_fields}
    fields[field] = rows
    if isinstance(document, Part):
        was = document.presence if document.presence is not Presence.PRESENT else Presence.BLANK
        fields["presence"] = presence_of(rows, was)
    changed: Sheet = put(sheet, holder, type(document)(**fields))
    return changed
