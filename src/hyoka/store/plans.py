"""総合計画と大綱 — the documents as they stand, what changed from version to version, and what the sheets tell of an item."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from django.db.models import Q, QuerySet

from hyoka.plan import (
    Lasting,
    Node,
    OutlineItem,
    Plan,
    ReformItem,
    ReformOutline,
    Renewal,
    item_number,
    parse_mark,
    reform_paragraphs,
)
from hyoka.plan.outline_rows import items_of
from hyoka.plan.plan_rows import indicators_of, nodes_of
from hyoka.plan.tabled import Changed, Tabled, changes
from hyoka.store.documents import document_of, document_of_revision
from hyoka.store.models import CellRecord, Level, PlanKind, PlanRecord, Projection, SheetRecord, SheetRevision
from hyoka.store.reach import frozen_at, frozen_for, level_for, visible, within
from hyoka.tables import TABLES, Value
from hyoka.values import FiscalYear
from hyoka.workflow import Action, Actor

Kept: TypeAlias = Plan | ReformOutline | Renewal
_MODELS: dict[str, type[Kept]] = {
    PlanKind.PLAN.value: Plan,
    PlanKind.OUTLINE.value: ReformOutline,
    PlanKind.RENEWAL.value: Renewal,
}


def parse(kind: str, document: str) -> Kept:
    return _MODELS[kind].model_validate_json(document)


def document_in(record: PlanRecord) -> Kept:
    return parse(record.kind, record.document)


def plan_for(fiscal_year: int) -> Plan | None:
    """The plan that holds in a year; of several the newest."""
    found: Plan | None = None
    for record in PlanRecord.objects.filter(kind=PlanKind.PLAN.value).order_by("pk"):
        plan = Plan.model_validate_json(record.document)
        if plan.holds_in(FiscalYear(fiscal_year)):
            found = plan
    return found


class Standing(NamedTuple):
    """Where the measure of a sheet stands in the plan of its year."""

    record: PlanRecord
    path: tuple[Node, ...]


def standing_of(measure_no: str, fiscal_year: int) -> Standing | None:
    """By the measure's number; of several plans that have it, the newest."""
    year, found = FiscalYear(fiscal_year), None
    for record in PlanRecord.objects.filter(kind=PlanKind.PLAN.value).exclude(document="").order_by("pk"):
        plan = Plan.model_validate_json(record.document)
        node = plan.find_measure(measure_no) if measure_no and plan.holds_in(year) else None
        if node is not None and node.holds_in(year):
            found = Standing(record, plan.path(node.key))
    return found


def tables_of(document: Kept) -> dict[str, Tabled]:
    """What a spreadsheet edits of it, by name."""
    if isinstance(document, Plan):
        return {"nodes": nodes_of(document), "indicators": indicators_of(document)}
    if isinstance(document, ReformOutline):
        return {"items": items_of(document)}
    return {}


def changes_between(kind: str, before: str, after: str) -> list[Changed]:
    """What differs between two versions, row by row."""
    old, new = (tables_of(parse(kind, one)) for one in (before, after))
    at = {"nodes": 2, "indicators": 1, "items": 1}  # the column that a person would call the row by
    return [
        one
        for name in new
        for one in changes(old[name], new[name], lambda row, name=name: row[at[name]])  # type: ignore[misc]
    ]


class Told(NamedTuple):
    """What a sheet tells of an item of the reform outline in its own year."""

    record: SheetRecord
    indicators: tuple[tuple[str, str, str, str], ...]  # name, target, actual, status
    texts: tuple[tuple[str, str], ...]  # stage (plan, do, check, action), text


def progress(actor: Actor, item: OutlineItem, outline: ReformOutline) -> Iterator[Told]:
    """行革取組項目の進捗 — as the sheets of the outline's years tell it that this person may read; nothing is typed twice.

    Whatever their measure: an item may be served by several.
    """
    visible_ones = in_period(visible(actor), outline).select_related("final", "published")
    records = [
        *visible_ones.filter(within(actor, Action.READ), pk__in=naming(visible_ones, item)),
        *_frozen(actor, visible_ones, item),
    ]
    held = sorted(records, key=lambda one: (-one.fiscal_year, one.measure_no, one.division_id))
    levels = {record.pk: level_for(actor, record) for record in held}
    kept = _kept(levels)
    for record in held:
        told = _told_by(record, levels[record.pk], kept)
        found = Told(
            record,
            tuple(_indicators(told["indicators"], item, record.fiscal_year)),
            tuple(_texts(told["narratives"], item)),
        )
        if found.indicators or found.texts:
            yield found


def in_period(sheets: QuerySet[SheetRecord], period: Lasting) -> QuerySet[SheetRecord]:
    """The sheets of the years of a plan or outline; an open end is open."""
    if period.valid_from is not None:
        sheets = sheets.filter(fiscal_year__gte=int(period.valid_from))
    if period.valid_until is not None:
        sheets = sheets.filter(fiscal_year__lte=int(period.valid_until))
    return sheets


def naming(sheets: QuerySet[SheetRecord], item: OutlineItem) -> set[int]:
    """Which of these sheets name an item in their cells: in a tag, a mark, or 【24 …】 of a reform text."""
    cells = CellRecord.objects.filter(_REFORM_CELLS, sheet__in=sheets.order_by().values("pk"), is_rows=False)
    named = cells.values_list("sheet_id", "value").iterator(chunk_size=5_000)
    return {pk for pk, value in named if any(item.is_named(tag) for tag in _tags(value))}


_REFORM_CELLS = (
    Q(place__endswith="/reform") | Q(place__endswith="/reform_mark") | Q(place__endswith="/reform_item")
)


def _tags(value: object) -> Iterator[ReformItem]:
    if isinstance(value, dict):
        yield ReformItem.model_validate(value)
    elif isinstance(value, str) and value:
        mark = parse_mark(value)
        yield from (tag for tag, _ in reform_paragraphs(value) if tag is not None)
        if mark is not None:
            yield mark


def _frozen(actor: Actor, sheets: QuerySet[SheetRecord], item: OutlineItem) -> Iterator[SheetRecord]:
    """The sheets of which this person reads a frozen document, as far as it may name the item."""
    light = sheets.exclude(within(actor, Action.READ)).defer("final__document", "published__document")
    of = {revision.pk: one for one in light if (revision := frozen_for(actor, one)) is not None}
    found = SheetRevision.objects.filter(pk__in=of, document__regex=_in_json(item))
    yield from (of[pk] for pk in found.values_list("pk", flat=True))


def _in_json(item: OutlineItem) -> str:
    """What stands in the JSON of every sheet that names the item, and in few others: its number where items are named.

    >>> found = _in_json(OutlineItem(key="k009", no="09", name="あ"))
    >>> [bool(re.search(found, text)) for text in ('"reform": "【９ あ】', '"reform_mark": "09"', '"no": "9"', "【90 い】")]
    [True, True, False, False]
    """
    digits = "".join(
        f"[{d}{chr(ord(d) + 0xFEE0)}]" if d.isdecimal() else "[-－‐]" for d in item_number(item.no)
    )
    number = f"[\\s\u3000]*[0０]*{digits}([^0-9０-９]|$)"
    places = ("【", r'"reform_mark": "【?', r'"reform_item": \{\s*"no": "')
    return "|".join((*(f"{place}{number}" for place in places), f"【{re.escape(item.name)}】"))


_TOLD = ("indicators", "narratives")
_Rows: TypeAlias = dict[tuple[int, str], list[list[Value]]]


def _kept(levels: Mapping[int, Level | None]) -> _Rows:
    """The rows that are kept of these sheets, each at the level at which it is read."""
    wanted = Q(pk__in=())
    for level in Level:
        wanted |= Q(level=level.value, sheet__in=[pk for pk, one in levels.items() if one is level])
    found = Projection.objects.filter(wanted, table__in=_TOLD)
    return {(one.sheet_id, one.table): one.rows for one in found}


def _told_by(record: SheetRecord, level: Level | None, kept: _Rows) -> dict[str, list[dict[str, Value]]]:
    """The rows of the document that the person may read, by column; those that are not kept are made."""
    rows = {name: kept[record.pk, name] for name in _TOLD if (record.pk, name) in kept}
    if len(rows) < len(_TOLD) and level is not None:
        frozen = None if level is Level.WORKING else frozen_at(record, level)
        if frozen is not None or level is Level.WORKING:
            document = document_of_revision(frozen) if frozen else document_of(record)
            rows = {name: [list(row) for row in TABLES[name].rows(document)] for name in _TOLD}
    columns = {name: [column.name for column in TABLES[name].columns] for name in _TOLD}
    return {
        name: [dict(zip(columns[name], row, strict=True)) for row in rows.get(name, [])] for name in _TOLD
    }


def _indicators(
    rows: list[dict[str, Value]], item: OutlineItem, year: int
) -> Iterator[tuple[str, str, str, str]]:
    for row in rows:
        tag = parse_mark(str(row["reform_item"] or ""))
        if row["of_year"] == year and tag is not None and item.is_named(tag):
            yield (
                str(row["indicator"] or ""), str(row["target"] or ""), str(row["actual"] or ""), str(row["status"] or ""),
            )  # fmt: skip


def _texts(rows: list[dict[str, Value]], item: OutlineItem) -> Iterator[tuple[str, str]]:
    for row in rows:
        for tag, said in reform_paragraphs(str(row["text"] or "")) if row["reform"] else ():
            if tag is not None and item.is_named(tag):
                yield str(row["stage"]), said
