"""持ち帰る — one sheet leaves as PDF, Excel or JSON: the document this person may read, and the history tells of it."""

import re
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.db import transaction

from hyoka.actions.editing import NotFound, lock
from hyoka.actions.events import append, digest
from hyoka.sheet import Sheet, sheet_to_json
from hyoka.store.bases import base_of
from hyoka.store.documents import document_of, document_of_revision
from hyoka.store.models import Kind, SheetRecord
from hyoka.store.reach import frozen_for, options, subject_of
from hyoka.values import FiscalYear
from hyoka.workflow import Action, Actor, Stage, may
from hyoka.writers.json import write_json
from hyoka.writers.pdf import write_sheet
from hyoka.writers.xlsx import write_xlsx


class Form(StrEnum):
    PDF = "pdf"
    XLSX = "xlsx"
    JSON = "json"


class Downloaded(NamedTuple):
    name: str
    data: bytes


class _Read(NamedTuple):
    sheet: Sheet
    cells_seq: int  # the version it is
    stage: str
    number: int | None  # of the frozen revision; None: the working document


def download(*, key: str, form: Form, by: Actor, at: datetime) -> Downloaded:
    """The working document for those who may read it, else the approved revision they may read. Raises NotFound."""
    with transaction.atomic():
        record = lock(key, by)
        read = _readable(record, by)
        base = base_of(record, read.cells_seq)
        body = {
            "what": form.value,
            "cells_seq": read.cells_seq,
            "revision": read.number,
            "document": digest(sheet_to_json(read.sheet)),
        }
        append(record, Kind.EXPORT, by, at, body)
        record.save()
    return Downloaded(_name(record, read, form), _written(read.sheet, form, base))


def _readable(record: SheetRecord, by: Actor) -> _Read:
    if may(by, Action.READ, subject_of(record), options()):
        return _Read(document_of(record), record.cells_seq, record.stage, None)
    revision = frozen_for(by, record)
    if revision is None:
        raise NotFound(record.key)
    return _Read(document_of_revision(revision), revision.cells_seq, revision.stage, revision.number)


def _written(sheet: Sheet, form: Form, base: str) -> bytes:
    match form:
        case Form.PDF:
            return write_sheet(sheet)
        case Form.XLSX:
            return write_xlsx([sheet], bases={sheet.key: base})
        case Form.JSON:
            return write_json([sheet])


_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f]+|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]')


def _name(record: SheetRecord, read: _Read, form: Form) -> str:
    """令和7年度_図書館_31図書館サービスの充実_作成中.xlsx — a name that Windows takes and people find again."""
    year = FiscalYear(record.fiscal_year).wareki
    state = Stage(read.stage).value + (f"第{read.number}版" if read.number else "")
    words = (year, record.division.name, f"{record.measure_no}{record.measure}"[:60], state)
    return "_".join(_NOT_IN_NAMES.sub("", word) for word in words if word) + f".{form.value}"


__all__ = ["Downloaded", "Form", "NotFound", "download"]
