"""外部評価の意見 — of an evaluator on an assigned sheet, and the division's answer: part of the sheet's record."""

from datetime import datetime

from django.db import transaction

from hyoka.actions.editing import NotFound
from hyoka.actions.events import append, digest
from hyoka.actions.held import held, is_done, lock_for
from hyoka.actions.refusal import Refusal
from hyoka.store.models import Kind, Opinion
from hyoka.workflow import Action, Actor


@transaction.atomic
def opine(*, key: str, text: str, by: Actor, at: datetime, op_id: str) -> Opinion:
    """意見を述べる. Sent twice with one op id, it is written once; what was said is not rewritten.

    Raises NotFound, NotAllowed, Refusal.
    """
    record = lock_for(key, Action.OPINE, by)
    done = Opinion.objects.filter(op_id=op_id).first()
    if done is not None:
        if done.sheet_id != record.pk:
            raise Refusal(
                "E-REQUEST", "同じ操作番号がほかの評価表で使われています。画面を開き直してください。"
            )
        return done
    words = held(text)
    opinion = Opinion.objects.create(sheet=record, op_id=op_id, person_id=by.person, at=at, text=words)
    append(record, Kind.OPINE, by, at, {"op_id": op_id, "opinion": opinion.pk, "text": digest(words)})
    record.save(update_fields=["seq", "head"])
    return opinion


@transaction.atomic
def answer(*, key: str, opinion: int, text: str, by: Actor, at: datetime, op_id: str) -> Opinion:
    """意見に答える, once: the answer stands as it was given.

    Raises NotFound, NotAllowed, Refusal.
    """
    record = lock_for(key, Action.ANSWER, by)
    found = Opinion.objects.filter(sheet=record, pk=opinion).first()
    if found is None:
        raise NotFound(f"opinion {opinion}")
    if is_done(record, op_id):
        return found
    words = held(text)
    if found.answer:
        raise Refusal("E-ANSWERED", "この意見にはもう回答があります。画面を開き直して確かめてください。")
    found.answer, found.answered_by_id, found.answered_at = words, by.person, at
    found.save(update_fields=["answer", "answered_by", "answered_at"])
    append(record, Kind.ANSWER, by, at, {"op_id": op_id, "opinion": found.pk, "text": digest(words)})
    record.save(update_fields=["seq", "head"])
    return found
