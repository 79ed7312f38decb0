"""追いかける — findings, tidy rows and search texts follow the cells, coalesced per sheet; they say for which seq they hold."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from hyoka.actions.events import digest
from hyoka.actions.indexing import replace_texts, texts_of
from hyoka.actions.projecting import replace_rows, rows_of
from hyoka.actions.replacing import replace
from hyoka.checks import Around, Finding, Severity, run
from hyoka.layouts import Layout, Season, describe, load_layout
from hyoka.sheet import Sheet
from hyoka.sheet.matching import match_rows
from hyoka.store.documents import document_of
from hyoka.store.models import (
    Explanation,
    FindingReach,
    FindingRecord,
    Level,
    Outcome,
    SearchText,
    SheetRecord,
)
from hyoka.store.past import approved_before


def behind() -> Iterator[tuple[int, datetime]]:
    """The sheets whose findings are older than their cells and since when, longest waiting first."""
    waiting = SheetRecord.objects.filter(behind_since__isnull=False).order_by("behind_since")
    yield from waiting.values_list("pk", "behind_since")


def refresh(pk: int) -> bool:
    """Bring one sheet's findings and rows up to its cells. False where the sheet has moved on meanwhile: call again.

    What was computed is kept all the same and says for which seq it holds: a sheet in which somebody types all the time
    would otherwise never get its findings.
    """
    record = SheetRecord.objects.select_related("division").get(pk=pk)
    seq = record.cells_seq
    layout = load_layout(record.layout)
    known = compute(record, document_of(record), layout, approved_before(record))
    with transaction.atomic():
        now = SheetRecord.objects.select_for_update(of=("self",)).get(pk=pk)
        if now.season != record.season or now.findings_seq > seq:
            return False  # other cells are due in the other season; or somebody else was faster
        replace(
            FindingRecord.objects.filter(sheet=now, reach=FindingReach.SHEET),
            known.findings,
            ("order", "severity", "places", "where", "fingerprint"),
        )
        replace_rows(now, Level.WORKING, known.rows, seq)
        replace_texts(now, Level.WORKING, known.texts)
        count_findings(now)
        now.findings_seq, now.behind_since = seq, _first_change_after(now, seq)
        now.save(update_fields=["findings_seq", "behind_since", "errors", "warnings", "unexplained"])
        return bool(now.cells_seq == seq)


class Known(NamedTuple):
    """What is computed of a sheet, not stored yet."""

    findings: list[FindingRecord]
    rows: dict[str, list[list[object]]]  # by table
    texts: list[SearchText]


def compute(record: SheetRecord, sheet: Sheet, layout: Layout, approved: Iterable[Sheet]) -> Known:
    """Findings, tidy rows and search texts of a document; `approved`: that of the years before, newest first."""
    around = Around(
        layout=layout,
        season=Season(record.season),
        effort_grid=layout.effort_grid,
        before=tuple(match_rows(one, sheet) for one in approved),
    )
    return Known(
        findings=list(_finding_rows(record, sheet, layout, run(sheet, around))),
        rows=rows_of(sheet),
        texts=list(texts_of(record, sheet, layout, Level.WORKING)),
    )


def _first_change_after(record: SheetRecord, seq: int) -> datetime | None:
    if record.cells_seq == seq:
        return None
    edits = record.edits.filter(seq__gt=seq, outcome=Outcome.SAVED).order_by("seq")
    at: datetime | None = edits.values_list("at", flat=True).first()
    return at


def refresh_now(pk: int) -> None:
    """The same, until it holds."""
    while not refresh(pk):
        pass


def count_findings(record: SheetRecord) -> None:
    """How many findings of its own stand, and how many errors nobody has explained. The caller saves the record."""
    explained = set(Explanation.objects.filter(sheet=record).values_list("fingerprint", flat=True))
    own = FindingRecord.objects.filter(sheet=record, reach=FindingReach.SHEET)
    found = list(own.values_list("severity", "fingerprint"))
    record.errors = sum(severity == Severity.ERROR for severity, _ in found)
    record.warnings = sum(severity == Severity.WARNING for severity, _ in found)
    record.unexplained = sum(
        severity == Severity.ERROR and fingerprint not in explained for severity, fingerprint in found
    )


def fingerprint(finding: Finding) -> str:
    """The same contradiction has the same fingerprint: other figures are another finding."""
    return digest("\n".join((finding.check, finding.at, finding.message)))


def _finding_rows(
    record: SheetRecord, sheet: Sheet, layout: Layout, findings: tuple[Finding, ...]
) -> Iterator[FindingRecord]:
    for order, finding in enumerate(findings):
        yield FindingRecord(
            sheet=record,
            order=order,
            check_name=finding.check,
            severity=finding.severity.value,
            at=finding.at,
            message=finding.message,
            places=list(finding.places),
            where=describe(layout, sheet, finding.at)[:255],
            fingerprint=fingerprint(finding),
        )
