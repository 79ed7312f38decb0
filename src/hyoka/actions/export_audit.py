"""操作の記録を持ち出す — as CSV; that it was taken is itself told to the chain."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from hyoka.actions.events import append_city
from hyoka.actions.refusal import NotAllowed
from hyoka.store.models import Kind
from hyoka.store.reach import options
from hyoka.workflow import Action, Actor, may
from hyoka.writers.list_file import Cell, list_as_csv

MOST_ROWS = 100_000


def export_audit(
    *,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    asked: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> bytes:
    """Raises NotAllowed."""
    if not may(by, Action.AUDIT, None, options()):
        raise NotAllowed("操作の記録を持ち出す権限がありません。")
    held = list(rows)
    made = list_as_csv(headings, held)
    with transaction.atomic():
        append_city(
            Kind.EXPORT, by, at, {"what": "audit", "rows": len(held), "asked": dict(sorted(asked.items()))}
        )
    return made
