"""見るもの — what of a cell and of a row is compared: its text, its unit, its revision, the rows within it."""

from typing import Any

from hyoka.sheet import Op, Place, Row, leaves
from hyoka.sheet.place import slots
from hyoka.store.cells import encode, text_of
from hyoka.store.models import Outcome, SheetRecord
from hyoka.values import Amount, Document


def revs_at(record: SheetRecord, seq: int) -> dict[str, int]:
    """The revision that each cell had at an event: its latest edit until then; 0 where there is none."""
    edits = record.edits.filter(outcome=Outcome.SAVED, op=Op.SET.value, seq__lte=seq).order_by("seq")
    return dict(edits.values_list("place", "seq"))


def said(value: Any) -> str:
    return text_of(encode(value))


def other_unit(before: Any, value: Any) -> str:
    """Why an amount in another unit is not taken: 百万円 typed as 千円 would be a thousandth of it."""
    if not isinstance(before, Amount) or not isinstance(value, Amount) or before.unit == value.unit:
        return ""
    if not (value.written or "").strip():
        return ""
    return f"単位が違います（評価表は{before.unit}、ファイルは{value.unit}）。換算して記入してください。"


def own_cells(row: Document, at: Place) -> list[tuple[Place, Any]]:
    """The cells of a row without those of the rows in it; of its years, all."""
    inner = [place for place, _ in rows_within(row, at)]
    return [
        (place, value) for place, value in leaves(row, at) if not any(place.is_within(one) for one in inner)
    ]


def rows_within(row: Document, at: Place) -> list[tuple[Place, Row]]:
    """The rows with keys directly in a row."""
    found: list[tuple[Place, Row]] = []
    _collect(row, at, found)
    return found


def _collect(document: Document, at: Place, found: list[tuple[Place, Row]]) -> None:
    for slot in slots(type(document)):
        held = getattr(document, slot.name)
        here = at if slot.implied else at / slot.name
        if slot.rows and issubclass(slot.rows, Row):
            found.extend((here / one.key, one) for one in held)
        elif slot.document:
            _collect(held, here, found)


__all__ = ["other_unit", "own_cells", "revs_at", "rows_within", "said"]
