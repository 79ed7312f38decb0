"""できごとを残す — append to a chain, in the transaction of what it tells of. Read back, the chain proves itself."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import connection

from hyoka.store.models import CITY, Choice, Event, SheetRecord
from hyoka.workflow import Actor

START = "0" * 64


def digest(text: str) -> str:
    """The hash that stands for a text in the chain."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chained(
    previous: str, scope: str, seq: int, kind: str, at: datetime, person: int | None, body: Any
) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return digest(previous + canonical([scope, seq, kind, moment, person, body]))


def append(record: SheetRecord, kind: Choice, by: Actor, at: datetime, body: dict[str, Any]) -> Event:
    """The next event of a sheet. The caller holds the sheet's lock and saves the record."""
    event = next_event(record, kind, by, at, body)
    event.save(force_insert=True)
    return event


def next_event(record: SheetRecord, kind: Choice, by: Actor, at: datetime, body: dict[str, Any]) -> Event:
    """The same, not stored yet; the record is one event further."""
    record.seq += 1
    event = _made(record.key, record.seq, kind, by, at, body, record.head or START)
    record.head = event.hash
    return event


def append_each(
    records: Sequence[SheetRecord], kind: Choice, by: Actor, at: datetime, body: dict[str, Any]
) -> None:
    """The same event in the chains of many sheets, whose locks the caller holds; the records are saved as far."""
    Event.objects.bulk_create(next_event(record, kind, by, at, body) for record in records)
    SheetRecord.objects.bulk_update(records, ("seq", "head"))


def append_city(kind: Choice, by: Actor, at: datetime, body: dict[str, Any]) -> Event:
    """The next event of the city's own chain. Needs a transaction: the last event is locked."""
    _lock_city()
    last = Event.objects.filter(scope=CITY).order_by("-seq").first()
    event = _made(CITY, (last.seq if last else 0) + 1, kind, by, at, body, last.hash if last else START)
    event.save(force_insert=True)
    return event


def _lock_city() -> None:
    """SQLite holds the write lock already (BEGIN IMMEDIATE); PostgreSQL takes one for this transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(41001)")


def _made(
    scope: str, seq: int, kind: Choice, by: Actor, at: datetime, body: dict[str, Any], previous: str
) -> Event:
    person = by.person or None
    return Event(
        scope=scope,
        seq=seq,
        kind=kind,
        at=at,
        person_id=person,
        body=body,
        previous=previous,
        hash=chained(previous, scope, seq, kind, at, person, body),
    )


class Broken(NamedTuple):
    scope: str
    seq: int
    why: str


def verify(scope: str, *, head: str = "") -> Iterator[Broken]:
    """Where a chain does not prove itself: an edited, missing, added or reordered event, a head that differs."""
    previous, expected = START, 1
    for event in Event.objects.filter(scope=scope).order_by("seq").iterator(chunk_size=2_000):
        if event.seq != expected:
            yield Broken(scope, expected, "できごとが抜けているか、順番が入れ替わっています")
        if event.previous != previous:
            yield Broken(scope, event.seq, "前のできごととつながりません")
        if event.hash != chained(
            event.previous, scope, event.seq, event.kind, event.at, event.person_id, event.body
        ):
            yield Broken(scope, event.seq, "できごとが書き換えられています")
        previous, expected = event.hash, event.seq + 1
    if head and previous != head:
        yield Broken(scope, expected, "最後のできごとが控えと違います（末尾が消されたおそれ）")
