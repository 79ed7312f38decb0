"""見える事実 — what of a sheet's own row a person may know: who reads a frozen revision knows that one's facts only."""

from datetime import datetime
from typing import NamedTuple

from hyoka.store.models import SheetRecord
from hyoka.store.reach import frozen_for, options, subject_of
from hyoka.workflow import Action, Actor, may


class Seen(NamedTuple):
    """As the head of a page tells it. Of the work behind a frozen revision nothing shows."""

    stage: str
    season: str
    seq: int = 0
    is_late: bool = False
    returned_note: str = ""
    correction: str = ""
    touched_by: str = ""
    touched_at: datetime | None = None


def seen_of(record: SheetRecord, actor: Actor) -> Seen:
    """Of a sheet that `reach.visible` has found for this person."""
    if may(actor, Action.READ, subject_of(record), options()):
        return Seen(
            stage=record.stage,
            season=record.season,
            seq=record.seq,
            is_late=record.is_late,
            returned_note=record.returned_note,
            correction=record.correction,
            touched_by=record.touched_by.name if record.touched_by else "",
            touched_at=record.touched_at,
        )
    revision = frozen_for(actor, record)
    if revision is None:
        return Seen("", "")
    newest = max((revision, record.published or revision), key=lambda one: one.number)
    return Seen(stage=newest.stage, season=revision.season)


__all__ = ["Seen", "seen_of"]
