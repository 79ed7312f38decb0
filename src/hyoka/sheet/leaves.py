"""欄 — a sheet taken apart into its cells, each with its place, and put together again.

Cells are the truth and the document is assembled from them: the workbook's key worksheet, the diff and the
office's cell store all speak in these cells.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from hyoka.sheet.part import Row
from hyoka.sheet.place import ROOT, NoSuchPlace, Place, row_id, slots
from hyoka.sheet.sheet import Sheet
from hyoka.values import Amount, Document, Entry


def leaves(document: Document, at: Place = ROOT) -> Iterator[tuple[Place, Any]]:
    """Every cell of a document with its place, in document order.

    A cell's value is an Entry, an Amount, or a plain value (text, number, flag, None). Optional inner documents
    (a relisting, a reform item) are one cell. `assemble(leaves(sheet), key=sheet.key) == sheet`.
    """
    for slot in slots(type(document)):
        value = getattr(document, slot.name)
        here = at if slot.implied else at / slot.name
        if slot.rows:
            for row in value:
                yield from leaves(row, here / row_id(row))
        elif slot.document:
            yield from leaves(value, here)
        else:
            yield here, value


def assemble(cells: Iterable[tuple[str, Any]], *, key: str) -> Sheet:
    """The sheet made of these cells; rows stand in the order in which they first appear.

    Raises NoSuchPlace where a place leads through a cell, ValueError (pydantic's ValidationError is one) where a
    place comes twice or the cells do not make a sheet.
    """
    tree: dict[str, Any] = {}
    for place, value in cells:
        node = tree
        *path, last = Place(place).parts or ("",)
        for part in path:
            node = node.setdefault(part, {})
            if not isinstance(node, dict):
                raise NoSuchPlace(place)
        if isinstance(node.get(last), dict):
            raise NoSuchPlace(place)
        if last in node:
            raise ValueError(f"同じ場所の値が二つあります: {place}")
        node[last] = value
    sheet: Sheet = _build(Sheet, tree, ROOT, {"key": key})
    return sheet


def _build(model: type[Document], tree: Any, at: Place, identity: dict[str, Any]) -> Any:
    if not isinstance(tree, dict):
        raise NoSuchPlace(at)
    rest = {name: value for name, value in tree.items() if name not in identity}
    fields = dict(identity)
    for slot in slots(model):
        if slot.implied or slot.name not in rest:
            continue
        held, here = rest.pop(slot.name), at / slot.name
        if slot.rows:
            held = _build_rows(slot.rows, held, here)
        elif slot.document:
            held = _build(slot.document, held, here, {})
        fields[slot.name] = held
    for slot in slots(model):
        if slot.implied and slot.rows:
            fields[slot.name] = _build_rows(slot.rows, rest, at)
            rest = {}
    return model(**fields, **rest)


def _build_rows(model: type[Document], tree: Any, at: Place) -> tuple[Any, ...]:
    if not isinstance(tree, dict):
        raise NoSuchPlace(at)
    if issubclass(model, Row):
        return tuple(_build(model, row, at / name, {"key": name}) for name, row in tree.items())
    if not all(name.isdecimal() for name in tree):
        raise NoSuchPlace(at)
    return tuple(_build(model, row, at / name, {"fiscal_year": int(name)}) for name, row in tree.items())


def is_blank(value: object) -> bool:
    """Whether a cell says nothing: blank on the form, or not in the source."""
    if isinstance(value, Entry | Amount):
        return not (value.written or "").strip()
    return value is None or (isinstance(value, str) and not value.strip())
