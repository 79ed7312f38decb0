"""行 ↔ 文書 — the one place that knows both: documents of working sheets and of frozen revisions."""

from collections.abc import Iterable

from hyoka.sheet import Sheet, sheet_from_json
from hyoka.store.cells import put_together
from hyoka.store.models import CellRecord, SheetRecord, SheetRevision


def document_of(record: SheetRecord) -> Sheet:
    """The sheet as it stands now, assembled from its cells: one query."""
    return put_together(record.key, record.cells.values_list("place", "is_rows", "value"))


def documents_of(records: Iterable[SheetRecord]) -> dict[int, Sheet]:
    """Many sheets at once, by record id: one query for all their cells."""
    keys = {record.pk: record.key for record in records}
    cells: dict[int, list[tuple[str, bool, object]]] = {pk: [] for pk in keys}
    rows = CellRecord.objects.filter(sheet__in=keys).values_list("sheet_id", "place", "is_rows", "value")
    for pk, place, is_rows, value in rows.iterator(chunk_size=5_000):
        cells[pk].append((place, is_rows, value))
    return {pk: put_together(keys[pk], held) for pk, held in cells.items() if held}


def document_of_revision(revision: SheetRevision) -> Sheet:
    """The document that was frozen."""
    return sheet_from_json(revision.document)


def revs_of(record: SheetRecord) -> dict[str, int]:
    """The revision of every cell that has been edited; the rest are 0."""
    return dict(record.cells.filter(rev__gt=0).values_list("place", "rev"))
