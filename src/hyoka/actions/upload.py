"""ファイルを受け取る — an upload is read apart, kept as what was read from it, and changes nothing until it is confirmed."""

import re
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.db import transaction
from pydantic import TypeAdapter

from hyoka.actions.events import canonical
from hyoka.actions.refresh import refresh_now
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.take_in import take_in
from hyoka.layouts import Season
from hyoka.readers.confined import read_confined
from hyoka.readers.limits import Limits
from hyoka.readers.preflight import plain_name
from hyoka.readers.preview import Preview
from hyoka.readers.reading import Reading
from hyoka.readers.refused import Refused
from hyoka.store.models import Person, SheetRecord, Upload, Via
from hyoka.store.reach import options
from hyoka.store.uploads import Target, reading_of, target_of, uploads_of, waiting
from hyoka.values import derive_key
from hyoka.workflow import Action, Actor, Role, may

MOST_WAITING = 10  # uploads of one person that are neither confirmed nor discarded
KEPT = timedelta(days=30)  # what was read; which cell came from where is kept for good


_PREVIEW = TypeAdapter(Preview)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class NoSuchUpload(LookupError):
    """This person has no such upload."""


def upload(*, data: bytes, name: str, by: Actor, at: datetime, most_bytes: int) -> Upload:
    """Read a file and keep what it holds; the file itself is not kept. The same file twice is one upload.

    Raises NotAllowed, Refusal.
    """
    if not may(by, Action.IMPORT, None, options()):
        raise NotAllowed("ファイルから取り込む権限がありません。")
    digest = sha256(data).hexdigest()
    known = waiting(by).filter(digest=digest).first()
    if known is not None:
        return known
    _refuse_more(by)
    try:
        read = read_confined(data, name, limits=_limits(by, most_bytes))
    except Refused as refused:
        raise Refusal(refused.code.value, refused.message, "ファイルは残していません。") from refused
    with transaction.atomic():
        # Reading takes seconds: what the person has sent meanwhile counts, one upload after the other.
        list(Person.objects.select_for_update(no_key=True).filter(pk=by.person))
        known = waiting(by).filter(digest=digest).first()
        if known is not None:
            return known
        _refuse_more(by)
        _clear_away(at)
        return Upload.objects.create(
            key=derive_key("upload", uuid4().hex, digest),
            person_id=by.person,
            at=at,
            name=plain_name(name),
            digest=digest,
            readings=[_storable(reading.model_dump(mode="json")) for reading in read.readings],
            preview=_storable(_PREVIEW.dump_python(read.preview, mode="json")),
        )


def _limits(by: Actor, most_bytes: int) -> Limits:
    """The office takes in whole books, of three hundred sheets at a time; everybody else a sheet or a few."""
    if Role.OFFICE in by.roles:
        return Limits(file_bytes=most_bytes, cpu_seconds=60, wall_seconds=120.0)
    return Limits(file_bytes=most_bytes)


def _refuse_more(by: Actor) -> None:
    if waiting(by).count() >= MOST_WAITING:
        raise Refusal(
            "E-QUOTA",
            f"確かめていないファイルが {MOST_WAITING} 件あります。取り込むか、捨ててから送ってください。",
        )


def _storable(value: Any) -> Any:
    """What PostgreSQL's JSON takes: a source may hold NUL and lone surrogates, of which its preview shows the place."""
    if isinstance(value, str):
        return value if value.isprintable() else _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return {name: _storable(one) for name, one in value.items()} if isinstance(value, dict) else value


def _clear_away(at: datetime) -> None:
    """What nobody confirmed goes after a month, and so does the text of what was confirmed."""
    old = Upload.objects.filter(at__lt=at - KEPT)
    old.filter(outcome={}).delete()
    old.exclude(readings=[]).update(readings=[], preview={})


def own_upload(key: str, by: Actor) -> Upload:
    """An upload of this person, held until the transaction ends. Raises NoSuchUpload."""
    found = uploads_of(by).select_for_update().filter(key=key).first()
    if found is None:
        raise NoSuchUpload(key)
    return found


def reading_and_target(held: Upload, number: int, by: Actor) -> tuple[Reading, Target]:
    """Raises NoSuchUpload."""
    reading = reading_of(held, number)
    if reading is None:
        raise NoSuchUpload(held.key)
    return reading, target_of(reading, by)


def outcome_before(held: Upload, number: int, op_id: str) -> dict[str, Any] | None:
    """What became of this sheet of the file, if this very operation has been done. Raises Refusal where another has."""
    found: dict[str, Any] | None = held.outcome.get(str(number))
    if found is not None and found["op_id"] != op_id:
        raise Refusal("E-CHANGED", "この評価表はもう取り込みました。結果の画面を開いてください。")
    return found


def keep_outcome(held: Upload, number: int, outcome: dict[str, Any], at: datetime) -> None:
    held.outcome = {**held.outcome, str(number): outcome}
    if len(held.outcome) == len(held.readings):
        held.confirmed_at = at
    held.save(update_fields=["outcome", "confirmed_at"])


def discard(*, key: str, by: Actor) -> None:
    """捨てる — an upload that is not wanted. What was taken from it stays, with where it came from."""
    with transaction.atomic():
        found = uploads_of(by).select_for_update().filter(key=key).first()
        if found is None:
            return  # discarded before
        if found.outcome:
            found.confirmed_at = found.confirmed_at or found.at
            found.readings, found.preview = [], {}
            found.save()
        else:
            found.delete()


def start_sheet(
    *, key: str, number: int, season: Season, division: str, by: Actor, at: datetime, op_id: str
) -> str:
    """新しい評価表にする — a sheet of the file becomes a sheet of the office; its key.

    Raises NoSuchUpload, NotAllowed, Refusal (AlreadyThere is one).
    """
    if not may(by, Action.IMPORT, None, options()):
        raise NotAllowed("ファイルから取り込む権限がありません。")
    with transaction.atomic():
        held = own_upload(key, by)
        done = outcome_before(held, number, op_id)
        if done is not None:
            return str(done["sheet"])
        reading, target = reading_and_target(held, number, by)
        if target.record is not None:
            raise Refusal(
                "E-EXISTS", "この評価表はもうあります。画面を開き直して、変わった欄だけを取り込んでください。"
            )
        chosen = next((one for one in target.divisions if one.key == division), None)
        if target.refused or chosen is None or season not in target.seasons:
            raise NotAllowed(
                target.refused or "この所属課・時期の評価表は作れません。画面を開き直してください。"
            )
        sheet = reading.sheet
        if SheetRecord.objects.filter(key=sheet.key).exists():  # a copy of another year's or division's sheet
            new = derive_key("sheet", int(sheet.fiscal_year), chosen.key, sheet.position.measure_no or "")
            sheet = sheet.model_copy(update={"key": new})
        origins = {place: str(origin) for place, origin in reading.places.items()}
        record = take_in(
            sheet=sheet, division=chosen, season=season, by=by, at=at, via=Via.FILE,
            source=canonical([held.digest, held.key, number, origins]),
        )  # fmt: skip
        keep_outcome(held, number, {"op_id": op_id, "sheet": record.key, "new": True, "origins": origins}, at)
    refresh_now(record.pk)
    return record.key


__all__ = [
    "MOST_WAITING", "NoSuchUpload", "discard", "keep_outcome", "outcome_before", "own_upload",
    "reading_and_target", "start_sheet", "upload",
]  # fmt: skip
