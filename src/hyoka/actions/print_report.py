"""集計を印刷する — a report leaves the system as PDF, and the history tells what was taken, by which question."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from hyoka.actions.events import append_city
from hyoka.actions.refusal import NotAllowed
from hyoka.reports import Report
from hyoka.store.models import Kind
from hyoka.store.reach import options
from hyoka.workflow import Action, Actor, may
from hyoka.writers.pdf import write_report


def print_report(
    *,
    report: Report,
    what: str,
    heads: Sequence[str],
    asked: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> bytes:
    """The PDF of a report. `heads`: the year, filters and documents it is about, as the screen says them.

    Raises NotAllowed.
    """
    if not may(by, Action.REPORT, None, options()):
        raise NotAllowed("集計を印刷する権限がありません。")
    made = write_report(report, heads)
    body = {"what": what, "format": "pdf", "rows": len(report.rows), "asked": dict(sorted(asked.items()))}
    with transaction.atomic():
        append_city(Kind.EXPORT, by, at, body)
    return made
