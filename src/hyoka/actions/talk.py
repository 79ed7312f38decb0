"""やりとり — comment threads on cells and on the sheet (ヒアリング): open, answer, resolve, open again."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from hyoka.actions.editing import NotFound
from hyoka.actions.events import append, digest
from hyoka.actions.held import held, is_done, lock_for
from hyoka.actions.indexing import index_comment
from hyoka.actions.refusal import Refusal
from hyoka.store.models import Comment, Kind, SheetRecord, Thread
from hyoka.workflow import Action, Actor


class Said(NamedTuple):
    thread: int
    comment: int


@transaction.atomic
def open_thread(*, key: str, place: str, text: str, by: Actor, at: datetime, op_id: str) -> Said:
    """A new thread on a place, "" for the whole sheet. Sent twice with one op id, it is opened once.

    Raises NotFound, NotAllowed, Refusal.
    """
    record = lock_for(key, Action.COMMENT, by)
    done = _said_before(record, op_id)
    if done is not None:
        return done
    words = held(text)
    if place and not record.cells.filter(Q(place=place) | Q(place__startswith=f"{place}/")).exists():
        raise Refusal(
            "E-PLACE", "この欄は評価表にありません。行が消されたかもしれません。画面を開き直してください。"
        )
    thread = Thread.objects.create(sheet=record, place=place, opened_by_id=by.person, opened_at=at)
    return _say(record, thread, words, by, at, op_id)


@transaction.atomic
def reply(*, key: str, thread: int, text: str, by: Actor, at: datetime, op_id: str) -> Said:
    """A further comment; a resolved thread stays resolved until somebody opens it again.

    Raises NotFound, NotAllowed, Refusal.
    """
    record = lock_for(key, Action.COMMENT, by)
    done = _said_before(record, op_id)
    if done is not None:
        return done
    return _say(record, _thread(record, thread), held(text), by, at, op_id)


@transaction.atomic
def settle(*, key: str, thread: int, resolved: bool, by: Actor, at: datetime, op_id: str) -> Thread:
    """解決にする・開き直す. What is so already stays so.

    Raises NotFound, NotAllowed.
    """
    record = lock_for(key, Action.COMMENT, by)
    found = _thread(record, thread)
    if is_done(record, op_id) or (found.resolved_at is not None) == resolved:
        return found
    found.resolved_by_id = by.person if resolved else None
    found.resolved_at = at if resolved else None
    found.save(update_fields=["resolved_by", "resolved_at"])
    append(record, Kind.RESOLVE, by, at, {"op_id": op_id, "thread": found.pk, "resolved": resolved})
    record.save(update_fields=["seq", "head"])
    return found


def _said_before(record: SheetRecord, op_id: str) -> Said | None:
    """The first answer to this op id. Raises Refusal where it was used for another sheet's comment."""
    comment = Comment.objects.filter(op_id=op_id).select_related("thread").first()
    if comment is None:
        return None
    if comment.thread.sheet_id != record.pk:
        raise Refusal("E-REQUEST", "同じ操作番号がほかの評価表で使われています。画面を開き直してください。")
    return Said(comment.thread_id, comment.pk)


def _thread(record: SheetRecord, pk: int) -> Thread:
    found = Thread.objects.filter(sheet=record, pk=pk).first()
    if found is None:
        raise NotFound(f"thread {pk}")
    return found


def _say(record: SheetRecord, thread: Thread, text: str, by: Actor, at: datetime, op_id: str) -> Said:
    comment = Comment.objects.create(thread=thread, op_id=op_id, person_id=by.person, at=at, text=text)
    append(
        record, Kind.COMMENT, by, at,
        {"op_id": op_id, "thread": thread.pk, "comment": comment.pk, "place": thread.place, "text": digest(text)},
    )  # fmt: skip
    record.save(update_fields=["seq", "head"])
    index_comment(comment)
    return Said(thread.pk, comment.pk)
