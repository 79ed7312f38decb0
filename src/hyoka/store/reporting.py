"""集計の材料を読む — the tidy rows of the documents that a person may read: working, final or published, never more."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from pydantic_core import from_json

from hyoka.checks import titles
from hyoka.layouts import Season
from hyoka.reports import City, Found, Maker, TidySheet
from hyoka.reports.city import Rows
from hyoka.sheet import Sheet
from hyoka.store.documents import document_of_revision, documents_of
from hyoka.store.finding_sheets import SheetFilter, find_sheets
from hyoka.store.listing_findings import FindingFilter, find_findings
from hyoka.store.models import Level, Projection, SheetRecord
from hyoka.store.reach import frozen_at
from hyoka.tables import TABLES, FractionOfYen
from hyoka.workflow import Actor

_FACTS = ("pk", "key", "level", "seen_season", "carried_from__key", "behind_since", "division", "measure_no")


class Material(NamedTuple):
    """What a report is made of for one person, and from which documents that came."""

    city: City
    levels: Mapping[Level, int]  # how many sheets at each
    behind: int  # working sheets whose rows do not hold for their newest cells yet
    uncounted: int = 0  # sheets of which an amount is no whole yen: their amounts are left out


class _Seen(NamedTuple):
    pk: int
    key: str
    level: Level
    season: str
    before: str
    is_behind: bool
    office: tuple[int, str]  # its division and the number of its measure


def material_for(actor: Actor, asked: SheetFilter, maker: Maker) -> Material:
    """The visible sheets of one fiscal year that fit, as rows. `asked.year` is given."""
    if asked.year is None:
        raise ValueError("年度がありません（集計は一つの年度についてのものです）")
    seen = _seen(find_sheets(actor, asked))
    before: list[_Seen] = []
    if maker.needs_before:
        before = _last_year(actor, asked, asked.year - 1, seen)
    rows, uncounted = _rows([*seen, *before], maker.tables)
    city = City(
        asked.year,
        tuple(_tidy(one, rows) for one in seen),
        tuple(_tidy(one, rows) for one in before),
        tuple(_findings(actor, asked)) if maker.needs_findings else (),
    )
    return Material(
        city,
        Counter(one.level for one in seen),
        sum(one.is_behind and one.level is Level.WORKING for one in seen),
        uncounted,
    )


def _last_year(actor: Actor, asked: SheetFilter, year: int, seen: Sequence[_Seen]) -> list[_Seen]:
    """The sheets of the year before that fit, and those that the sheets seen were carried from.

    Where a stage is asked for it is this year's: of last year only what stands before the sheets seen.
    """
    fitting = _seen(find_sheets(actor, replace(asked, year=year, stage="")))
    if asked.stage:
        offices = {one.office for one in seen}
        fitting = [one for one in fitting if one.office in offices]
    carried = find_sheets(actor, SheetFilter(year=year))
    found = fitting + _seen(carried.filter(key__in={one.before for one in seen if one.before}))
    return list({one.pk: one for one in found}.values())


def _seen(found: QuerySet[SheetRecord]) -> list[_Seen]:
    """Offices in their order, within each the sheets by number."""
    ordered = found.order_by("division__order", "division__name", "measure_no", "pk").values_list(*_FACTS)
    return [
        _Seen(pk, key, Level(level), season or "", before or "", behind is not None, (division, number))
        for pk, key, level, season, before, behind, division, number in ordered
    ]


def _tidy(one: _Seen, rows: Mapping[int, Mapping[str, Rows]]) -> TidySheet:
    return TidySheet(one.key, rows[one.pk], season=one.season, before=one.before)


def _rows(seen: Iterable[_Seen], tables: Sequence[str]) -> tuple[dict[int, dict[str, Rows]], int]:
    """The rows of each sheet at the level at which the person reads it: one query, where they are kept.

    And of how many sheets an amount could not be counted.
    """
    uncounted = 0
    by_level: dict[Level, list[int]] = {}
    for one in seen:
        by_level.setdefault(one.level, []).append(one.pk)
    found: dict[int, dict[str, Rows]] = {pk: {} for pks in by_level.values() for pk in pks}
    condition = Q(pk__in=())
    for level, pks in by_level.items():
        condition |= Q(level=level, sheet__in=pks)
    kept = Projection.objects.filter(condition, table__in=tables).annotate(written=Cast("rows", TextField()))
    for pk, table, written in kept.values_list("sheet", "table", "written").iterator(chunk_size=500):
        found[pk][table] = partial(from_json, written)  # read when it is counted, one sheet after the other
    for level, pks in by_level.items():
        lacking = [pk for pk in pks if len(found[pk]) < len(tables)]
        for pk, document in _documents(level, lacking).items():
            found[pk] = {name: rows for name in tables if (rows := _rows_of(document, name)) is not None}
            uncounted += len(found[pk]) < len(tables)
    return found, uncounted


def _rows_of(document: Sheet, table: str) -> list[Any] | None:
    try:
        return list(TABLES[table].rows(document))
    except FractionOfYen:
        return None


def _documents(level: Level, lacking: Sequence[int]) -> dict[int, Sheet]:
    """The documents whose rows are not kept: taken in a moment ago, or frozen by an older hyoka."""
    if not lacking:
        return {}
    records = SheetRecord.objects.filter(pk__in=lacking).select_related("final", "published")
    if level is Level.WORKING:
        return documents_of(records)
    frozen = {record.pk: frozen_at(record, level) for record in records}
    return {pk: document_of_revision(revision) for pk, revision in frozen.items() if revision is not None}


def _findings(actor: Actor, asked: SheetFilter) -> Iterable[Found]:
    told = titles()
    facts = ("sheet__key", "check_name", "severity", "at", "words", "is_explained")
    for key, check, severity, at, message, explained in find_findings(actor, asked, FindingFilter()).values_list(*facts):  # fmt: skip
        yield Found(key, check, told.get(check, check), severity, at, message, explained)


def year_to_report(actor: Actor) -> int | None:
    """The newest year that is evaluated, else the newest: what is only planned has nothing to report. None: no sheet."""
    visible = find_sheets(actor, SheetFilter()).order_by("-fiscal_year")
    evaluated = visible.filter(seen_season=Season.EVALUATION.value)
    for found in (evaluated, visible):
        year: int | None = found.values_list("fiscal_year", flat=True).first()
        if year is not None:
            return year
    return None


class Named(NamedTuple):
    """A sheet behind a number, as the list of them shows it."""

    key: str
    fiscal_year: int
    measure: str
    division: str


def named(actor: Actor, keys: Iterable[str]) -> dict[str, Named]:
    """The sheets of these keys that the person may see, by key."""
    found = find_sheets(actor, SheetFilter()).filter(key__in=set(keys)).order_by()
    facts = found.values_list("key", "fiscal_year", "measure_no", "seen_name", "division__name")
    return {
        key: Named(key, year, f"{number} {name}".strip(), division)
        for key, year, number, name, division in facts
    }


__all__ = ["Material", "Named", "material_for", "named", "year_to_report"]
