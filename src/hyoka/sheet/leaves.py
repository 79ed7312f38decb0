"""欄 — a sheet taken apart into its cells, each with its place, and put together again.

Cells are the truth and the document is assembled from them: the workbook's key worksheet, the diff and the
office's cell store all speak in these cells.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from hyoka.sheet.part import Row, YearRow
from hyoka.sheet.place import ROOT, Place, row_id, slots
from hyoka.sheet.sheet import Sheet
from hyoka.values import Amount, Document, Entry


def leaves(document: Document, at: Place = ROOT) -> Iterator[tuple[Place, Any]]:
    """Every cell of a document with its place, in document order.

    A cell's value is an Entry, an Amount, or a plain value (text, number, flag, None). Optional inner documents
    (a relisting, a reform item) are one cell. `assemble(Sheet, leaves(sheet)) == sheet`.
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

    Raises pydantic's ValidationError where cells do not make a sheet.
    """
    tree: dict[str, Any] = {}
    for place, value in cells:
        node = tree
        *path, last = Place(place).parts
        for part in path:
            node = node.setdefault(part, {})
        node[last] = value
    sheet: Sheet = _build(Sheet, {**tree, "key": key})
    return sheet


def _build(model: type[Document], tree: dict[str, Any]) -> Any:
    rest = dict(tree)
    fields: dict[str, Any] = {}
    for slot in slots(model):
        if slot.implied:
            continue
        if slot.rows:
            fields[slot.name] = _build_rows(slot.rows, rest.pop(slot.name, {}))
        elif slot.document and slot.name in rest:
            fields[slot.name] = _build(slot.document, rest.pop(slot.name))
        elif slot.name in rest:
            fields[slot.name] = rest.pop(slot.name)
    for identity in ("key", "fiscal_year"):
        if identity in rest and identity in model.model_fields and not isinstance(rest[identity], dict):
            fields[identity] = rest.pop(identity)
    for slot in slots(model):
        if slot.implied and slot.rows:
            fields[slot.name] = _build_rows(slot.rows, rest)
            rest = {}
    return model(**fields, **rest)


def _build_rows(model: type[Document], tree: dict[str, Any]) -> tuple[Any, ...]:
    identity = "key" if issubclass(model, Row) else "fiscal_year"
    assert issubclass(model, Row | YearRow)
    return tuple(
        _build(model, {**row, identity: name if identity == "key" else int(name)})
        for name, row in tree.items()
    )


def is_blank(value: object) -> bool:
    """Whether a cell says nothing: blank on the form, or not in the source."""
    if isinstance(value, Entry | Amount):
        return not (value.written or "").strip()
    return value is None or value == ""
