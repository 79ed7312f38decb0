"""裏の仕事 — one turn of the worker: the sheet that waits longest is checked anew, or last year's figures arrive in one."""

import json
import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError

from hyoka.actions.arrive import arrive, awaiting
from hyoka.actions.refresh import behind, refresh
from hyoka.actions.refresh_city import due, refresh_city
from hyoka.actions.remind import settle
from hyoka.store.running import STATE

log = logging.getLogger("hyoka.worker")

SET_ASIDE = timedelta(minutes=1)  # how long a sheet rests whose checking failed
SETTLE = timedelta(minutes=1)  # how often it looks for reminders whose sending was interrupted


class Turn(NamedTuple):
    has_worked: bool
    waiting: int  # sheets whose findings are older than their cells
    lag: float  # seconds that the longest of them waits


class Worker:
    """The sheets that failed are set aside for a while: one bad sheet does not stop the others."""

    def __init__(self) -> None:
        self.aside: dict[int, datetime] = {}
        self.settled: datetime | None = None

    def turn(self, *, at: datetime) -> Turn:
        """What was approved of the year before arrives first (seldom, and its findings follow), then the findings."""
        if self.settled is None or at - self.settled >= SETTLE:
            self.settled = at
            settle(at=at)
        self.aside = {pk: since for pk, since in self.aside.items() if at - since < SET_ASIDE}
        arriving = [pk for pk in awaiting() if pk not in self.aside]
        if arriving:
            self._try(arriving[0], lambda: arrive(arriving[0], at=at), at)
        waiting = [(pk, since) for pk, since in behind() if pk not in self.aside]
        if not waiting:
            return Turn(bool(arriving), len(self.aside), 0.0)
        pk, since = waiting[0]
        self._try(pk, lambda: refresh(pk), at)
        lag = max(0.0, (at - since).total_seconds())
        return Turn(True, len(waiting) - 1 + len(self.aside), lag)

    def tend_city(self, *, at: datetime) -> bool:
        """When no sheet waits: the year whose sheets have changed is checked as a whole. Whether there was one."""
        fiscal_year = due(at)
        if fiscal_year is None or -fiscal_year in self.aside:
            return False
        self._try(-fiscal_year, lambda: refresh_city(fiscal_year, at=at), at)
        return True

    def _try(self, pk: int, work: Callable[[], object], at: datetime) -> None:
        try:
            work()
        except DatabaseError:
            raise
        except Exception:
            self.aside[pk] = at
            log.error("the work on a sheet failed", extra={"sheet": pk}, exc_info=True)  # below zero: a year


def leave_word(turn: Turn, *, at: datetime) -> None:
    """So that the health page can say that the worker lives, and how far behind it is."""
    facts = {"at": at.isoformat(), "pid": os.getpid(), "waiting": turn.waiting, "lag": round(turn.lag, 1)}
    path = Path(settings.HYOKA_DIR) / STATE
    beside = path.with_suffix(".tmp")
    beside.write_text(json.dumps(facts), encoding="ascii")
    os.replace(beside, path)


__all__ = ["STATE", "Turn", "Worker", "leave_word"]
