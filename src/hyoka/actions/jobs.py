"""仕事 — books and ZIPs that are made behind the pages: ordered, begun one after another, fetched, swept away.

A file holds what its owner could read when it was made, and is handed out only while that is still so.
"""

import logging
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from hyoka.actions.editing import NotFound
from hyoka.actions.events import append_city
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.store.finding_sheets import seen_by
from hyoka.store.models import Job, JobState, Kind, Level, Person
from hyoka.store.reach import options
from hyoka.workflow import Action, Actor, may

log = logging.getLogger("hyoka.worker")

MOST = 400  # sheets of one job: a whole city
MOST_WAITING = 5  # unfinished jobs of one person
KEEP = timedelta(days=1)  # a file
REMEMBER = timedelta(days=7)  # its line in the list
TRIES = 2
# How much a level shows: a file made from drafts is not for somebody who may now read only what is published.
RANK = {Level.PUBLISHED: 0, Level.FINAL: 1, Level.WORKING: 2}


class Form(StrEnum):
    """What is made."""

    BOOK = "book"  # one PDF with contents
    PDFS = "zip-pdf"
    WORKBOOKS = "zip-xlsx"

    @property
    def suffix(self) -> str:
        return ".pdf" if self is Form.BOOK else ".zip"


class Wanted(NamedTuple):
    key: str
    level: Level


def order(*, keys: Sequence[str], form: Form, by: Actor, at: datetime, op_id: str) -> Job:
    """頼む — a job for these sheets. Sent twice with one op id, it is ordered once; the history tells of it.

    Raises NotFound, NotAllowed, Refusal.
    """
    if not may(by, Action.PRINT, None, options()):
        raise NotAllowed
    if not re.fullmatch("[0-9a-zA-Z-]{8,40}", op_id):
        raise Refusal("E-REQUEST", "画面を開き直して、もう一度操作してください。")
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        raise Refusal("E-NONE", "評価表が選ばれていません。印刷する評価表に印を付けてください。")
    if len(wanted) > MOST:
        raise Refusal(
            "E-SIZE",
            f"一度に印刷できるのは {MOST} 冊までです（選んだもの: {len(wanted)} 冊）。分けてください。",
        )
    seen = dict(seen_by(by).filter(key__in=wanted).values_list("key", "level"))
    if set(seen) != set(wanted):
        raise NotFound("print")
    with transaction.atomic():
        list(Person.objects.select_for_update(no_key=True).filter(pk=by.person))  # one order after the other
        known = Job.objects.filter(key=op_id).first()
        if known is not None:
            if known.person_id != by.person:
                raise NotFound(op_id)
            return known
        unfinished = Job.objects.filter(person_id=by.person, state__in=(JobState.WAITING, JobState.RUNNING))
        if unfinished.count() >= MOST_WAITING:
            raise Refusal(
                "E-BUSY", f"作っている途中のものが {MOST_WAITING} 件あります。できあがるのを待ってください。"
            )
        job = Job.objects.create(
            key=op_id,
            kind=form.value,
            person_id=by.person,
            wanted={"sheets": [[key, seen[key]] for key in wanted], "tries": 0},
            total=len(wanted),
            made_at=at,
        )
        append_city(
            Kind.EXPORT, by, at,
            {"what": "print", "form": form.value, "job": op_id, "sheets": len(wanted), "keys": sorted(wanted)},
        )  # fmt: skip
        return job


def wanted_of(job: Job) -> list[Wanted]:
    return [Wanted(key, Level(level)) for key, level in job.wanted["sheets"]]


def folder() -> Path:
    made: Path = Path(settings.HYOKA_DIR) / "jobs"
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


def path_of(job: Job) -> Path:
    return folder() / f"{job.key}{Form(job.kind).suffix}"


class Fetched(NamedTuple):
    path: Path
    name: str


def fetch(*, key: str, by: Actor) -> Fetched:
    """受け取る — the file of one's own job, as long as one may still read all that is in it.

    Raises NotFound, NotAllowed, Refusal.
    """
    job = Job.objects.filter(key=key, person_id=by.person).first()
    if job is None or not may(by, Action.PRINT, None, options()):
        raise NotFound(key)
    wanted = wanted_of(job)
    seen = dict(seen_by(by).filter(key__in=[one.key for one in wanted]).values_list("key", "level"))
    if any(one.key not in seen or RANK[Level(seen[one.key])] < RANK[one.level] for one in wanted):
        raise NotAllowed(
            "作ったあとで権限が変わり、この冊子には読めない評価表が含まれています。作り直してください。"
        )
    if job.state != JobState.DONE:
        raise Refusal("E-NOT-READY", "まだできあがっていません。印刷の画面で進み具合を見てください。")
    if not path_of(job).is_file():
        raise Refusal("E-GONE", "できあがってから一日たったので消しました。もう一度作ってください。")
    return Fetched(path_of(job), job.file_name)


def cancel(*, key: str, by: Actor) -> None:
    """やめる — take one's own job off the list, with its file. Raises NotFound, Refusal."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(key=key, person_id=by.person).first()
        if job is None:
            raise NotFound(key)
        if job.state == JobState.RUNNING:
            raise Refusal("E-BUSY", "いま作っているところです。できあがってから消してください。")
        path_of(job).unlink(missing_ok=True)
        job.delete()


class Press:
    """印刷機 — begins the jobs one by one, each in a process of its own: its memory goes when it ends."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.key = ""
        self.swept: datetime | None = None
        self.is_new = True

    def tend(self, *, at: datetime) -> None:
        if self.is_new:
            self.is_new = False
            again(at=at)
        if self.process is not None:
            if self.process.poll() is None:
                return
            _note_end(self.key, self.process.returncode, at)
            self.process = None
        if self.swept is None or at - self.swept > timedelta(minutes=10):
            self.swept = at
            sweep(at=at)
        self._begin(at)

    def _begin(self, at: datetime) -> None:
        waiting = Job.objects.filter(state=JobState.WAITING).order_by("made_at").first()
        if waiting is None:
            return
        waiting.wanted["tries"] = waiting.wanted.get("tries", 0) + 1
        taken = Job.objects.filter(pk=waiting.pk, state=JobState.WAITING).update(
            state=JobState.RUNNING, started_at=at, done=0, wanted=waiting.wanted
        )
        if taken:  # no other worker was faster
            self.key = waiting.key
            self.process = subprocess.Popen(
                [sys.executable, "-m", "hyoka", "worker", "--job", self.key], stdin=subprocess.DEVNULL
            )

    def end(self) -> None:
        """The worker ends: the job is begun anew when it comes back."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)


def _note_end(key: str, code: int, at: datetime) -> None:
    """When it ended; and what the process did not say itself, because it was killed."""
    if code != 0:
        log.warning("a print job ended with %s", code, extra={"job": key})
    Job.objects.filter(key=key).update(ended_at=at)
    Job.objects.filter(key=key, state=JobState.RUNNING).update(
        state=JobState.FAILED,
        message="作る途中で止まりました（メモリー不足のおそれがあります）。冊数を分けて、もう一度作ってください。",
    )


def again(*, at: datetime) -> None:
    """What was being made when the worker last ended is made anew, but not for ever."""
    for job in Job.objects.filter(state=JobState.RUNNING):
        if job.wanted.get("tries", 0) < TRIES:
            job.state = JobState.WAITING
        else:
            job.state, job.ended_at = JobState.FAILED, at
            job.message = "作る途中で二度止まりました。冊数を分けて、もう一度作ってください。"
        job.save(update_fields=["state", "ended_at", "message"])


def sweep(*, at: datetime) -> None:
    """片づける — files of yesterday, lines of last week, and what nobody knows any more."""
    Job.objects.filter(ended_at__lt=at - REMEMBER).delete()
    kept = set(Job.objects.filter(ended_at__gte=at - KEEP).values_list("key", flat=True))
    kept |= set(Job.objects.filter(ended_at=None).values_list("key", flat=True))
    for path in folder().iterdir():
        if path.stem.removesuffix(".part") not in kept:
            path.unlink(missing_ok=True)
