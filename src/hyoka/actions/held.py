"""相手の評価表を開く — what comments, reasons and opinions need before they are written: the right, the op id, the words."""

from hyoka.actions.editing import NotFound, lock
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.store.models import Event, SheetRecord
from hyoka.store.reach import options, subject_of
from hyoka.values.text import hold_text
from hyoka.workflow import Action, Actor, may

LONGEST = 10_000  # characters of one comment, reason or opinion


def lock_for(key: str, action: Action, by: Actor) -> SheetRecord:
    """The sheet, locked, for one who may do this to it. Raises NotFound, NotAllowed."""
    record = lock(key, by)
    if not may(by, action, subject_of(record), options()):
        raise NotAllowed(f"この評価表（{record.stage}）では「{action}」はできません。")
    return record


def is_done(record: SheetRecord, op_id: str) -> bool:
    """Whether this operation has been done before: a double click, a lost answer."""
    return Event.objects.filter(scope=record.key, body__op_id=op_id).exists()


def held(text: str) -> str:
    """The words as they are stored. Raises Refusal."""
    try:
        words = hold_text(text).strip()
    except ValueError as error:
        raise Refusal("E-VALUE", str(error)) from error
    if not words:
        raise Refusal("E-EMPTY", "文を書いてから送ってください。")
    if len(words) > LONGEST:
        raise Refusal(
            "E-SIZE", f"文が長すぎます（{len(words):,}字）。{LONGEST:,}字以内に分けて書いてください。"
        )
    return words


__all__ = ["LONGEST", "NotFound", "held", "is_done", "lock_for"]
