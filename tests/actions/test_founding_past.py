"""見本市の過去 — published by the parcel, a sheet leaves the same rows as if people had moved it from desk to desk."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.forms.models import model_to_dict

from hyoka.actions import founding_scenes
from hyoka.actions.founding import _people, _rounds
from hyoka.actions.founding_past import play_past
from hyoka.actions.founding_scenes import Cast
from hyoka.actions.founding_time import Diary, years_before
from hyoka.actions.take_in import take_in
from hyoka.example.founded import SIZES
from hyoka.example.office import YEAR_NOW
from hyoka.layouts import Season
from hyoka.sheet import Sheet
from hyoka.store.actors import SYSTEM
from hyoka.store.models import (
    CITY,
    CellRecord,
    Event,
    FindingRecord,
    Projection,
    SearchText,
    SheetRecord,
    SheetRevision,
)
from hyoka.workflow import Stage

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
TABLES = (SheetRecord, Event, CellRecord, SheetRevision, FindingRecord, Projection, SearchText)


def by_people(cast: Cast, sheet: Sheet) -> None:
    """Taken in, and moved through the one door."""
    then = years_before(AT, YEAR_NOW - int(sheet.fiscal_year))
    diary = Diary(then - timedelta(days=22), then + timedelta(days=40))
    division = cast.town.division_named(sheet.head.division or "")
    record = take_in(
        sheet=sheet, division=cast.divisions[division.key], season=Season.EVALUATION, by=SYSTEM, at=diary.last
    )
    founding_scenes._climb(cast, record, division, Stage.PUBLISHED, diary)


def _left(kind: type[Any]) -> list[dict[str, Any]]:
    """The rows without their numbers, by what they say."""
    sheets = dict(SheetRecord.objects.values_list("pk", "key"))
    versions = {one.pk: (one.sheet.key, one.number) for one in SheetRevision.objects.select_related("sheet")}
    rows = []
    for one in kind.objects.all():
        row = {**model_to_dict(one), "id": None}
        if row.get("scope") == CITY:  # its staff event lists row numbers; both ways make it alike
            continue
        row["sheet"] = sheets.get(row.get("sheet"))
        for name in ("final", "published"):
            row[name] = versions.get(row.get(name))
        rows.append(row)
    return rows


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("size", ["medium", "city"])
def test_the_parcel_leaves_what_the_moves_leave(size: str) -> None:
    city = SIZES[size]()
    some = [sheet for sheet in city.past if sheet.position.measure_no in ("31", "47", "13")]
    assert len({sheet.fiscal_year for sheet in some}) >= 2
    left = []
    for way in ("people", "parcel"):
        with transaction.atomic():
            cast = _people(city.office, AT)
            _rounds(cast, AT)
            if way == "people":
                for sheet in some:
                    by_people(cast, sheet)
            else:
                play_past(cast, some, AT, lambda: None)
            people = {one.pk: login for login, one in cast.people.items()}
            left.append(
                {kind: sorted((_told(row, people) for row in _left(kind)), key=str) for kind in TABLES}
            )
            transaction.set_rollback(True)
    for kind in TABLES:
        assert left[0][kind] == left[1][kind], kind
        assert kind is FindingRecord or left[0][kind]


def _told(row: dict[str, Any], people: dict[int, str]) -> dict[str, Any]:
    """People by login, and without what hangs on a person's number: the hashes of the chain."""
    for name in ("person", "by", "touched_by"):
        if name in row:
            row[name] = people.get(row[name])
    row.pop("division", None)
    return {name: value for name, value in row.items() if name not in ("head", "hash", "previous")}
