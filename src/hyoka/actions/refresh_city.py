"""全市を追いかける — findings of the whole city follow the sheets of a year, coalesced: seldom, and once for many saves."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from hyoka.actions.events import digest
from hyoka.checks.whole_city import City, CityFinding, run_city
from hyoka.layouts import describe
from hyoka.store.city import city_of, unchecked
from hyoka.store.models import CityCheck, CityFindingRecord, FindingReach, FindingRecord, SheetRecord

AGAIN = timedelta(minutes=2)  # a year in which many write is not checked more often
_Kept = dict[str, tuple[CityFinding, list[FindingRecord]]]
_BEHIND_THE_OWN = 100_000  # in the order of a sheet's findings


def due(at: datetime) -> int | None:
    """The year whose sheets have changed since the city was checked, unless that was a moment ago."""
    for fiscal_year, _, check in unchecked():
        if check is None or at - check.checked_at >= AGAIN:
            return fiscal_year
    return None


def refresh_city(fiscal_year: int, *, at: datetime) -> int:
    """Check the year's sheets against each other; how many findings there are. The sheets' own findings stay.

    What is typed meanwhile makes the year due again: the state is asked before the sheets are read.
    """
    states = {year: state for year, state, _ in unchecked()}
    state = states.get(fiscal_year)
    if state is None:
        return CityFindingRecord.objects.filter(fiscal_year=fiscal_year).count()
    city, records = city_of(fiscal_year)
    findings = run_city(city) if city else ()
    rows = {
        _fingerprint(finding): (finding, list(_rows(finding, city, records))) for finding in findings if city
    }
    with transaction.atomic():
        held = CityFindingRecord.objects.filter(fiscal_year=fiscal_year)
        held.exclude(fingerprint__in=list(rows)).delete()
        known = set(held.values_list("fingerprint", flat=True))
        _keep(fiscal_year, {mark: row for mark, row in rows.items() if mark not in known})
        CityCheck.objects.update_or_create(
            fiscal_year=fiscal_year, defaults={"state": state, "checked_at": at}
        )
    return len(rows)


def _keep(fiscal_year: int, new: _Kept) -> None:
    """Two statements, however many there are: those who type do not wait for them."""
    made = CityFindingRecord.objects.bulk_create(
        CityFindingRecord(fiscal_year=fiscal_year, message=finding.message, fingerprint=fingerprint)
        for fingerprint, (finding, _) in new.items()
    )
    rows = []
    for parent, (_, in_sheets) in zip(made, new.values(), strict=True):
        for row in in_sheets:
            row.city = parent
            rows.append(row)
    FindingRecord.objects.bulk_create(rows)


def _rows(finding: CityFinding, city: City, records: Mapping[str, SheetRecord]) -> Iterator[FindingRecord]:
    sheets = {sheet.key: sheet for sheet in city.sheets}
    for number, one in enumerate(finding.concerned):
        sheet = sheets[one.sheet_key]
        yield FindingRecord(
            sheet=records[one.sheet_key],
            order=_BEHIND_THE_OWN + finding.severity.rank,
            check_name=finding.check,
            severity=finding.severity.value,
            at=one.at,
            message=one.alone,
            places=list(one.places or (one.at,)),
            where=describe(city.layout_of(sheet), sheet, one.at)[:255],
            fingerprint=digest("\n".join((finding.check, one.at, one.alone))),  # nothing of the other sheets
            reach=FindingReach.CITY,
            is_home=number == 0,
        )


def _fingerprint(finding: CityFinding) -> str:
    """The same finding in the same words at the same places, and as grave."""
    return digest(finding.model_dump_json())
