"""ここまで見た — up to which event a person has looked at a sheet, for "since I last looked". No event: it changes nothing."""

from datetime import datetime

from django.db import transaction

from hyoka.actions.held import lock_for
from hyoka.store.models import Visit
from hyoka.workflow import Action, Actor


@transaction.atomic
def look(*, key: str, seen: int, by: Actor, at: datetime) -> Visit:
    """Remember what the person's screen showed; never further back than before, never ahead of the sheet.

    Raises NotFound, NotAllowed.
    """
    record = lock_for(key, Action.READ, by)
    before = Visit.objects.filter(sheet=record, person_id=by.person).first()
    seq = max(min(seen, record.seq), before.seq if before else 0)
    visit, _ = Visit.objects.update_or_create(
        sheet=record, person_id=by.person, defaults={"seq": seq, "at": at}
    )
    return visit
