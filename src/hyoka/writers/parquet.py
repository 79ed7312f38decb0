"""Parquet — a table with its types: whole yen, exact decimals, true, false and not known."""

import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hyoka.sheet import Sheet
from hyoka.tables import Column, Table, Type, Value

_INT64 = range(-(2**63), 2**63)
_DIGITS, _PLACES = 38, 9  # a decimal column, so that the files of different years have one schema
_MOST_DIGITS = 76


class TooManyDigits(ValueError):
    """A figure that no Parquet type holds exactly. The message is meant for the person."""


def write_parquet(table: Table, sheets: Iterable[Sheet], *, municipality: str = "") -> bytes:
    """The table as Parquet. A column whose figures need it becomes wider; no figure is ever rounded.

    Raises TooManyDigits.
    """
    rows = [row for sheet in sheets for row in table.rows(sheet, municipality=municipality)]
    columns = [
        pa.array([row[index] for row in rows], type=_type(column, [row[index] for row in rows]))
        for index, column in enumerate(table.columns)
    ]
    fields = [
        pa.field(column.name, array.type, nullable=not column.required, metadata=_told(column))
        for column, array in zip(table.columns, columns, strict=True)
    ]
    schema = pa.schema(fields, metadata={"title": table.title, "description": table.description})
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def _told(column: Column) -> dict[str, str]:
    return {"title": column.title, "description": column.description, "unit": column.unit}


def _type(column: Column, values: list[Value]) -> Any:
    match column.type:
        case Type.STRING:
            return pa.string()
        case Type.BOOLEAN:
            return pa.bool_()
        case Type.YEAR:
            return pa.int32()
        case Type.INTEGER:
            whole = [value for value in values if isinstance(value, int)]
            if all(value in _INT64 for value in whole):
                return pa.int64()
            return _decimal(column, [Decimal(value) for value in whole], 0)
        case Type.NUMBER:
            return _decimal(column, [value for value in values if isinstance(value, Decimal)], _PLACES)


def _decimal(column: Column, values: list[Decimal], places: int) -> Any:
    """A decimal type that holds every value to the last digit."""
    before, after = 0, places
    for value in values:
        _, digits, exponent = value.as_tuple()
        assert isinstance(exponent, int)
        before = max(before, len(digits) + exponent)
        after = max(after, -exponent)
    if before + after <= _DIGITS and after == places:
        return pa.decimal128(_DIGITS, places)
    if before + after > _MOST_DIGITS:
        raise TooManyDigits(
            f"{column.title}（{column.name}）に、Parquet に入る {_MOST_DIGITS} 桁を超える数値があります。"
            ".csv か .json に書き出してください。"
        )
    return pa.decimal256(_MOST_DIGITS, after)
