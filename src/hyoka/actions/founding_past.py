"""見本市の過去 — sheets of earlier years, published as they were then, stored by the parcel.

The rows are those that the people's moves make (a test holds the two ways against each other); only the asking for
rights and the reading back fall away: hundreds of sheets are founded while somebody waits.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hyoka.actions.events import next_event
from hyoka.actions.founding_scenes import Cast, steps_to
from hyoka.actions.founding_time import Diary, years_before
from hyoka.actions.indexing import texts_of
from hyoka.actions.moves import enter, judgements_of
from hyoka.actions.projecting import projections
from hyoka.actions.refresh import compute
from hyoka.actions.take_in import cells_of, frozen, new_record, told_of
from hyoka.checks import Severity
from hyoka.example.office import YEAR_NOW
from hyoka.layouts import Season, load_layout
from hyoka.sheet import Sheet, sheet_to_json
from hyoka.store.actors import SYSTEM
from hyoka.store.models import (
    CellRecord,
    Event,
    FindingRecord,
    Kind,
    Level,
    Projection,
    Round,
    SearchText,
    SheetRecord,
    SheetRevision,
    Via,
)
from hyoka.workflow import Move, Stage

_LEVELS = {Move.FINALIZE: Level.FINAL, Move.PUBLISH: Level.PUBLISHED}
PARCEL = 25  # sheets of one parcel: some ten thousand rows


def play_past(cast: Cast, sheets: Sequence[Sheet], at: datetime, tell: Callable[[], None]) -> None:
    """The sheets of earlier years, oldest first; `tell` of each."""
    past = _Past(cast, at)
    for first in range(0, len(sheets), PARCEL):
        past.publish(sheets[first : first + PARCEL], tell)


@dataclass
class _Parcel:
    """Rows that are stored together."""

    events: list[Event] = field(default_factory=list)
    cells: list[CellRecord] = field(default_factory=list)
    revisions: list[SheetRevision] = field(default_factory=list)
    findings: list[FindingRecord] = field(default_factory=list)
    rows: list[Projection] = field(default_factory=list)
    texts: list[SearchText] = field(default_factory=list)

    def store(self) -> None:
        Event.objects.bulk_create(self.events)
        CellRecord.objects.bulk_create(self.cells)
        SheetRevision.objects.bulk_create(self.revisions)
        FindingRecord.objects.bulk_create(self.findings)
        Projection.objects.bulk_create(self.rows)
        SearchText.objects.bulk_create(self.texts)


class _Past:
    def __init__(self, cast: Cast, at: datetime) -> None:
        self.cast, self.at = cast, at
        self.deadlines: dict[int, dict[str, datetime | None]] = {}
        for year, season, deadline in Round.objects.values_list("fiscal_year", "season", "deadline"):
            self.deadlines.setdefault(year, {})[season] = deadline
        self.approved: dict[tuple[int, str, str], Sheet] = {}  # by year, division and measure

    def publish(self, sheets: Sequence[Sheet], tell: Callable[[], None]) -> None:
        diaries = [self._diary(sheet) for sheet in sheets]
        records = [
            new_record(sheet, self.cast.divisions[self._division(sheet)], Season.EVALUATION, diary.last)
            for sheet, diary in zip(sheets, diaries, strict=True)
        ]
        SheetRecord.objects.bulk_create(records)
        parcel = _Parcel()
        for sheet, record, diary in zip(sheets, records, diaries, strict=True):
            self._tell(parcel, sheet, record, diary)
            tell()
        parcel.store()
        changed = [one.name for one in SheetRecord._meta.fields if not one.primary_key]
        SheetRecord.objects.bulk_update(records, changed, batch_size=10)

    def _division(self, sheet: Sheet) -> str:
        return self.cast.town.division_named(sheet.head.division or "").key

    def _diary(self, sheet: Sheet) -> Diary:
        then = years_before(self.at, YEAR_NOW - int(sheet.fiscal_year))
        return Diary(then - timedelta(days=22), then + timedelta(days=40))

    def _tell(self, parcel: _Parcel, sheet: Sheet, record: SheetRecord, diary: Diary) -> None:
        """Taken in, checked, moved from desk to desk, and published."""
        document, layout = sheet_to_json(sheet), load_layout(sheet.layout)
        parcel.events.append(
            next_event(record, Kind.TAKE_IN, SYSTEM, diary.last, told_of(document, Via.SYSTEM, ""))
        )
        record.cells_seq = record.seq
        parcel.cells += cells_of(record, sheet)
        parcel.revisions.append(
            frozen(record, document, number=1, move="取込み", by=SYSTEM, at=diary.last, judgements=[])
        )
        known = compute(record, sheet, layout, self._before(sheet))
        parcel.findings += known.findings
        parcel.rows += projections(record, Level.WORKING, known.rows, record.cells_seq)
        parcel.texts += known.texts
        severities = [one.severity for one in known.findings]
        record.errors = record.unexplained = severities.count(Severity.ERROR.value)
        record.warnings = severities.count(Severity.WARNING.value)
        record.findings_seq, record.behind_since = record.cells_seq, None
        division = self.cast.town.division_named(sheet.head.division or "")
        for number, step in enumerate(steps_to(Stage.PUBLISHED, self.cast, division, diary), start=2):
            judgements = judgements_of(record, sheet, step.target)
            body = enter(
                record, step.move, step.target, step.by, step.at, f"found-{record.key}-{record.seq}",
                document=document, deadlines=self.deadlines.get(record.fiscal_year, {}), judgements=judgements,
            )  # fmt: skip
            parcel.events.append(next_event(record, Kind.MOVE, step.by, step.at, body))
            revision = frozen(
                record, document, number=number, move=step.move.value, by=step.by, at=step.at, judgements=judgements,
            )  # fmt: skip
            parcel.revisions.append(revision)
            if step.move is Move.FINALIZE:
                record.final = revision
            if step.move is Move.PUBLISH:
                record.published = revision
            level = _LEVELS.get(step.move)
            if level is not None:
                parcel.texts += texts_of(record, sheet, layout, level)
                parcel.rows += projections(record, level, known.rows, record.cells_seq)
        self.approved[self._named(sheet)] = sheet

    def _named(self, sheet: Sheet, years: int = 0) -> tuple[int, str, str]:
        return int(sheet.fiscal_year) - years, self._division(sheet), sheet.position.measure_no or ""

    def _before(self, sheet: Sheet) -> Iterator[Sheet]:
        """What was approved in the two years before, as long as there was a sheet."""
        for years in (1, 2):
            before = self.approved.get(self._named(sheet, years))
            if before is None:
                return
            yield before
