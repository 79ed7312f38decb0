"""進み具合 — divisions × stages: how many sheets stand where, what is open on them, who touched them last. Three queries."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, F, QuerySet

from hyoka.store.desk import rounds
from hyoka.store.models import SheetRecord, Thread
from hyoka.store.reach import within
from hyoka.workflow import Action, Actor, Stage


@dataclass(frozen=True)
class BoardFilter:
    """What is asked for; None and "" ask for nothing."""

    fiscal_year: int | None = None
    season: str = ""
    department: str = ""


@dataclass
class BoardRow:
    """One division."""

    division: str  # key
    name: str
    department: str
    order: int
    stages: dict[str, int] = field(default_factory=dict)
    late: int = 0
    errors: int = 0
    unexplained: int = 0
    warnings: int = 0
    comments: int = 0
    touched_at: datetime | None = None
    touched_by: str = ""
    deadline: datetime | None = None  # the next one of a round in which the division has something to do

    @property
    def total(self) -> int:
        return sum(self.stages.values())

    @property
    def fixed(self) -> int:
        return sum(many for stage, many in self.stages.items() if Stage(stage).is_fixed)

    @property
    def sent_in(self) -> int:
        """What has reached the office."""
        return self.fixed + self.stages.get(Stage.OFFICE.value, 0)


def on_board(actor: Actor, asked: BoardFilter = BoardFilter()) -> QuerySet[SheetRecord]:
    """The sheets whose working document this person may read: the board tells of nothing else."""
    found = SheetRecord.objects.filter(within(actor, Action.READ))
    if asked.fiscal_year is not None:
        found = found.filter(fiscal_year=asked.fiscal_year)
    if asked.season:
        found = found.filter(season=asked.season)
    if asked.department:
        found = found.filter(division__department=asked.department)
    return found


def board(actor: Actor, asked: BoardFilter) -> list[BoardRow]:
    """A row for each division, in the city's order."""
    found = on_board(actor, asked).order_by("division__order", "division__name", "pk")
    facts = found.values(
        "pk", "fiscal_year", "season", "stage", "is_late", "errors", "unexplained", "warnings", "touched_at",
        "correction", by=F("touched_by__name"), division_key=F("division__key"), name=F("division__name"),
        department=F("division__department"), order=F("division__order"),
    )  # fmt: skip
    threads = Thread.objects.filter(sheet__in=found.order_by(), resolved_at=None).order_by()
    comments = dict(threads.values_list("sheet").annotate(many=Count("pk")))
    taken = rounds()
    rows: dict[str, BoardRow] = {}
    for sheet in facts:
        row = rows.setdefault(
            sheet["division_key"],
            BoardRow(sheet["division_key"], sheet["name"], sheet["department"], sheet["order"]),
        )
        row.stages[sheet["stage"]] = row.stages.get(sheet["stage"], 0) + 1
        row.late += sheet["is_late"]
        row.errors += sheet["errors"]
        row.unexplained += sheet["unexplained"]
        row.warnings += sheet["warnings"]
        row.comments += comments.get(sheet["pk"], 0)
        if row.touched_at is None or sheet["touched_at"] > row.touched_at:
            row.touched_at, row.touched_by = sheet["touched_at"], sheet["by"] or ""
        one = taken.get((sheet["fiscal_year"], sheet["season"]))
        waits = not Stage(sheet["stage"]).is_fixed and not sheet["correction"]
        if waits and one is not None and one.is_open and one.deadline is not None:
            row.deadline = min(row.deadline or one.deadline, one.deadline)
    return list(rows.values())
