"""記録の表 — one file per thing that is kept."""

from hyoka.store.models.cell import CellEdit, CellRecord, Outcome, Via
from hyoka.store.models.event import CITY, Choice, Event, Kind
from hyoka.store.models.finding import (
    CityCheck,
    CityFindingRecord,
    Explanation,
    FindingReach,
    FindingRecord,
)
from hyoka.store.models.job import Job, JobState
from hyoka.store.models.ledger import LedgerColumns, LedgerImport, LedgerLink
from hyoka.store.models.office import DivisionRecord, Round
from hyoka.store.models.person import Appointment, Person, SignInTry
from hyoka.store.models.plan import PlanKind, PlanRecord, PlanVersion
from hyoka.store.models.projection import Level, Projection, SearchText, TextKind
from hyoka.store.models.reminder import Reach, Reminder
from hyoka.store.models.sheet_record import Assignment, SheetRecord, SheetRevision, Visit
from hyoka.store.models.succession import Lent, Origin, Step, SuccessionRecord, Transfer
from hyoka.store.models.talk import Comment, Opinion, Thread
from hyoka.store.models.upload import Upload

__all__ = [
    "CITY",
    "Appointment",
    "Assignment",
    "CellEdit",
    "CellRecord",
    "Choice",
    "CityCheck",
    "CityFindingRecord",
    "Comment",
    "DivisionRecord",
    "Event",
    "Explanation",
    "FindingReach",
    "FindingRecord",
    "Job",
    "JobState",
    "Kind",
    "LedgerColumns",
    "LedgerImport",
    "LedgerLink",
    "Lent",
    "Level",
    "Opinion",
    "Origin",
    "Outcome",
    "Person",
    "PlanKind",
    "PlanRecord",
    "PlanVersion",
    "Projection",
    "Reach",
    "Reminder",
    "Round",
    "SearchText",
    "SheetRecord",
    "SheetRevision",
    "SignInTry",
    "Step",
    "SuccessionRecord",
    "TextKind",
    "Thread",
    "Transfer",
    "Upload",
    "Via",
    "Visit",
]  # fmt: skip
