"""欄一覧 — the cells of a sheet as lines of a visible list, as our workbooks carry it.

A line names a place, the worksheet and cell that print it, and whatever the form cannot show: a missing cell
beside a blank one, the unit, and the value where no cell, or a cell shared with others, prints it.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, NamedTuple, get_args

from hyoka.plan import ReformItem
from hyoka.sheet.leaves import leaves
from hyoka.sheet.place import NoSuchPlace, Place, Slot, slots
from hyoka.sheet.sheet import Sheet
from hyoka.sheet.work_plan import Relisting
from hyoka.values import Amount, Document, Entry

WORKSHEET = "欄一覧"
HEADINGS = ("場所", "シート", "セル", "状態", "単位", "値", "印字の型")
YES, NO = "はい", "いいえ"
# A bar is printed as marks over twelve cells, not as text in one.
MARKS = "{from_month}{to_month}"
CONTENTS = "目次"
CONTENTS_HEADINGS = ("番号", "年度", "所属課", "施策名", "シート")


class State(StrEnum):
    """状態 — what a line says beside its value."""

    HELD = ""
    MISSING = "原資料になし"  # the source does not hold the cell
    UNSET = "未設定"  # nothing is said: no kind, no month, no relisting
    FREE = "空き"  # not in the document yet: a printed row that nobody has filled in
    FORM = "様式"  # words of the form, by which shifted rows and columns are noticed
    ESCAPED = "下線"  # then the sign that stands for "_": _x0041_ is an A to spreadsheet programs


class Listed(NamedTuple):
    """One cell of a sheet as text."""

    place: Place
    state: State
    unit: str
    text: str


def listed(sheet: Sheet) -> Iterator[Listed]:
    """Every cell of a sheet, an optional inner document spelled out, in document order."""
    for place, value in leaves(sheet):
        if isinstance(value, Relisting | ReformItem):
            for name in type(value).model_fields:
                yield Listed(place / name, State.HELD, "", getattr(value, name))
        else:
            yield listed_cell(place, value)


def listed_cell(place: Place, value: object) -> Listed:
    """One cell as text."""
    match value:
        case str():
            return Listed(place, State.HELD, "", str(value))
        case Entry():
            return _written(place, value.written, "")
        case Amount():
            return _written(place, value.written, value.unit.value)
        case None:
            return Listed(place, State.MISSING if is_text(place) else State.UNSET, "", "")
        case bool():
            return Listed(place, State.HELD, "", YES if value else NO)
        case _:
            return Listed(place, State.HELD, "", str(value))


def _written(place: Place, written: str | None, unit: str) -> Listed:
    return Listed(place, State.MISSING if written is None else State.HELD, unit, written or "")


_TRAP = re.compile("_x[0-9A-Fa-f]{1,4}_")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{1,4})_")


# One of these stands for "_" in a text that holds _x0041_: as long as it was, and no program's escape.
_STAND_INS = "‗" + "".join(chr(code) for code in range(0x2801, 0x2900))


def stand_in_for(text: str) -> str:
    """The sign that stands for "_" in the list of cells; "" where the text needs none.

    >>> stand_in_for("_x0041_"), stand_in_for("a_b")
    ('‗', '')
    """
    if "_x" not in text or not _TRAP.search(text):
        return ""
    return next((sign for sign in _STAND_INS if sign not in text), "")


def prints_as(text: str) -> frozenset[str]:
    """What a cell may hold where a text was written: programs that forget the escapes turn _x0041_ into A."""
    found = {text}
    while "_x" in text:
        shorter = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)
        if shorter == text:
            break
        found.add(text := shorter)
    return frozenset(found)


def value_of(line: Listed) -> Any:
    """What a line holds, ready for `assemble`; what does not fit the document is refused there."""
    kind = class_of(line.place)
    written = None if line.state is State.MISSING else line.text
    if kind is Entry:
        return Entry.of(written)
    if kind is Amount:
        return {"written": written, **({"unit": line.unit} if line.unit else {})}
    if kind is str:
        return None if line.state is State.UNSET else written
    if line.state in (State.MISSING, State.UNSET) or not line.text:
        return None
    if kind is bool:
        return {YES: True, NO: False}.get(line.text, line.text)
    return int(line.text) if issubclass(kind, int) and line.text.isdecimal() else line.text


def is_text(place: str) -> bool:
    """Whether a place holds words or figures as written, where missing and blank differ."""
    return class_of(place) in (str, Entry, Amount)


@lru_cache(maxsize=1 << 15)
def class_of(place: str) -> type[Any]:
    """What kind of value stands at a place of a sheet: str, Entry, Amount, int, bool, an enum …

    Raises NoSuchPlace.
    """
    model: Any = Sheet
    parts = list(Place(place).parts)
    while parts:
        part = parts.pop(0)
        named, implied = _steps(model)
        slot = named.get(part) or implied
        if slot is None:
            raise NoSuchPlace(place)
        if slot.rows:
            if part in named and parts:
                parts.pop(0)
            model = slot.rows
        else:
            model = slot.document or _held(model, slot.name)
    found: type[Any] = model
    return found


@cache
def _steps(model: type[Any]) -> tuple[dict[str, Slot], Slot | None]:
    """The fields that a place may name, and the one whose rows it reaches by key."""
    if not issubclass(model, Document) or issubclass(model, Entry | Amount):
        return {}, None
    found = slots(model)
    return {slot.name: slot for slot in found if not slot.implied}, next(
        (slot for slot in found if slot.implied), None
    )


@cache
def _held(model: type[Document], name: str) -> type[Any]:
    """The class a cell holds: X of `X`, of `X | None`, of `Literal[1]`, of `Annotated[X, …]`."""
    annotation: Any = model.model_fields[name].annotation
    while not isinstance(annotation, type):
        annotation = next(inner for inner in get_args(annotation) if inner is not type(None))
        annotation = annotation if isinstance(annotation, type) or get_args(annotation) else type(annotation)
    return annotation
