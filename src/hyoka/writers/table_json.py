"""表の JSON — a list of objects, one for each row. Figures are JSON numbers with every digit they had."""

import json
from collections.abc import Iterable
from decimal import Decimal

from hyoka.sheet import Sheet
from hyoka.tables import Table, Value


def write_table_json(table: Table, sheets: Iterable[Sheet], *, municipality: str = "") -> bytes:
    """The table as JSON, one row on each line. null: not known; "" in a text: blank on the form."""
    names = [json.dumps(column.name) for column in table.columns]
    rows = (
        "{" + ", ".join(f"{name}: {_value(value)}" for name, value in zip(names, row, strict=True)) + "}"
        for sheet in sheets
        for row in table.rows(sheet, municipality=municipality)
    )
    body = ",\n".join(rows)
    return (f"[\n{body}\n]\n" if body else "[]\n").encode()


def _value(value: Value) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")  # json would go by way of float
    return json.dumps(value, ensure_ascii=False)
