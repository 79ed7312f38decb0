"""行の出し入れ — rows come, go and move. A removed row keeps its cells; adding its key again brings them back,
and is refused where other texts come along."""

from __future__ import annotations

import re
from typing import Any

from hyoka.actions.change import Change
from hyoka.actions.editing import CannotHold, Editing
from hyoka.sheet import NoSuchPlace, Op, Place, Row
from hyoka.sheet.listing import class_of
from hyoka.sheet.sheet import field_names
from hyoka.store.cells import blank_document, take_apart_row, text_of, value_of
from hyoka.store.models import CellRecord, Outcome
from hyoka.values import derive_key
from hyoka.workflow import why_not

_KEY = re.compile("[a-z0-9]{4,40}")
MOST_ROWS = 300  # below one place


def add_row(editing: Editing, change: Change) -> dict[str, Any]:
    """Raises NoSuchPlace, CannotHold."""
    place = Place(change.place)
    key, model = place.parts[-1], class_of(place)
    if not issubclass(model, Row) or not editing.is_there(place.parent):
        raise NoSuchPlace(place)
    order = editing.order(place.parent)
    if key in order.value:
        raise CannotHold("この行はもうあります。画面を開き直してください。")
    if not _KEY.fullmatch(key) or key.isdecimal() or key in field_names():
        raise CannotHold("行の鍵は英小文字を含む、英小文字と数字の 4 字から 40 字です。")
    if len(order.value) >= MOST_ROWS:
        raise CannotHold(f"行が多すぎます（{MOST_ROWS} 行まで）。")
    if editing.record.cells.filter(place__startswith=f"{place}/").exists():
        _refuse_other_texts(editing, place, change.value)
    else:
        _create(editing, place, model, change.value)
    return _reorder(editing, change, order, [name for name in order.value if name != key], key)


def remove_row(editing: Editing, change: Change) -> dict[str, Any]:
    """A row in which a colleague has typed since is not taken away unseen. Raises NoSuchPlace."""
    place = Place(change.place)
    order = editing.order(place.parent)
    if place.parts[-1] not in order.value or not issubclass(class_of(place), Row):
        raise NoSuchPlace(place)
    newer = editing.record.edits.filter(
        place__startswith=f"{place}/", seq__gt=change.base_rev, outcome=Outcome.SAVED
    ).exclude(person_id=editing.by.person)
    edit = newer.select_related("person").order_by("-seq").first()
    if edit is not None:
        answer = {
            "status": "conflict",
            "place": change.place,
            "rev": editing.record.seq,
            "base": text_of(edit.before),
            "theirs": text_of(edit.value),
            "mine": "（行を削除）",
            "by": edit.person.name if edit.person else "",
            "at": edit.at.isoformat(),
        }
        editing.keep(change, Outcome.PARKED, order.value, order.value, answer)
        return answer
    rest = [name for name in order.value if name != place.parts[-1]]
    answer = {"status": "saved", "place": change.place, "rev": editing.next_seq, "value": ""}
    editing.put(change, rest, answer, cell=order)
    return answer


def move_row(editing: Editing, change: Change) -> dict[str, Any]:
    """Raises NoSuchPlace."""
    place = Place(change.place)
    key = place.parts[-1]
    order = editing.order(place.parent)
    if key not in order.value or not issubclass(class_of(place), Row):
        raise NoSuchPlace(place)
    return _reorder(editing, change, order, [name for name in order.value if name != key], key)


def _reorder(
    editing: Editing, change: Change, order: CellRecord, others: list[str], key: str
) -> dict[str, Any]:
    """Put the row behind `after` ("" = first); at the end where that row is gone."""
    at = others.index(change.after) + 1 if change.after in others else len(others) if change.after else 0
    answer = {"status": "saved", "place": change.place, "rev": editing.next_seq, "value": ""}
    editing.put(change, [*others[:at], key, *others[at:]], answer, cell=order)
    return answer


def _refuse_other_texts(editing: Editing, place: Place, fields: object) -> None:
    """A row that was taken out comes back as it was: texts that came along and say something else would be lost."""
    texts = {
        f"{place}/{name}": str(text) for name, text in (fields if isinstance(fields, dict) else {}).items()
    }
    editing.load(texts)
    for at, text in texts.items():
        cell = editing.cells.get(at)
        if cell is None or cell.is_rows:
            raise NoSuchPlace(at)
        if text_of(value_of(at, text, cell.value)) != text_of(cell.value):
            raise CannotHold(
                "この行は前に削除されていて、残っている文が、送られた文と違います。何も変えていません。"
                "行を元に戻してから欄に書くか、新しい行を加えて書いてください。"
            )


def _create(editing: Editing, place: Place, model: type[Row], fields: object) -> None:
    """The cells of a new row, with the texts that came along."""
    if not isinstance(fields, dict):
        raise CannotHold("新しい行の値は、欄の名前と文字の組で送ってください。")
    years = editing.layout.years.of(editing.record.fiscal_year)
    row = blank_document(model, years, key=place.parts[-1])
    stored = {at: (is_rows, value) for at, is_rows, value in take_apart_row(row, place)}
    for name, text in fields.items():
        at = f"{place}/{name}"
        if at not in stored or stored[at][0]:
            raise NoSuchPlace(at)
        refused = why_not(editing.by, Op.SET, at, editing.subject, editing.layout, editing.record.fiscal_year)
        if refused is not None:  # what may not be typed does not come in with a row either
            raise CannotHold(refused.message)
        stored[at] = (False, value_of(at, str(text), stored[at][1]))
    for at, (_, value) in stored.items():
        if at.endswith("/series_id") and not value:  # a new indicator begins a series of its own
            stored[at] = (False, derive_key("series", editing.record.key, at))
    CellRecord.objects.bulk_create(
        CellRecord(sheet=editing.record, place=at, is_rows=is_rows, value=value)
        for at, (is_rows, value) in stored.items()
    )
