"""編集 — whatever changes a sheet is an edit at a place: set a cell, add, remove or move a row.

Edits are applied by key, so two people's edits in different cells never collide. A batch is applied as one:
the document is validated when all edits are in, so that a bar may move from spring to autumn in two edits.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from pydantic import Field, SerializeAsAny

from hyoka.sheet.part import Part, Presence, Row, presence_of
from hyoka.sheet.place import NoSuchPlace, Place, row_id, slots
from hyoka.sheet.sheet import Sheet
from hyoka.values import Document


class Op(StrEnum):
    SET = "set"  # a cell gets another value
    ADD = "add"  # a row comes in, after `after` ("" = first)
    REMOVE = "remove"  # a row goes
    MOVE = "move"  # a row goes behind `after` ("" = first)


class Edit(Document):
    """One change. For SET `place` is the cell; for ADD, REMOVE and MOVE it is the row.

    Values may be documents, or the plain objects that JSON holds.
    """

    op: Op = Field(title="操作")
    place: str = Field(title="場所")
    value: SerializeAsAny[Any] = Field(None, title="値")  # SET: the cell's value; ADD: the row
    after: str = Field("", title="直前の行")


def apply(sheet: Sheet, edits: Iterable[Edit]) -> Sheet:
    """The sheet after all the edits, made in order: all of them, or none.

    Raises NoSuchPlace (a row that is gone), or ValueError (pydantic's ValidationError is one) where a value
    does not fit.
    """
    draft = _Draft(sheet)
    for edit in edits:
        _apply(draft, edit)
    changed: Sheet = draft.close()
    return changed


class _Draft:
    """A document opened for change. What is not opened stays shared; closing validates what was."""

    def __init__(self, document: Document) -> None:
        self.model = type(document)
        self.fields = {name: getattr(document, name) for name in self.model.model_fields}

    def inner(self, name: str) -> _Draft:
        held = self.fields[name]
        if not isinstance(held, _Draft):
            self.fields[name] = held = _Draft(held)
        return held

    def rows(self, name: str) -> list[Any]:
        held = self.fields[name]
        if not isinstance(held, list):
            self.fields[name] = held = list(held)
        return held

    def close(self) -> Any:
        return self.model(**{name: _closed(value) for name, value in self.fields.items()})


def _closed(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_closed(row) for row in value)
    return value.close() if isinstance(value, _Draft) else value


def _name(row: Document | _Draft) -> str:
    if isinstance(row, _Draft):
        return str(row.fields["key"] if issubclass(row.model, Row) else int(row.fields["fiscal_year"]))
    return row_id(row)


def _apply(sheet: _Draft, edit: Edit) -> None:
    place = Place(edit.place)
    if not place.parts:
        raise NoSuchPlace(place)
    if edit.op is Op.SET:
        _set(sheet, place, edit.value)
        return
    holder, field, model = _holder(sheet, place)
    rows, wanted = holder.rows(field), place.parts[-1]
    if edit.op is Op.ADD:
        row = edit.value if isinstance(edit.value, model) else model.model_validate(edit.value)
        if row_id(row) != wanted:
            raise ValueError(f"追加する行のキー「{row_id(row)}」が場所 {place} と合いません")
        rows.insert(_behind(rows, edit.after, place), row)
    else:
        found: Any = rows.pop(_index(rows, wanted, place))
        if edit.op is Op.MOVE:
            rows.insert(_behind(rows, edit.after, place), found)
    if issubclass(holder.model, Part):
        was = holder.fields["presence"]
        holder.fields["presence"] = presence_of(
            tuple(rows), Presence.BLANK if was is Presence.PRESENT else was
        )


def _set(sheet: _Draft, place: Place, value: Any) -> None:
    holder = _walk(sheet, place.parts[:-1], place)
    for slot in slots(holder.model):
        if slot.name == place.parts[-1] and slot.is_cell:
            holder.fields[slot.name] = value
            return
    raise NoSuchPlace(place)


def _holder(sheet: _Draft, place: Place) -> tuple[_Draft, str, type[Document]]:
    """The document that holds the row at `place`, the name of its field, and the row's class."""
    *path, last = place.parts[:-1] or ("",)
    for slot in slots(_walk(sheet, path, place).model) if last else ():
        if slot.rows and slot.name == last and not slot.implied:
            return _walk(sheet, path, place), slot.name, slot.rows
    holder = _walk(sheet, place.parts[:-1], place)
    for slot in slots(holder.model):
        if slot.rows and slot.implied:
            return holder, slot.name, slot.rows
    raise NoSuchPlace(place)


def _walk(draft: _Draft, path: Iterable[str], place: Place) -> _Draft:
    """The document at the end of the path, opened."""
    parts = list(path)
    while parts:
        part = parts.pop(0)
        by_name = next((slot for slot in slots(draft.model) if slot.name == part and not slot.implied), None)
        slot = by_name or next((slot for slot in slots(draft.model) if slot.implied), None)
        if slot is None or slot.is_cell or (by_name and slot.rows and not parts):
            raise NoSuchPlace(place)
        if slot.rows:
            draft = _open_row(draft.rows(slot.name), parts.pop(0) if by_name else part, place)
        else:
            draft = draft.inner(slot.name)
    return draft


def _open_row(rows: list[Any], wanted: str, place: Place) -> _Draft:
    index = _index(rows, wanted, place)
    if not isinstance(rows[index], _Draft):
        rows[index] = _Draft(rows[index])
    opened: _Draft = rows[index]
    return opened


def _index(rows: list[Any], wanted: str, place: Place) -> int:
    for index, row in enumerate(rows):
        if _name(row) == wanted:
            return index
    raise NoSuchPlace(place)


def _behind(rows: list[Any], after: str, place: Place) -> int:
    return _index(rows, after, place.parent / after) + 1 if after else 0
