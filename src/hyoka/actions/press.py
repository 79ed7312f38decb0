"""組版 — one print job, in a process of its own: the sheets its owner may read now, as a book or a ZIP."""

import logging
import os
import secrets
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hyoka.actions.editing import NotFound
from hyoka.actions.jobs import RANK, Form, Wanted, path_of, wanted_of
from hyoka.sheet import Sheet
from hyoka.store.actors import actor_of
from hyoka.store.documents import document_of, document_of_revision
from hyoka.store.finding_sheets import seen_by
from hyoka.store.models import Job, JobState, Level, SheetRecord
from hyoka.store.reach import frozen_at
from hyoka.values import FiscalYear
from hyoka.workflow import Actor

log = logging.getLogger("hyoka.worker")
JAPAN = ZoneInfo("Asia/Tokyo")
Tell = Callable[[int], None]


def make(*, key: str, at: datetime) -> bool:
    """Make the job's file. False: it failed, and says why."""
    job = Job.objects.select_related("person").get(key=key)
    actor = actor_of(job.person, at.astimezone(JAPAN).date())

    def tell(done: int) -> None:
        Job.objects.filter(pk=job.pk).update(done=done)

    try:
        records = _records(actor, wanted_of(job))
        name = _make(Form(job.kind), records, path_of(job), tell)
    except Exception as error:
        _beside(path_of(job)).unlink(missing_ok=True)
        Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, ended_at=at, message=_words(error, key))
        return False
    Job.objects.filter(pk=job.pk).update(
        state=JobState.DONE, ended_at=at, done=len(records), file_name=name, message=""
    )
    return True


def _words(error: Exception, key: str) -> str:
    if isinstance(error, NotFound):
        return "頼んだあとで権限が変わり、読めなくなった評価表があります。選び直してください。"
    if isinstance(error, MemoryError):
        return "メモリーが足りません。冊数を分けて、もう一度作ってください。"
    if isinstance(error, OSError) and error.errno in (28, 122):
        return "サーバーのディスクに空きがありません。管理者に連絡してください。"
    number = secrets.token_hex(4)
    log.error("a print job failed", extra={"job": key, "incident": number}, exc_info=True)
    return f"こちらの不具合で作れませんでした。番号 {number} を管理者に伝えてください。"


def _records(actor: Actor, wanted: list[Wanted]) -> list[SheetRecord]:
    """The sheets in the order of the book, each with the level at which it may be read: as ordered, never more.

    Raises NotFound.
    """
    found = {
        record.key: record
        for record in seen_by(actor)
        .select_related("final", "published", "division")
        .filter(key__in=[one.key for one in wanted])
    }
    for one in wanted:
        record = found.get(one.key)
        if record is None:
            raise NotFound(one.key)
        if RANK[Level(record.level)] < RANK[one.level]:
            raise NotFound(one.key)
        record.level = one.level
    return sorted(found.values(), key=_place_in_book)


def _place_in_book(record: SheetRecord) -> tuple[object, ...]:
    return -record.fiscal_year, len(record.measure_no), record.measure_no, record.division.order


def _document(record: SheetRecord) -> Sheet:
    level = Level(record.level)
    if level is Level.WORKING:
        return document_of(record)
    revision = frozen_at(record, level)
    assert revision is not None  # `seen_by` gives a level only where there is one
    return document_of_revision(revision)


def _make(form: Form, records: list[SheetRecord], path: Path, tell: Tell) -> str:
    """Write the file beside its place, then put it there; its name for the person."""
    part = _beside(path)
    years = sorted({record.fiscal_year for record in records}, reverse=True)
    title = "・".join(FiscalYear(year).wareki for year in years) + " 行政評価表"
    with open(part, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        if form is Form.BOOK:
            file.write(_book(records, title, tell))
        else:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                for done, (name, data) in enumerate(_each(form, records), start=1):
                    archive.writestr(name, data)
                    tell(done)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    return f"{title}{path.suffix}".replace(" ", "-")


def _beside(path: Path) -> Path:
    """Where a file is written until it is whole."""
    return path.with_suffix(f".part{path.suffix}")


def _book(records: list[SheetRecord], title: str, tell: Tell) -> bytes:
    from hyoka.writers.pdf import write_book

    sheets = [_document(record) for record in records]
    return write_book(sheets, title=title, chunk=4, workers=1, progress=tell)


def _each(form: Form, records: list[SheetRecord]) -> Iterator[tuple[str, bytes]]:
    from hyoka.writers.pdf import write_sheet
    from hyoka.writers.pdf.typesetting import forget
    from hyoka.writers.xlsx import write_xlsx

    for record in records:
        sheet = _document(record)
        name = f"{record.fiscal_year}-{record.measure_no}-{record.division.name}"
        name = "".join("＿" if sign in '\\/:*?"<>|' or not sign.isprintable() else sign for sign in name)
        if form is Form.PDFS:
            yield f"{name}.pdf", write_sheet(sheet)
            forget()
        else:
            yield f"{name}.xlsx", write_xlsx([sheet])
