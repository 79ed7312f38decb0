"""ファイルを合わせる — the chosen changes of a file go through the one door, each against the version it stood on."""

from collections.abc import Collection, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import transaction

from hyoka.actions.door import MOST, Change, save
from hyoka.actions.editing import lock
from hyoka.actions.events import append, canonical, digest
from hyoka.actions.refresh import refresh_now
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.upload import keep_outcome, outcome_before, own_upload, reading_and_target
from hyoka.sheet import Op
from hyoka.store.merging import Item, Plan, Verdict, plan_of
from hyoka.store.models import Kind, Upload, Via
from hyoka.store.reach import options
from hyoka.workflow import Action, Actor, may


class Merged(NamedTuple):
    """The sheet, and what became of each change."""

    sheet: str
    results: tuple[dict[str, Any], ...]


def merge(
    *, key: str, number: int, seen: int, take: Collection[str], by: Actor, at: datetime, op_id: str
) -> Merged:
    """Make the changes that the person has chosen by name, of those shown at the event `seen`.

    A conflict that was not chosen, and what only the stage or the round forbids, goes to the door as well: there the
    file's words are kept in the history. Sent twice with one op id, it is done once. Raises NoSuchUpload, NotFound, Refusal.
    """
    if not may(by, Action.IMPORT, None, options()):
        raise NotAllowed("ファイルから取り込む権限がありません。")
    with transaction.atomic():
        held = own_upload(key, by)
        done = outcome_before(held, number, op_id)
        if done is not None:
            return Merged(done["sheet"], tuple(done["results"]))
        reading, target = reading_and_target(held, number, by)
        if target.record is None:
            raise Refusal("E-CHANGED", "合わせる相手の評価表がありません。画面を開き直してください。")
        record = lock(target.record.key, by)
        plan = plan_of(record, reading, by, seen=seen, salt=held.key)
        sent = [(item, _change(item, op_id, item.name in take)) for item in _sent(plan, set(take))]
        if len(sent) > MOST:
            raise Refusal("E-SIZE", f"変更が多すぎます（{len(sent):,} 件）。{MOST:,} 件までです。")
        saved = save(key=record.key, changes=[change for _, change in sent], by=by, at=at, via=Via.FILE)
        results = [
            *(_told(item, answer) for (item, _), answer in zip(sent, saved.results, strict=True)),
            *(_told(item, {}) for item in plan.of(Verdict.REFUSED) if not item.is_passing),
        ]
        _remember(record.key, held, plan, results, by, at)
        keep_outcome(
            held, number, {"op_id": op_id, "sheet": record.key, "new": False, "results": results}, at
        )
    refresh_now(record.pk)
    return Merged(record.key, tuple(results))


def _sent(plan: Plan, take: set[str]) -> Iterator[Item]:
    """What goes to the door. A row that is not wanted takes the rows in it along."""
    unwanted: list[str] = []
    for item in plan.items:
        if item.op is Op.ADD and (item.name not in take or not item.may_be_taken):
            unwanted.append(f"{item.place}/")
        elif item.place.startswith(tuple(unwanted)):
            continue
        elif item.verdict is Verdict.CONFLICT or (item.may_be_taken and item.name in take) or item.is_passing:
            yield item


def _change(item: Item, op_id: str, is_chosen: bool) -> Change:
    """A conflict that is decided for the file stands on the colleague's text, which the person has seen."""
    rev = item.now_rev if item.verdict is Verdict.CONFLICT and is_chosen else item.base_rev
    name = sha256(f"{op_id} {item.name}".encode()).hexdigest()[:40]
    return Change(name, item.op, item.place, rev, item.value, item.after)


def _told(item: Item, answer: dict[str, Any]) -> dict[str, Any]:
    """The result as it is kept: no text, which stands in the edit alone."""
    return {
        "op_id": answer.get("op_id", ""),
        "op": item.op.value,
        "place": item.place,
        "where": item.where,
        "origin": item.origin,
        "status": answer.get("status", "refused"),
        "code": answer.get("code", item.code),
        "message": answer.get("message", item.reason),
    }


def _remember(
    key: str, held: Upload, plan: Plan, results: list[dict[str, Any]], by: Actor, at: datetime
) -> None:
    """In the sheet's chain: from which file, and a hash of which cell came from where in it."""
    record = lock(key, by)
    origins = {result["place"]: result["origin"] for result in results if result["op_id"]}
    body = {
        "via": Via.FILE,
        "upload": held.key,
        "file": held.digest,
        "name": digest(held.name),
        "base": plan.base_seq,
        "seen": plan.seen,
        "edits": len(origins),
        "origins": digest(canonical(origins)),
    }
    append(record, Kind.TAKE_IN, by, at, body)
    record.save()


__all__ = ["Merged", "merge"]
