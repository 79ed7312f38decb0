"""場所 — where in a sheet a value stands, made of field names, row keys and fiscal years, never of positions.

    /head/department
    /totals/2018/budget
    /outcomes/k3f…/2018/actual
    /directions/k9a…/work_plan/k2c…/k7d…/indicator/2018/target
    /directions/k9a…/check/general

The field that holds a document's rows is not spelled out where the document has only one such field
(a part's rows, a project's means, an indicator's years): the key follows directly.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from hyoka.sheet.part import Part, Row, YearRow
from hyoka.values import Amount, Document, Entry


class Place(str):
    """A path from the sheet's root.

    >>> Place("/outcomes") / "k1" / 2018 / "actual"
    '/outcomes/k1/2018/actual'
    >>> (Place("/outcomes") / "k1").parts
    ('outcomes', 'k1')
    """

    __slots__ = ()

    def __truediv__(self, part: object) -> Place:
        name = part if type(part) is str else int(part) if isinstance(part, int) else part
        return Place(f"/{name}" if self == "/" else f"{self}/{name}")

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(filter(None, self.split("/")))

    @property
    def parent(self) -> Place:
        return Place(self.rstrip("/").rpartition("/")[0] or "/")

    def is_within(self, other: str) -> bool:
        """Whether this place is the other one or lies in it."""
        return self == other or other == "/" or self.startswith(other + "/")


ROOT = Place("/")


class NoSuchPlace(LookupError):
    """The sheet has no such place. The message is meant for the person."""

    def __init__(self, place: str) -> None:
        super().__init__(f"評価表に次の場所がありません: {place}（行が消されたか、別の評価表の場所です）")


class Slot(NamedTuple):
    """A field of a document class, as places see it."""

    name: str
    rows: type[Document] | None  # the class of its rows, if it holds rows
    document: type[Document] | None  # its class, if it is a document with places of its own
    implied: bool  # rows reached by key directly, without the field's name

    @property
    def is_cell(self) -> bool:
        """Whether the field is one cell: a value that no place leads into."""
        return self.rows is None and self.document is None


@cache
def slots(model: type[Document]) -> tuple[Slot, ...]:
    """The fields of a document class that places lead through, identity fields left out."""
    found = []
    for name, field in model.model_fields.items():
        if (name == "key" and issubclass(model, Row)) or (
            name == "fiscal_year" and issubclass(model, YearRow)
        ):
            continue
        rows = _row_class(field.annotation)
        inner = _inner_class(field.annotation)
        found.append(Slot(name, rows, inner, False))
    holders = [slot for slot in found if slot.rows]
    if len(holders) == 1 and not any(slot.document for slot in found):
        return tuple(slot._replace(implied=bool(slot.rows)) for slot in found)
    return tuple(found)


def _row_class(annotation: Any) -> type[Document] | None:
    if get_origin(annotation) is tuple:
        inner = get_args(annotation)[0]
        if isinstance(inner, type) and issubclass(inner, Row | YearRow):
            return inner
    return None


def _inner_class(annotation: Any) -> type[Document] | None:
    """The class of an inner document with places of its own; entries and amounts are cells."""
    if not isinstance(annotation, type) or not issubclass(annotation, Document):
        return None
    return None if issubclass(annotation, Entry | Amount) else annotation


def row_id(row: Document) -> str:
    """What a row is called in a place: its key, or its fiscal year."""
    return row.key if isinstance(row, Row) else str(int(row.fiscal_year))  # type: ignore[attr-defined]


def get(document: Document, place: str) -> Any:
    """The value, row or document at a place.

    Raises NoSuchPlace.
    """
    found: Any = document
    parts = list(Place(place).parts)
    while parts:
        found = _step(found, parts, place)
    return found


def find(document: Document, place: str) -> Any | None:
    """Like `get`, but None where there is no such place."""
    try:
        return get(document, place)
    except NoSuchPlace:
        return None


def _step(document: Any, parts: list[str], place: str) -> Any:
    if not isinstance(document, Document) or isinstance(document, Entry | Amount):
        raise NoSuchPlace(place)
    part = parts.pop(0)
    for slot in slots(type(document)):
        if slot.name == part and not slot.implied:
            value = getattr(document, slot.name)
            if parts and slot.is_cell:
                raise NoSuchPlace(place)
            return _row(value, parts.pop(0), place) if slot.rows and parts else value
    for slot in slots(type(document)):
        if slot.implied:
            return _row(getattr(document, slot.name), part, place)
    raise NoSuchPlace(place)


def _row(rows: tuple[Document, ...], wanted: str, place: str) -> Document:
    for row in rows:
        if row_id(row) == wanted:
            return row
    raise NoSuchPlace(place)


def put(document: Document, place: str, value: Any) -> Any:
    """The document with another value at a place; everything else is shared, not copied.

    Raises NoSuchPlace, or pydantic's ValidationError where the value does not fit.
    """
    return _put(document, list(Place(place).parts), value, place)


def _put(document: Any, parts: list[str], value: Any, place: str) -> Any:
    if not parts:
        return value
    if not isinstance(document, Document):
        raise NoSuchPlace(place)
    part, *rest = parts
    for slot in slots(type(document)):
        if slot.name == part and not slot.implied:
            held = getattr(document, slot.name)
            if slot.is_cell and rest:
                raise NoSuchPlace(place)
            if slot.rows and rest:
                return _with(document, slot.name, _put_row(held, rest[0], rest[1:], value, place))
            return _with(document, slot.name, _put(held, rest, value, place))
    for slot in slots(type(document)):
        if slot.implied:
            rows = _put_row(getattr(document, slot.name), part, rest, value, place)
            return _with(document, slot.name, rows)
    raise NoSuchPlace(place)


def _put_row(
    rows: tuple[Document, ...], wanted: str, rest: list[str], value: Any, place: str
) -> tuple[Document, ...]:
    _row(rows, wanted, place)
    return tuple(_put(row, rest, value, place) if row_id(row) == wanted else row for row in rows)


def _with(document: Document, name: str, value: Any) -> Document:
    """A validated copy with one field changed (inner documents are already valid and are shared)."""
    fields = {field: getattr(document, field) for field in type(document).model_fields}
    return type(document)(**{**fields, name: value})


def part_rows(part: Part) -> tuple[Row | YearRow, ...]:
    """The rows of a part, whatever its field calls them."""
    rows: tuple[Row | YearRow, ...] = getattr(part, part.ROWS)
    return rows
