"""総合計画と大綱 — the documents as they stand, what changed from version to version, and what the sheets tell of an item."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from hyoka.plan import OutlineItem, Plan, ReformOutline, Renewal
from hyoka.plan.outline_rows import items_of
from hyoka.plan.plan_rows import indicators_of, nodes_of
from hyoka.plan.tabled import Changed, Tabled, changes
from hyoka.store.documents import document_of_revision
from hyoka.store.models import Level, PlanKind, PlanRecord, Projection, SheetRecord
from hyoka.store.reach import frozen_at, level_for, visible
from hyoka.tables import TABLES, Value
from hyoka.values import FiscalYear
from hyoka.workflow import Actor

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


def progress(actor: Actor, item: OutlineItem) -> Iterator[Told]:
    """行革取組項目の進捗 — as the sheets tell it that this person may read, year by year; nothing is typed twice."""
    records = visible(actor).order_by("-fiscal_year", "measure_no", "division")
    if item.measure_no:
        records = records.filter(measure_no=item.measure_no)
    held = list(records.select_related("final", "published"))
    rows: dict[tuple[int, str], list[list[Value]]] = {
        (one.sheet_id, one.table): one.rows
        for one in Projection.objects.filter(
            sheet__in=held, table__in=("indicators", "narratives"), level=Level.WORKING.value
        )
    }
    for record in held:
        level = level_for(actor, record)
        told = {name: list(_rows(record, level, name, rows)) for name in ("indicators", "narratives")}
        found = Told(
            record,
            tuple(_indicators(told["indicators"], item, record.fiscal_year)),
            tuple(_texts(told["narratives"], item)),
        )
        if found.indicators or found.texts:
            yield found


def _rows(
    record: SheetRecord, level: Level | None, name: str, working: dict[tuple[int, str], list[list[Value]]]
) -> Iterator[dict[str, Value]]:
    """The rows of the document that the person may read, by column."""
    names = [column.name for column in TABLES[name].columns]
    if level is Level.WORKING:
        rows = working.get((record.pk, name), [])
    else:
        frozen = frozen_at(record, level) if level is not None else None
        rows = [list(row) for row in TABLES[name].rows(document_of_revision(frozen))] if frozen else []
    for row in rows:
        yield dict(zip(names, row, strict=True))


def _indicators(
    rows: list[dict[str, Value]], item: OutlineItem, year: int
) -> Iterator[tuple[str, str, str, str]]:
    for row in rows:
        named = str(row["reform_item"] or "")
        if row["of_year"] == year and _names(named, item):
            yield (
                str(row["indicator"] or ""), str(row["target"] or ""), str(row["actual"] or ""), str(row["status"] or ""),
            )  # fmt: skip


def _texts(rows: list[dict[str, Value]], item: OutlineItem) -> Iterator[tuple[str, str]]:
    for row in rows:
        text = str(row["text"] or "")
        if row["reform"] and _names(text, item):
            yield str(row["stage"]), text


def _names(text: str, item: OutlineItem) -> bool:
    """Whether a text carries the item's number, 【24 … or 24 ….."""
    plain = text.lstrip("【[").strip()
    return bool(item.no) and (
        plain == item.no or plain.startswith((f"{item.no} ", f"{item.no}　")) or f"【{item.no} " in text
    )
