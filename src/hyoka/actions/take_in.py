"""取り込む — a document becomes a sheet of the office: its cells, its first event, its first revision."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from hyoka.actions.events import append, digest
from hyoka.actions.refusal import Refusal
from hyoka.layouts import Season
from hyoka.sheet import Sheet, sheet_to_json
from hyoka.store.cells import take_apart
from hyoka.store.models import CellRecord, Choice, DivisionRecord, Kind, SheetRecord, SheetRevision, Via
from hyoka.workflow import Actor, Stage


class AlreadyThere(Refusal):
    """There is a sheet of that year, division and measure: the file is to be merged into it."""


@transaction.atomic
def take_in(
    *,
    sheet: Sheet,
    division: DivisionRecord,
    season: Season,
    by: Actor,
    at: datetime,
    via: Choice = Via.SYSTEM,
    source: str = "",
) -> SheetRecord:
    """A new sheet of the office.

    Raises AlreadyThere.
    """
    measure_no = sheet.position.measure_no or ""
    if len(measure_no) > 20 or len(sheet.position.measure or "") > 255:
        raise Refusal(
            "E-VALUE",
            "施策番号は 20 字、施策名は 255 字までです。ファイルの施策番号と施策名を確かめてください。",
        )
    there = AlreadyThere(
        "E-EXISTS",
        f"{sheet.fiscal_year.wareki} {division.name} 施策{measure_no} の評価表はすでにあります。"
        "変わった欄だけを取り込むには「いまある評価表に合わせる」を選んでください。",
    )
    if _is_there(sheet, division, measure_no):
        raise there
    record = new_record(sheet, division, season, at)
    try:
        with transaction.atomic():  # a savepoint: whoever takes in the same at this moment may be first
            record.save()
    except IntegrityError as error:
        raise there from error
    document = sheet_to_json(sheet)
    append(record, Kind.TAKE_IN, by, at, told_of(document, via, source))
    record.cells_seq = record.seq
    record.save()
    CellRecord.objects.bulk_create(cells_of(record, sheet))
    freeze(record, document, move="取込み", by=by, at=at)
    return record


def new_record(sheet: Sheet, division: DivisionRecord, season: Season, at: datetime) -> SheetRecord:
    """The row of a sheet that has just come, not stored yet."""
    return SheetRecord(
        key=sheet.key,
        layout=sheet.layout,
        fiscal_year=int(sheet.fiscal_year),
        division=division,
        measure_no=sheet.position.measure_no or "",
        measure=sheet.position.measure or "",
        season=season.value,
        stage=Stage.DRAFT.value,
        touched_at=at,
        stage_since=at,
        behind_since=at,
    )


def told_of(document: str, via: Choice, source: str) -> dict[str, Any]:
    """What the event of the taking in tells."""
    return {"via": via, "document": digest(document), "source": digest(source)}


def cells_of(record: SheetRecord, sheet: Sheet) -> Iterator[CellRecord]:
    for place, is_rows, value in take_apart(sheet):
        yield CellRecord(sheet=record, place=place, is_rows=is_rows, value=value)


def _is_there(sheet: Sheet, division: DivisionRecord, measure_no: str) -> bool:
    same = Q(fiscal_year=int(sheet.fiscal_year), division=division, measure_no=measure_no)
    return bool(SheetRecord.objects.filter(same | Q(key=sheet.key)).exists())


def freeze(
    record: SheetRecord,
    document: str,
    *,
    move: str,
    by: Actor,
    at: datetime,
    note: str = "",
    is_deputy: bool = False,
    judgements: list[dict[str, Any]] | None = None,
) -> SheetRevision:
    """版にする — the document as it stands becomes the next numbered revision, for ever."""
    last = record.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    revision = frozen(
        record, document, number=last + 1, move=move, by=by, at=at, note=note, is_deputy=is_deputy,
        judgements=judgements or [],
    )  # fmt: skip
    revision.save(force_insert=True)
    return revision


def frozen(
    record: SheetRecord,
    document: str,
    *,
    number: int,
    move: str,
    by: Actor,
    at: datetime,
    note: str = "",
    is_deputy: bool = False,
    judgements: list[dict[str, Any]],
) -> SheetRevision:
    """The same, not stored yet."""
    return SheetRevision(
        sheet=record,
        number=number,
        season=record.season,
        stage=record.stage,
        move=move,
        note=note,
        is_correction=bool(record.correction),
        document=document,
        digest=digest(document),
        judgements=judgements,
        cells_seq=record.cells_seq,
        seq=record.seq,
        by_id=by.person or None,
        is_deputy=is_deputy,
        at=at,
    )
