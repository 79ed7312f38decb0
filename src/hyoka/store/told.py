"""だれに何を言うか — findings as one person may read them: of the whole city, the full words only for who may read all sheets."""

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Value,
    When,
)

from hyoka.checks import Severity
from hyoka.store.models import FindingReach, FindingRecord, SheetRecord
from hyoka.store.reach import within
from hyoka.workflow import Action, Actor


def told(found: QuerySet[FindingRecord], actor: Actor) -> QuerySet[FindingRecord]:
    """The findings that this person is told, with `words`: what is said to him or her."""
    readable = SheetRecord.objects.filter(within(actor, Action.READ)).values("pk")
    hidden = FindingRecord.objects.filter(city=OuterRef("city")).exclude(sheet__in=readable)
    return (
        found.filter(sheet__in=readable)
        .annotate(
            words=Case(
                When(reach=FindingReach.SHEET, then=F("message")),
                When(~Exists(hidden), then=F("city__message")),
                default=F("message"),
                output_field=CharField(),
            )
        )
        .exclude(words=Value(""))
    )


def told_of(record: SheetRecord, actor: Actor) -> list[FindingRecord]:
    """A sheet's findings for this person, most serious first; of the whole city behind the sheet's own."""
    found = told(FindingRecord.objects.filter(sheet=record), actor).order_by("order", "pk")
    return sorted(found, key=lambda one: Severity(one.severity).rank)


def once(found: QuerySet[FindingRecord], sheets: QuerySet[SheetRecord]) -> QuerySet[FindingRecord]:
    """A finding of the whole city once in a list: in the sheet to look at first, where the list holds that."""
    listed = FindingRecord.objects.filter(city=OuterRef("city"), is_home=True, sheet__in=sheets.values("pk"))
    return found.exclude(Exists(listed), reach=FindingReach.CITY, is_home=False)
