"""行にする — the tidy rows of a document are kept beside it, so that a report over the whole city assembles no document."""

from collections.abc import Iterator, Mapping

from hyoka.actions.replacing import replace
from hyoka.sheet import Sheet
from hyoka.store.models import Level, Projection, SheetRecord
from hyoka.tables import TABLES


def rows_of(sheet: Sheet) -> dict[str, list[list[object]]]:
    """The rows of every table as JSON holds them: decimals as texts."""
    return {
        name: [
            [value if value is None or isinstance(value, str | bool | int) else str(value) for value in row]
            for row in table.rows(sheet)
        ]
        for name, table in TABLES.items()
    }


def replace_rows(
    record: SheetRecord, level: Level, tables: Mapping[str, list[list[object]]], seq: int
) -> None:
    """The rows of every table, and that all of them hold for this event."""
    held = Projection.objects.filter(sheet=record, level=level)
    replace(held, projections(record, level, tables, seq), ("table", "rows"))
    held.exclude(seq=seq).update(seq=seq)


def projections(
    record: SheetRecord, level: Level, tables: Mapping[str, list[list[object]]], seq: int
) -> Iterator[Projection]:
    """The same, not stored yet."""
    for name, rows in tables.items():
        yield Projection(sheet=record, level=level, table=name, seq=seq, rows=rows)
