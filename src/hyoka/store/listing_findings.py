"""指摘の一覧 — findings of the sheets whose working text a person may read; explained or not."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Coalesce, Length

from hyoka.checks import Severity, name_of, over_years
from hyoka.store.finding_sheets import SheetFilter, find_sheets
from hyoka.store.models import (
    Explanation,
    FindingReach,
    FindingRecord,
    Level,
    SearchText,
    SheetRecord,
    TextKind,
)
from hyoka.store.told import once, told
from hyoka.workflow import Actor


class FindingFilter(NamedTuple):
    check: str = ""
    severity: str = ""
    explained: str = ""  # yes, no
    reach: str = ""  # sheet, years, city


EXPLAINED = ("yes", "no")
REACHES = ("sheet", "years", "city")

_MEASURE: tuple[Combinable, ...] = (Length("sheet__measure_no"), F("sheet__measure_no"))
_TIES = (F("rank").asc(), F("sheet__fiscal_year").desc(), *(part.asc() for part in _MEASURE), F("sheet").asc(), F("order").asc())  # fmt: skip
SORTS: Mapping[str, tuple[Combinable, ...]] = {
    "severity": (F("rank"),),
    "check": (F("check_name"),),
    "measure": _MEASURE,
    "year": (F("sheet__fiscal_year"),),
    "division": (F("sheet__division__order"), F("sheet__division__name")),
    "where": (F("where"),),
    "message": (F("words"),),
    "explained": (F("is_explained"),),
}


def find_findings(
    actor: Actor, sheets: SheetFilter, asked: FindingFilter, sort: str = ""
) -> QuerySet[FindingRecord]:
    """The findings that fit, with `words`, `rank`, `is_explained` and `sheet_name`. Frozen revisions show none to their readers."""
    bare = find_sheets(actor, sheets).filter(level=Level.WORKING).order_by().values("pk")
    reasons = Explanation.objects.filter(sheet=OuterRef("sheet"), fingerprint=OuterRef("fingerprint"))
    name = SearchText.objects.filter(
        sheet=OuterRef("sheet"), level=Level.WORKING, kind=TextKind.MEASURE
    ).values("text")
    ranks = [When(severity=severity.value, then=Value(severity.rank)) for severity in Severity]
    listed = SheetRecord.objects.filter(pk__in=bare)
    found = (
        once(told(FindingRecord.objects.filter(_condition(asked), sheet__in=bare), actor), listed)
        .select_related("sheet__division")
        .annotate(
            rank=Case(*ranks, default=Value(9), output_field=IntegerField()),
            is_explained=Exists(reasons),
            sheet_name=Coalesce(Subquery(name[:1]), F("sheet__measure"), output_field=CharField()),
        )
    )
    if asked.explained:
        found = found.filter(is_explained=asked.explained == "yes")
    return found.order_by(*_order(sort))


def _condition(asked: FindingFilter) -> Q:
    fits = Q()
    if asked.check:
        fits &= Q(check_name=asked.check)
    if asked.severity:
        fits &= Q(severity=asked.severity)
    if asked.reach:
        fits &= _REACHES[asked.reach]
    return fits


_OVER_YEARS = Q(check_name__in=[name_of(check) for check in over_years.CHECKS])
_REACHES: Mapping[str, Q] = {
    "sheet": Q(reach=FindingReach.SHEET) & ~_OVER_YEARS,
    "years": _OVER_YEARS,
    "city": Q(reach=FindingReach.CITY),
}


def _order(sort: str) -> tuple[OrderBy, ...]:
    parts = SORTS.get(sort.removeprefix("-"), ())
    return (*((part.desc() if sort.startswith("-") else part.asc()) for part in parts), *_TIES)
