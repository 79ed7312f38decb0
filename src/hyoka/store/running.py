"""動きの様子 — whether the worker lives, how far behind it is, and what waits for it."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from hyoka.store.models import Event, Job, JobState, SheetRecord

STATE = "worker.json"  # left by the worker every few seconds, in HYOKA_DIR
SILENT = timedelta(seconds=30)


@dataclass(frozen=True)
class Running:
    worker_seen: datetime | None  # None: never
    is_alive: bool
    sheets_waiting: int  # findings older than the cells
    longest_wait: timedelta
    jobs_waiting: int
    jobs_failed: int  # today's
    sheets: int
    events: int


def running(at: datetime) -> Running:
    seen = _word_of_the_worker()
    behind = SheetRecord.objects.filter(behind_since__isnull=False)
    oldest = behind.order_by("behind_since").values_list("behind_since", flat=True).first()
    return Running(
        worker_seen=seen,
        is_alive=seen is not None and at - seen < SILENT,
        sheets_waiting=behind.count(),
        longest_wait=max(at - oldest, timedelta()) if oldest else timedelta(),
        jobs_waiting=Job.objects.filter(state__in=(JobState.WAITING, JobState.RUNNING)).count(),
        jobs_failed=Job.objects.filter(state=JobState.FAILED, ended_at__gt=at - timedelta(days=1)).count(),
        sheets=SheetRecord.objects.count(),
        events=Event.objects.count(),
    )


def _word_of_the_worker() -> datetime | None:
    try:
        told = json.loads((Path(settings.HYOKA_DIR) / STATE).read_text(encoding="ascii"))
        return datetime.fromisoformat(told["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
