"""表の書き出し — one published table in the format asked for."""

from collections.abc import Callable, Iterable

from hyoka.sheet import Sheet
from hyoka.tables import Table

# By the suffix of the file.
FORMATS = ("csv", "json", "parquet")


def write_table(
    table: Table, sheets: Iterable[Sheet], format: str = "csv", *, bom: bool = False, municipality: str = ""
) -> bytes:
    """The table as bytes. Figures are exact in every format.

    Raises FractionOfYen; for Parquet TooManyDigits.
    """
    return _WRITERS[format](table, sheets, bom, municipality)


def _csv(table: Table, sheets: Iterable[Sheet], bom: bool, municipality: str) -> bytes:
    from hyoka.writers.csv import write_csv

    return write_csv(table, sheets, bom=bom, municipality=municipality)


def _json(table: Table, sheets: Iterable[Sheet], bom: bool, municipality: str) -> bytes:
    from hyoka.writers.table_json import write_table_json

    return write_table_json(table, sheets, municipality=municipality)


def _parquet(table: Table, sheets: Iterable[Sheet], bom: bool, municipality: str) -> bytes:
    from hyoka.writers.parquet import write_parquet  # pyarrow is heavy

    return write_parquet(table, sheets, municipality=municipality)


_WRITERS: dict[str, Callable[[Table, Iterable[Sheet], bool, str], bytes]] = {
    "csv": _csv,
    "json": _json,
    "parquet": _parquet,
}
