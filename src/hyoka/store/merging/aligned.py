"""そろえる — the file's sheet with the keys that its rows have in the office, and what stands there to compare with."""

from collections.abc import Iterator
from typing import NamedTuple

from hyoka.readers.reading import Origin, Reading
from hyoka.sheet import Edit, Op, Place, Sheet, apply, diff, find, leaves, row_keys
from hyoka.sheet.matching import match_rows, rename_rows
from hyoka.store.documents import document_of
from hyoka.store.models import CellEdit, Outcome, SheetRecord
from hyoka.store.past import document_at
from hyoka.values import Document, derive_key
from hyoka.workflow import Actor


class Aligned(NamedTuple):
    """Three documents with the same keys for the same rows."""

    base: Sheet  # 元: at the version that the file was written from; without one, the same as `now`
    now: Sheet  # as the person is shown it
    file: Sheet
    origins: dict[str, Origin]  # where in the file each place stands
    doubts: dict[str, str]  # why a place is uncertain


def align(
    record: SheetRecord, reading: Reading, actor: Actor, *, base_seq: int | None, seen: int, salt: str
) -> Aligned:
    """The documents to compare. Keys of new rows that are somebody else's by now are made anew, from `salt`."""
    now = document_of(record) if seen == record.cells_seq else document_at(record, seen)
    base = now if base_seq is None else document_at(record, base_seq)
    file = reading.sheet if base_seq is not None else match_rows(reading.sheet, now)
    file = rename_rows(file, _clashes(record, file, base, now, actor, salt))
    if base_seq is not None:
        base = _with_own_rows(base, now, file)
    moved = {
        str(old): str(new) for (old, _), (new, _) in zip(leaves(reading.sheet), leaves(file), strict=True)
    }
    return Aligned(
        base=base,
        now=now,
        file=file,
        origins={moved.get(place, place): origin for place, origin in reading.places.items()},
        doubts={
            moved.get(one.place, one.place): f"{one.doubt}（{one.detail}）" if one.detail else str(one.doubt)
            for one in reading.uncertain
        },
    )


def _clashes(
    record: SheetRecord, file: Sheet, base: Sheet, now: Sheet, actor: Actor, salt: str
) -> dict[str, str]:
    """New keys for rows that the file brings under a key which the office knows as another row.

    Spare rows of a form have the same keys in every copy of it: two people may each fill in theirs. And a row that was
    taken out keeps its cells, so its key would bring the old ones back.
    """
    brought = row_keys(file) - row_keys(base)
    if not brought:
        return {}
    known = {part for place in record.cells.values_list("place", flat=True) for part in place.split("/")}
    here, theirs = _rows(now), _rows(file)
    return {
        key: derive_key(key, salt)
        for key in sorted(brought & known)
        if key not in here or not (_says_the_same(here[key], theirs[key]) or _is_own(record, key, actor))
    }


def _rows(sheet: Sheet) -> dict[str, Document]:
    """Every row by its key."""
    wanted = row_keys(sheet)
    found: dict[str, Document] = {}
    for place, _ in leaves(sheet):
        parts = place.parts
        for length, part in enumerate(parts, start=1):
            if part in wanted and part not in found:
                row = find(sheet, "/" + "/".join(parts[:length]))
                if isinstance(row, Document):
                    found[part] = row
    return found


def _says_the_same(row: Document, other: Document) -> bool:
    def said(one: Document) -> list[tuple[str, str]]:
        return [
            (str(at), getattr(value, "written", value) or "")
            for at, value in leaves(one)
            if at.parts[-1] != "series_id"
        ]

    return said(row) == said(other)


def _is_own(record: SheetRecord, key: str, actor: Actor) -> bool:
    """Whether this person brought the row in: the same file, filled in further and sent again."""
    added = CellEdit.objects.filter(
        sheet=record, op=Op.ADD.value, outcome=Outcome.SAVED, place__endswith=f"/{key}"
    )
    return added.filter(person_id=actor.person).exists()


def _with_own_rows(base: Sheet, now: Sheet, file: Sheet) -> Sheet:
    """The base with the rows that the file brings and that are there already: they are compared cell by cell."""
    return apply(base, _coming(base, now, file))


def _coming(base: Sheet, now: Sheet, file: Sheet) -> Iterator[Edit]:
    come: set[str] = set()
    for change in diff(base, file):
        edit = change.edit
        row = find(now, edit.place) if edit.op is Op.ADD else None
        if not isinstance(row, Document) or not row_keys_of(row):
            continue
        behind = Place(edit.place).parent / edit.after if edit.after else None
        after = edit.after if behind and (find(base, behind) is not None or str(behind) in come) else ""
        come.add(str(edit.place))
        yield Edit(op=Op.ADD, place=edit.place, value=row, after=after)


def row_keys_of(row: Document) -> bool:
    """Whether it is a row with a key, not a year."""
    return hasattr(row, "key")


__all__ = ["Aligned", "align"]
