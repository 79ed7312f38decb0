"""できごとをさがす — who did what when, in any order; also: who took a sheet out of the system."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Case, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Cast
from django.utils.timezone import make_aware

from hyoka.store.models import Event, Kind

_KINDS = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(Kind.values)]
# Every column of the list that sorts, by its name in the address.
SORTS: Mapping[str, tuple[Combinable, ...]] = {
    "at": (F("at"), F("pk")),
    "person": (F("person__name"), F("person__login")),
    "kind": (Case(*_KINDS, default=Value(len(_KINDS)), output_field=IntegerField()),),
}
LATEST = "-at"


class Wanted(NamedTuple):
    """What is looked for; "" and None: whatever."""

    person: int | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None
    sheet: str = ""  # its key


def find_events(wanted: Wanted, sort: str = LATEST) -> QuerySet[Event]:
    """The events that fit; among equals the latest first."""
    found = Event.objects.select_related("person").order_by(*_order(sort))
    if wanted.person is not None:
        # Also what was done to this person: accounts are named by number in the city's chain.
        found = found.filter(Q(person_id=wanted.person) | Q(body__of=wanted.person))
    if wanted.kind in set(Kind.values):
        found = found.filter(kind=wanted.kind)
    if wanted.since:
        found = found.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    if wanted.sheet:
        found = found.filter(_about(wanted.sheet))
    return found


def _order(sort: str) -> Iterator[OrderBy]:
    is_down = sort.startswith("-")
    for part in SORTS[sort.removeprefix("-")]:
        yield part.desc(nulls_last=True) if is_down else part.asc(nulls_last=True)
    yield from (F("at").desc(), F("pk").desc())


def _about(sheet: str) -> Q:
    """A sheet's own chain, and what the city's chain tells of exports that held it, alone or in a book."""
    if not sheet.isalnum():
        return Q(scope=sheet)
    exports = Event.objects.filter(kind=Kind.EXPORT).annotate(text=Cast("body", TextField()))
    return Q(scope=sheet) | Q(pk__in=exports.filter(text__contains=f'"{sheet}"').values("pk"))


def _midnight(day: date) -> datetime:
    """The day begins in Japan."""
    return make_aware(datetime.combine(day, time.min))
