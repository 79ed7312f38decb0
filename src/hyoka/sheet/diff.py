"""違い — what changed between two sheets, as edits that turn the one into the other."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from hyoka.sheet.edit import Edit, Op
from hyoka.sheet.part import Part, Presence, presence_of
from hyoka.sheet.place import ROOT, Place, part_rows, row_id, slots
from hyoka.sheet.sheet import Sheet
from hyoka.values import Document


class Change(Document):
    """One edit, with what stood there before (None for an added row)."""

    edit: Edit = Field(title="編集")
    before: Any = Field(None, title="変更前")

    @property
    def place(self) -> Place:
        return Place(self.edit.place)


def diff(before: Sheet, after: Sheet) -> tuple[Change, ...]:
    """What turns `before` into `after`: `apply(before, (c.edit for c in diff(before, after))) == after`.

    The sheets' own keys are not compared: a sheet read twice is the same sheet.
    """
    return tuple(_changes(before, after, ROOT))


def _changes(before: Document, after: Document, at: Place) -> Iterator[Change]:
    for slot in slots(type(after)):
        if isinstance(after, Part) and slot.name == "presence":
            continue
        if isinstance(after, Sheet) and slot.name == "key":
            continue
        old, new = getattr(before, slot.name), getattr(after, slot.name)
        here = at if slot.implied else at / slot.name
        if old == new:
            continue
        if slot.rows:
            yield from _row_changes(old, new, here)
        elif slot.document:
            yield from _changes(old, new, here)
        else:
            yield Change(edit=Edit(op=Op.SET, place=here, value=new), before=old)
    if isinstance(before, Part) and isinstance(after, Part):
        yield from _presence_change(before, after, at)


def _presence_change(before: Part, after: Part, at: Place) -> Iterator[Change]:
    """Behind the rows, because the presence follows them: with a row it is PRESENT, after the last BLANK."""
    followed = presence_of(part_rows(after), Presence.BLANK if part_rows(before) else before.presence)
    if after.presence is not followed:
        yield Change(
            edit=Edit(op=Op.SET, place=at / "presence", value=after.presence), before=before.presence
        )


def _row_changes(old: tuple[Any, ...], new: tuple[Any, ...], at: Place) -> Iterator[Change]:
    before = {row_id(row): row for row in old}
    after = {row_id(row): row for row in new}
    for name, row in before.items():
        if name not in after:
            yield Change(edit=Edit(op=Op.REMOVE, place=at / name), before=row)
    order = [name for name in before if name in after]
    previous = ""
    for index, (name, row) in enumerate(after.items()):
        if name not in before:
            yield Change(edit=Edit(op=Op.ADD, place=at / name, value=row, after=previous))
            order.insert(index, name)
        elif order[index] != name:
            yield Change(edit=Edit(op=Op.MOVE, place=at / name, after=previous), before=row)
            order.remove(name)
            order.insert(index, name)
        if name in before:
            yield from _changes(before[name], row, at / name)
        previous = name
