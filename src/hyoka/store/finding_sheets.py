"""評価表を探す — the list: what a person may see of each sheet, as filters, columns and an order that always holds.

Somebody who may read only a frozen revision sees that revision's facts and no others, and is sorted, filtered and
counted by them: nothing of the work behind it shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, CharField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Coalesce, Length

from hyoka.layouts import Season
from hyoka.store.folding import fold_for_search
from hyoka.store.models import Level, SearchText, SheetRecord, TextKind
from hyoka.store.reach import visible, within
from hyoka.workflow import Action, Actor, Stage

FINDINGS = ("errors", "unexplained", "warnings", "none")


@dataclass(frozen=True)
class SheetFilter:
    """What is asked for; "" and False ask for nothing."""

    year: int | None = None
    department: str = ""
    division: str = ""  # key
    measure: str = ""  # its number
    season: str = ""
    stage: str = ""
    late: bool = False
    findings: str = ""  # one of FINDINGS
    mine: bool = False
    name: str = ""  # words in the name of the measure


class Choice(NamedTuple):
    """What the visible sheets can be filtered by."""

    years: tuple[int, ...]
    departments: tuple[str, ...]
    divisions: tuple[tuple[str, str], ...]  # key, name
    measures: tuple[tuple[str, str], ...]  # number, name in the latest year


def _case(working: Any, final: Any, published: Any, field: Any) -> Case:
    return Case(
        When(level=Level.WORKING, then=working),
        When(level=Level.FINAL, then=final),
        default=published,
        output_field=field,
    )


def seen_by(actor: Actor) -> QuerySet[SheetRecord]:
    """The sheets that a person may see, each with what that person sees of it: `level` and `seen_…`."""
    level = Case(
        When(within(actor, Action.READ), then=Value(Level.WORKING.value)),
        When(within(actor, Action.READ_FINAL), then=Value(Level.FINAL.value)),
        default=Value(Level.PUBLISHED.value),
        output_field=CharField(),
    )
    word, number = CharField(), IntegerField(null=True)
    nothing = Value(None, output_field=number)
    name = SearchText.objects.filter(
        sheet=OuterRef("pk"), level=OuterRef("level"), kind=TextKind.MEASURE
    ).order_by("pk")
    fixed = Case(
        When(published__number__gt=F("final__number"), then=Value(Stage.PUBLISHED.value)),
        default=Value(Stage.FINAL.value),
        output_field=word,
    )
    unsearched = _case(F("measure"), Value(""), Value(""), word)  # taken in a moment ago
    found = visible(actor).annotate(level=level)
    found = found.annotate(
        seen_name=Coalesce(Subquery(name.values("text")[:1]), unsearched, output_field=word),
        seen_folded=Coalesce(Subquery(name.values("folded")[:1]), unsearched, output_field=word),
        seen_stage=_case(F("stage"), fixed, Value(Stage.PUBLISHED.value), word),
        seen_season=_case(F("season"), F("final__season"), F("published__season"), word),
        seen_at=_case(F("touched_at"), F("final__at"), F("published__at"), None),
        seen_late=_case(F("is_late"), Value(False), Value(False), None),
        seen_errors=_case(F("errors"), nothing, nothing, number),
        seen_unexplained=_case(F("unexplained"), nothing, nothing, number),
        seen_warnings=_case(F("warnings"), nothing, nothing, number),
    )
    stages = [When(seen_stage=stage.value, then=Value(rank)) for rank, stage in enumerate(Stage)]
    return found.annotate(stage_rank=Case(*stages, default=Value(0), output_field=IntegerField()))


def find_sheets(actor: Actor, asked: SheetFilter, sort: str = "") -> QuerySet[SheetRecord]:
    """The visible sheets that fit, in the order asked for; ties are broken by year, measure and division."""
    found = seen_by(actor).filter(_condition(actor, asked))
    return found.order_by(*_order(sort))


def _condition(actor: Actor, asked: SheetFilter) -> Q:
    fits = Q()
    if asked.year is not None:
        fits &= Q(fiscal_year=asked.year)
    if asked.department:
        fits &= Q(division__department=asked.department)
    if asked.division:
        fits &= Q(division__key=asked.division)
    if asked.measure:
        fits &= Q(measure_no=asked.measure)
    if asked.season:
        fits &= Q(seen_season=asked.season)
    if asked.stage:
        fits &= Q(seen_stage=asked.stage)
    if asked.late:
        fits &= Q(seen_late=True)
    if asked.findings:
        fits &= _FINDINGS[asked.findings]
    if asked.mine:
        fits &= Q(key__in=actor.assigned)
    for word in asked.name.split():
        fits &= Q(seen_folded__contains=fold_for_search(word))
    return fits


_FINDINGS: Mapping[str, Q] = {
    "errors": Q(seen_errors__gt=0),
    "unexplained": Q(seen_unexplained__gt=0),
    "warnings": Q(seen_warnings__gt=0),
    "none": Q(seen_errors=0, seen_warnings=0),
}

_MEASURE: tuple[Combinable, ...] = (Length("measure_no"), F("measure_no"))  # 2 before 10
_TIES = (
    F("fiscal_year").desc(),
    *(part.asc() for part in _MEASURE),
    F("division__order").asc(),
    F("pk").asc(),
)
# Every column of the list that sorts, by its name in the address.
SORTS: Mapping[str, tuple[Combinable, ...]] = {
    "year": (F("fiscal_year"),),
    "measure": _MEASURE,
    "name": (F("seen_folded"),),
    "division": (F("division__order"), F("division__name")),
    "department": (F("division__department"),),
    "season": (
        Case(When(seen_season=Season.PLANNING.value, then=Value(0)), default=Value(1), output_field=IntegerField()),
    ),
    "stage": (F("stage_rank"),),
    "late": (F("seen_late"),),
    "findings": (F("seen_unexplained"), F("seen_errors"), F("seen_warnings")),
    "touched": (F("seen_at"),),
}  # fmt: skip


def _order(sort: str) -> tuple[OrderBy, ...]:
    parts = SORTS.get(sort.removeprefix("-"), ())
    if sort.startswith("-"):
        return (*(part.desc(nulls_last=True) for part in parts), *_TIES)
    return (*(part.asc(nulls_last=True) for part in parts), *_TIES)


def choices_for(actor: Actor) -> Choice:
    """What this person's sheets can be filtered by: one query, and only over what is visible."""
    rows = list(
        seen_by(actor)
        .order_by("division__order", "division__name", "-fiscal_year")
        .values_list(
            "fiscal_year",
            "division__key",
            "division__name",
            "division__department",
            "measure_no",
            "seen_name",
        )
    )
    latest: dict[str, tuple[int, str]] = {}
    for year, _, _, _, number, name in rows:
        if number and (number not in latest or latest[number][0] < year):
            latest[number] = (year, name)
    return Choice(
        years=tuple(sorted({row[0] for row in rows}, reverse=True)),
        departments=tuple(dict.fromkeys(row[3] for row in rows if row[3])),
        divisions=tuple(dict.fromkeys((row[1], row[2]) for row in rows)),
        measures=tuple(
            (number, latest[number][1]) for number in sorted(latest, key=lambda no: (len(no), no))
        ),
    )
