"""書き出した時の版 — the version of a sheet that a workbook was written at, in a short text that the workbook carries.

It is the event that last changed the cells, with the beginning of its hash in the chain. The number alone could be
another history's: of another installation, or of a database that was restored since.
"""

from hyoka.store.models import Event, SheetRecord

_LENGTH = 10  # of the hash: two histories that agree in it by chance do not exist


def base_of(record: SheetRecord, seq: int) -> str:
    """What to write into the workbook; "" where the event is not there."""
    found = _hash(record, seq)
    return f"{seq}-{found[:_LENGTH]}" if found else ""


def seq_of(record: SheetRecord, base: str) -> int | None:
    """The event that a workbook names, if it is one of this sheet's history."""
    number, _, mark = base.partition("-")
    if not (number.isdecimal() and len(number) < 16 and len(mark) == _LENGTH):
        return None
    return int(number) if _hash(record, int(number)).startswith(mark) else None


def _hash(record: SheetRecord, seq: int) -> str:
    found = Event.objects.filter(scope=record.key, seq=seq).values_list("hash", flat=True).first()
    return found or ""


__all__ = ["base_of", "seq_of"]
