"""欄の写し — cells as the database holds them, as documents hold them, and as people type them.

A sheet is stored as its leaves (`sheet.leaves`), each as JSON, and for every place that holds rows the order of their
names. Rows that were taken out keep their cells: putting the row back brings them back.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hyoka.layouts import parse_pattern
from hyoka.plan import ReformItem
from hyoka.sheet import NoSuchPlace, Part, Place, Presence, Relisting, Sheet, assemble, leaves, presence_of
from hyoka.sheet.listing import NO, YES, class_of
from hyoka.sheet.part import YearRow
from hyoka.sheet.place import row_id, slots
from hyoka.values import Amount, Document, Entry
from hyoka.values.text import hold_text

# One cell as stored: place, whether it is an order of rows, and the JSON value.
Stored = tuple[str, bool, Any]


def encode(value: Any) -> Any:
    """A cell of a document as JSON."""
    if isinstance(value, Entry):
        return {"written": value.written}
    if isinstance(value, Amount):
        return {"written": value.written, "unit": value.unit.value}
    if isinstance(value, Document):
        return value.model_dump(mode="json")
    return value if value is None or isinstance(value, str | bool) else int(value)


def take_apart(sheet: Sheet) -> Iterator[Stored]:
    """Everything that is stored of a sheet. `put_together(key, take_apart(sheet)) == sheet`."""
    for place, value in leaves(sheet):
        if place != "/key":
            yield str(place), False, _plain(encode(value))
    yield from _orders(sheet, Place("/"))


def _plain(value: Any) -> Any:
    return str(value) if type(value) is not str and isinstance(value, str) else value


def _orders(document: Document, at: Place) -> Iterator[Stored]:
    for slot in slots(type(document)):
        held = getattr(document, slot.name)
        here = at if slot.implied else at / slot.name
        if slot.rows:
            yield str(here), True, [row_id(row) for row in held]
            for row in held:
                yield from _orders(row, here / row_id(row))
        elif slot.document:
            yield from _orders(held, here)


def put_together(key: str, cells: Iterable[Stored]) -> Sheet:
    """The document of the stored cells.

    Raises ValueError (pydantic's ValidationError is one) where they do not make a sheet: a fault of ours.
    """
    values: dict[str, Any] = {}
    orders: dict[str, dict[str, int]] = {}
    for place, is_rows, value in cells:
        if is_rows:
            orders[place] = {name: index for index, name in enumerate(value)}
        else:
            values[place] = value
    ranked = [
        (rank, place, value) for place, value in values.items() if (rank := _rank(place, orders)) is not None
    ]
    ranked.sort(key=lambda cell: cell[0])
    return assemble(_presences([(place, value) for _, place, value in ranked], orders), key=key)


def _rank(place: str, orders: Mapping[str, Mapping[str, int]]) -> tuple[int, ...] | None:
    """Where a cell stands among the rows it lies in; None: in a row that was taken out."""
    rank = []
    holder = "/"
    for part in place.split("/")[1:]:
        order = orders.get(holder)
        if order is not None and part in order:
            rank.append(order[part])
        elif order is not None and _is_row(holder, part):
            return None
        holder = f"/{part}" if holder == "/" else f"{holder}/{part}"
    return tuple(rank)


def _is_row(holder: str, part: str) -> bool:
    """Whether a part below a holder of rows is a row and not a field of its own (presence, name …)."""
    try:
        model = class_of(holder)
    except NoSuchPlace:
        return False
    if not issubclass(model, Document):
        return True  # /directions: a field that holds rows
    return all(slot.implied or slot.name != part for slot in slots(model))


def _presences(
    cells: list[tuple[str, Any]], orders: Mapping[str, Mapping[str, int]]
) -> Iterator[tuple[str, Any]]:
    """Rows are there exactly when a part is present: the presence follows the rows."""
    for place, value in cells:
        if place.endswith("/presence"):
            rows = tuple(orders.get(place.removesuffix("/presence"), ()))
            was = Presence(value)
            value = presence_of(rows, Presence.BLANK if was is Presence.PRESENT else was)
        yield place, value


# ── as people type ────────────────────────────────────────────────────────


def text_of(value: Any) -> str:
    """A stored value as the text in its cell; "" for what is blank, missing or unset."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, dict):
        if "written" in value:
            return value["written"] or ""
        if "measure_no" in value:
            return f"{value['measure_no']}-({value['direction_no']})"
        return f"{value.get('no', '')} {value.get('name', '')}".strip()
    return str(value)


def value_of(place: str, text: str, held: Any) -> Any:
    """What is stored when a person types a text into a cell that holds `held`.

    Raises NoSuchPlace, or ValueError with words for the person where no such cell can hold it.
    """
    kind = class_of(place)
    if kind is Entry:
        return encode(Entry(written=text))
    if kind is Amount:
        unit = held.get("unit") if isinstance(held, dict) else None
        return encode(Amount(written=text, **({"unit": unit} if unit else {})))
    if kind is str:
        return hold_text(text)
    text = text.strip()
    if not text:
        return None
    if kind is bool:
        if text not in (YES, NO):
            raise ValueError(f"「{YES}」か「{NO}」を選んでください（見つかったもの: {text[:20]}）。")
        return text == YES
    if kind is Relisting:
        found = parse_pattern("{measure_no}-({direction_no})", text)
        if not found or not found["measure_no"] or not found["direction_no"]:
            raise ValueError(
                f"再掲元は「施策番号-(方向番号)」の形で書いてください（例: 48-(4)、見つかったもの: {text[:20]}）。"
            )
        return found
    if kind is ReformItem:
        no, _, name = text.partition(" ")
        return encode(ReformItem(no=no, name=name.strip()))
    return _of_scalar(kind, text)


def _of_scalar(kind: type[Any], text: str) -> Any:
    if issubclass(kind, int):
        digits = text.removesuffix("月")
        if not digits.isdecimal():
            raise ValueError(f"数字で書いてください（見つかったもの: {text[:20]}）。")
        return int(digits)
    words = [member.value for member in kind]
    if text not in words:
        raise ValueError(f"{'、'.join(words)} のどれかにしてください（見つかったもの: {text[:20]}）。")
    return text


# ── new rows ──────────────────────────────────────────────────────────────


def blank_document(model: type[Document], years: Iterable[int], **identity: Any) -> Any:
    """A new row as the form has it: every cell blank, with a column for each of the years."""
    fields: dict[str, Any] = dict(identity)
    for slot in slots(model):
        if slot.rows:
            is_years = issubclass(slot.rows, YearRow)
            rows = [blank_document(slot.rows, (), fiscal_year=year) for year in years] if is_years else []
            fields[slot.name] = tuple(rows)
        elif slot.document:
            fields[slot.name] = blank_document(slot.document, years)
        elif model.model_fields[slot.name].annotation is Amount:
            fields[slot.name] = Amount.blank()
    if issubclass(model, Part):
        fields["presence"] = presence_of(fields[model.ROWS])
    return model(**fields)


def take_apart_row(row: Document, place: str) -> Iterator[Stored]:
    """Everything that is stored of one row at its place."""
    for at, value in leaves(row, Place(place)):
        yield str(at), False, _plain(encode(value))
    yield from _orders(row, Place(place))
