"""経過の検証 — the history checker: what clients were told against what the database holds (TRUST B, common rules)."""

from collections import Counter, defaultdict
from typing import Any, NamedTuple


class Told(NamedTuple):
    """One operation as its client saw it. `answer` None: no acknowledgement arrived."""

    op_id: str
    place: str
    base_rev: int
    text: str
    answer: dict[str, Any] | None


def database() -> dict[str, Any]:
    """What is in the database: edits, cells, and whether the chains prove themselves."""
    from hyoka.actions.events import verify
    from hyoka.store.cells import text_of
    from hyoka.store.documents import document_of
    from hyoka.store.models import CellEdit, Event, SheetRecord

    record = SheetRecord.objects.get()
    document_of(record)
    return {
        "edits": [
            {
                "op_id": edit.op_id, "place": edit.place, "seq": edit.seq, "base_rev": edit.base_rev,
                "outcome": edit.outcome, "before": text_of(edit.before), "text": text_of(edit.value),
            }
            for edit in CellEdit.objects.order_by("seq")
        ],
        "cells": {
            cell.place: [cell.rev, text_of(cell.value)] for cell in record.cells.filter(is_rows=False)
        },
        "broken": [list(step) for step in verify(record.key, head=record.head)],
        "seq": record.seq,
        "events": Event.objects.filter(scope=record.key).count(),
    }  # fmt: skip


def faults(told: list[Told], held: dict[str, Any]) -> list[str]:
    """Everything that is wrong; empty: nobody's words were lost."""
    found = [f"chain: {step}" for step in held["broken"]]
    if held["seq"] != held["events"]:
        found.append(f"{held['events']} events, but the sheet is at {held['seq']}")
    by_op = defaultdict(list)
    for edit in held["edits"]:
        by_op[edit["op_id"]].append(edit)
    found += [f"op {op} made {len(edits)} revisions" for op, edits in by_op.items() if len(edits) > 1]
    sent = Counter(operation.op_id for operation in told)
    found += [f"op {op} was never sent" for op in by_op if op not in sent]
    for operation in told:
        found += _fault_of(operation, by_op.get(operation.op_id, []))
    found += _chains(held)
    return found


def _fault_of(operation: Told, edits: list[dict[str, Any]]) -> list[str]:
    answer = operation.answer
    if answer is None or answer["status"] == "refused":
        return []
    if not edits:
        return [f"acknowledged and lost: {operation}"]
    [edit] = edits[:1]
    if answer["status"] == "conflict":
        is_kept = edit["outcome"] == "parked" and edit["text"] == operation.text
        return [] if is_kept else [f"the loser's text is not kept: {operation}"]
    if edit["outcome"] == "saved" and (edit["seq"] != answer["rev"] or edit["text"] != operation.text):
        return [f"acknowledged as another revision: {operation} {edit}"]
    if edit["outcome"] == "saved" and edit["base_rev"] != operation.base_rev:
        return [f"saved over what its page had not seen: {operation} {edit}"]
    return []


def _chains(held: dict[str, Any]) -> list[str]:
    """Each cell's saved revisions follow one another; replayed, they give what stands in the cell."""
    found = []
    last: dict[str, dict[str, Any]] = {}
    for edit in held["edits"]:
        if edit["outcome"] != "saved":
            continue
        before = last.get(edit["place"])
        if before is not None and edit["base_rev"] != before["seq"]:
            found.append(f"silently overwritten: {before} by {edit}")
        if before is not None and edit["before"] != before["text"]:
            found.append(f"what stood before is not what was saved: {before} {edit}")
        last[edit["place"]] = edit
    for place, edit in last.items():
        if held["cells"][place] != [edit["seq"], edit["text"]]:
            found.append(f"{place} holds {held['cells'][place]}, its last edit says {edit}")
    return found
