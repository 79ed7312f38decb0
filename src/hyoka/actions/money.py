"""財務データを取り込む — a budget or settlement file fills the cells of a year's sheets, through the one door.

First it is looked at; what is confirmed is exactly what was shown; then sheet by sheet. What somebody has typed
meanwhile is never overwritten: it is told as a conflict, and both figures stay in the history.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import uuid4

from django.db import transaction

from hyoka.actions.change import Change
from hyoka.actions.door import save
from hyoka.actions.editing import NotFound
from hyoka.actions.events import append_city, canonical, digest
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.finance import (
    BudgetAt,
    ColumnMap,
    Fill,
    Kind,
    Ledger,
    LedgerLine,
    Link,
    Matched,
    fill,
    guess_columns,
    match,
    read_ledger,
)
from hyoka.readers.confined import read_rows_confined
from hyoka.readers.limits import Limits
from hyoka.readers.preflight import plain_name
from hyoka.readers.refused import Refused
from hyoka.sheet import Op, each_line
from hyoka.store.documents import documents_of
from hyoka.store.models import (
    CellRecord,
    LedgerColumns,
    LedgerImport,
    LedgerLink,
    SheetRecord,
    Via,
)
from hyoka.store.models import Kind as EventKind
from hyoka.store.reach import options, visible
from hyoka.values import derive_key
from hyoka.workflow import Action, Actor, may

PARCEL = 15  # sheets of one request
MOST_WAITING = 10


def _ask(by: Actor) -> None:
    if not may(by, Action.MONEY, None, options()):
        raise NotAllowed("財務データを取り込む権限がありません。")


def take_ledger(
    *, data: bytes, name: str, fiscal_year: int, kind: Kind, by: Actor, at: datetime, most_bytes: int
) -> LedgerImport:
    """Read a file and keep its rows; nothing else changes. Raises NotAllowed, Refusal."""
    _ask(by)
    if LedgerImport.objects.filter(person_id=by.person, plan=None).count() >= MOST_WAITING:
        raise Refusal(
            "E-QUOTA",
            f"確かめていない財務データが {MOST_WAITING} 件あります。取り込むか、捨ててから送ってください。",
        )
    try:
        rows = read_rows_confined(data, name, limits=Limits(file_bytes=most_bytes))
    except Refused as refused:
        raise Refusal(refused.code.value, refused.message, "ファイルは残していません。") from refused
    kept = LedgerColumns.objects.filter(kind=kind.value).first()
    columns = guess_columns(rows[0])
    if kept is not None:
        known = ColumnMap.model_validate(kept.columns)
        if {*known.columns.values(), *known.parts} <= set(rows[0]):
            columns = known
    return LedgerImport.objects.create(
        key=derive_key("ledger", uuid4().hex), person_id=by.person, at=at, name=plain_name(name),
        digest=sha256(data).hexdigest(), fiscal_year=fiscal_year, kind=kind.value, rows=rows,
        columns=columns.model_dump(mode="json"),
    )  # fmt: skip


def held_ledger(key: str, by: Actor, *, lock: bool = False) -> LedgerImport:
    """Anybody who may take in such files sees all of them. Raises NotAllowed, NotFound."""
    _ask(by)
    found = LedgerImport.objects.select_related("person")
    if lock:
        found = found.select_for_update(of=("self",))
    held: LedgerImport | None = found.filter(key=key).first()
    if held is None:
        raise NotFound(key)
    return held


def set_columns(*, key: str, columns: ColumnMap, by: Actor, at: datetime) -> None:
    """Which column holds what; kept for the next file of that kind. Raises NotAllowed, NotFound, Refusal."""
    with transaction.atomic():
        held = held_ledger(key, by, lock=True)
        if held.plan is not None:
            raise Refusal("E-CHANGED", "この財務データはもう取り込まれています。")
        missing = "決算額" if held.kind == Kind.SETTLEMENT.value else "当初予算額"
        needed = "settlement" if held.kind == Kind.SETTLEMENT.value else "original"
        if not columns.has_code or needed not in columns.columns:
            raise Refusal("E-VALUE", f"予算科目コードと{missing}の列を選んでください。")
        told = columns.model_dump(mode="json")
        held.columns = told
        held.save(update_fields=["columns"])
        LedgerColumns.objects.update_or_create(kind=held.kind, defaults={"columns": told})
        append_city(
            EventKind.MONEY,
            by,
            at,
            {"what": "columns", "ledger": held.key, "columns": digest(canonical(told))},
        )


def set_links(*, code: str, name: str, shares: Sequence[tuple[str, int]], by: Actor, at: datetime) -> None:
    """Say to which budget lines (by row key) a ledger line's money goes, in per cent; none: say nothing any more.

    Raises NotAllowed, Refusal.
    """
    _ask(by)
    if shares and (sum(share for _, share in shares) != 100 or any(share <= 0 for _, share in shares)):
        raise Refusal(
            "E-VALUE", f"割合は合わせて 100 にしてください（いま {sum(share for _, share in shares)}）。"
        )
    if len({row for row, _ in shares}) < len(shares):
        raise Refusal("E-VALUE", "同じ予算費目が二度選ばれています。")
    with transaction.atomic():
        LedgerLink.objects.filter(code=code, name=name).delete()
        LedgerLink.objects.bulk_create(
            LedgerLink(code=code, name=name[:255], row=row, share=share, by_id=by.person or None, at=at)
            for row, share in shares
        )
        append_city(
            EventKind.MONEY, by, at, {"what": "links", "code": code, "shares": [list(one) for one in shares]}
        )


class Line(NamedTuple):
    """What would happen to one sheet."""

    record: SheetRecord
    fills: tuple[Fill, ...]


class Look(NamedTuple):
    """下見 — what the file would change."""

    ledger: Ledger
    matched: Matched
    lines: tuple[Line, ...]
    mark: str  # stands for exactly this

    @property
    def cells(self) -> int:
        return sum(len(line.fills) for line in self.lines)


def look(held: LedgerImport, by: Actor) -> Look:
    """Nothing is changed by looking."""
    _ask(by)
    kind = Kind(held.kind)
    ledger = read_ledger(held.rows, ColumnMap.model_validate(held.columns), kind)
    records = list(
        visible(by).filter(fiscal_year=held.fiscal_year).order_by("division__order", "measure_no", "key")
    )
    documents = documents_of(records)
    budget = [
        BudgetAt(record.key, str(at), line.key, line.name or "", line.account_code or "", line.relisted_from is not None, record.division.name)
        for record in records
        if record.pk in documents
        for _, line, at in each_line(documents[record.pk])
    ]  # fmt: skip
    links = [Link(one.code, one.name, one.row, one.share) for one in LedgerLink.objects.all()]
    matched = match(ledger.lines, budget, links)
    by_sheet: dict[str, dict[str, tuple[tuple[LedgerLine, int], ...]]] = {}
    for (sheet, place), made in matched.parts.items():
        by_sheet.setdefault(sheet, {})[place] = made
    lines = tuple(
        Line(record, tuple(fills))
        for record in records
        if record.key in by_sheet
        and (fills := fill(documents[record.pk], held.fiscal_year, kind, by_sheet[record.key]))
    )
    told = [[line.record.key, [list(one) for one in line.fills]] for line in lines]
    return Look(ledger, matched, lines, digest(canonical(told)))


def confirm(*, key: str, seen: str, by: Actor, at: datetime) -> LedgerImport:
    """Exactly what was shown is to be done. Raises NotAllowed, NotFound, Refusal (E-CHANGED: something has changed since)."""
    with transaction.atomic():
        held = held_ledger(key, by, lock=True)
        if held.plan is not None:
            return held
        found = look(held, by)
        if found.mark != seen:
            raise Refusal(
                "E-CHANGED",
                "見たあとで評価表か対応が変わりました。もう一度、変わるところを確かめてください。",
            )
        revs = _revs(found)
        held.plan = {
            line.record.key: [
                [one.place, one.now, revs.get((line.record.pk, one.place), 0)] for one in line.fills
            ]
            for line in found.lines
        }
        held.confirmed_at = at
        held.save(update_fields=["plan", "confirmed_at"])
        append_city(
            EventKind.MONEY, by, at,
            {
                "what": "confirmed", "ledger": held.key, "file": held.digest, "fiscal_year": held.fiscal_year,
                "kind": held.kind, "sheets": len(found.lines), "cells": found.cells,
            },
        )  # fmt: skip
        return held


def _revs(found: Look) -> dict[tuple[int, str], int]:
    places = {one.place for line in found.lines for one in line.fills}
    cells = CellRecord.objects.filter(
        sheet__in=[line.record.pk for line in found.lines], rev__gt=0, is_rows=False
    )
    return {
        (pk, place): rev
        for pk, place, rev in cells.values_list("sheet_id", "place", "rev")
        if place in places
    }


def go_on(*, key: str, by: Actor, at: datetime) -> LedgerImport:
    """The next sheets of what was confirmed, each in a transaction of its own. Stopped and gone on with, nothing is
    done twice. Raises NotAllowed, NotFound.
    """
    held = held_ledger(key, by)
    for sheet in left(held)[:PARCEL]:
        changes = [
            Change(
                sha256(f"{held.key} {sheet} {place}".encode()).hexdigest()[:40], Op.SET, place, rev, text, ""
            )
            for place, text, rev in (held.plan or {})[sheet]
        ]
        try:
            results: Sequence[dict[str, Any]] = save(
                key=sheet, changes=changes, by=by, at=at, via=Via.FILE
            ).results
        except NotFound:
            results = [
                {"status": "refused", "place": one.place, "message": "評価表が見つかりません。"}
                for one in changes
            ]
        with transaction.atomic():
            held = held_ledger(key, by, lock=True)
            held.outcome[sheet] = [
                [one.place, one.value, result["status"], _words(result)]
                for one, result in zip(changes, results, strict=True)
            ]
            held.save(update_fields=["outcome"])
    return held


def _words(result: dict[str, Any]) -> str:
    if result["status"] == "conflict":
        return f"{result['by'] or '別の人'}が「{result['theirs']}」に変えていました"
    return str(result.get("message", ""))


def left(held: LedgerImport) -> list[str]:
    """The sheets of the plan that are still to come."""
    return [sheet for sheet in held.plan or {} if sheet not in held.outcome]


def discard(*, key: str, by: Actor) -> None:
    """Throw a file away that was not confirmed. Raises NotAllowed, NotFound, Refusal."""
    with transaction.atomic():
        held = held_ledger(key, by, lock=True)
        if held.plan is not None:
            raise Refusal("E-CHANGED", "取り込んだ財務データは捨てられません。")
        held.delete()


__all__ = [
    "Line", "Look", "confirm", "discard", "go_on", "held_ledger", "left", "look", "set_columns", "set_links",
    "take_ledger",
]  # fmt: skip
