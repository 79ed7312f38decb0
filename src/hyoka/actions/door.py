"""一つの扉 — every change to a sheet, cell by cell: typed, imported, sent by a program. One short transaction.

Acknowledged means committed: the edit, the cell and the chain. Two people in different cells never collide; in the
same cell the later one is told 元・相手・自分, and both texts are kept. Who sends an op id again gets
its first answer again.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from hyoka.actions.change import Change
from hyoka.actions.door_rows import add_row, move_row, remove_row
from hyoka.actions.editing import CannotHold, Editing, NotFound
from hyoka.actions.link import mirror
from hyoka.sheet import NoSuchPlace, Op
from hyoka.store.cells import text_of, value_of
from hyoka.store.models import CellEdit, Choice, Outcome, Via
from hyoka.workflow import Actor, why_not

MOST = 5_000  # edits of one call: a whole workbook


class Saved(NamedTuple):
    results: tuple[dict[str, Any], ...]  # one for each change
    seq: int
    mirrored: tuple[dict[str, Any], ...] = ()  # what was filled in linked indicators along with them

    @property
    def statuses(self) -> frozenset[str]:
        return frozenset(result["status"] for result in self.results)


def save(*, key: str, changes: Sequence[Change], by: Actor, at: datetime, via: Choice = Via.WEB) -> Saved:
    """Apply the changes to the sheet, each for itself, and say of each what became of it.

    Raises NotFound where this person may not even know of the sheet.
    """
    with transaction.atomic():
        editing = Editing.open(key=key, by=by, at=at, via=via)
        known = _known(editing, changes)
        editing.load(_places(changes))
        results: list[dict[str, Any]] = []
        mirrored: list[dict[str, Any]] = []
        own = _places(changes)  # what is sent for a cell itself goes before what another would fill in there
        for change in changes:
            before = editing.cells[change.place].value if change.place in editing.cells else None
            seq = editing.record.seq
            answer = known.get(change.op_id) or _one(editing, _based(change, known))
            known[change.op_id] = answer
            results.append({"op_id": change.op_id, **answer})
            if answer["status"] == "saved" and editing.record.seq > seq and change.place in editing.cells:
                mirrored += mirror(editing, change, before, own)
        editing.close()
        return Saved(tuple(results), editing.record.seq, tuple(mirrored))


def _known(editing: Editing, changes: Sequence[Change]) -> dict[str, dict[str, Any]]:
    """What was answered to edits that this person has sent before. An id that was used on another sheet or by somebody
    else answers nothing of it, nor does one whose text was erased.
    """
    places = {name: change.place for change in changes for name in (change.base_op, change.op_id) if name}
    found = CellEdit.objects.filter(op_id__in=list(places))
    taken = "この編集の番号は、すでに使われています。画面を開き直して、もう一度記入してください。"
    return {
        op_id: answer
        if answer and (sheet, person) == (editing.record.pk, editing.by.person or None)
        else _refused(places[op_id], "E-OP", taken)
        for op_id, sheet, person, answer in found.values_list("op_id", "sheet_id", "person_id", "answer")
    }


def _based(change: Change, known: dict[str, dict[str, Any]]) -> Change:
    base = known.get(change.base_op, {})
    is_base = base.get("status") == "saved" and base.get("place") == change.place
    return change._replace(base_rev=base["rev"]) if is_base else change


def _places(changes: Sequence[Change]) -> set[str]:
    return {change.place for change in changes}


def _one(editing: Editing, change: Change) -> dict[str, Any]:
    refused = why_not(
        editing.by, change.op, change.place, editing.subject, editing.layout, editing.record.fiscal_year
    )
    if refused is not None:
        if refused.is_passing and change.op is Op.SET:
            _park(editing, change, refused.code, refused.message)
        return _refused(change.place, refused.code, refused.message)
    try:
        if change.op is Op.SET:
            return _set(editing, change)
        return {Op.ADD: add_row, Op.REMOVE: remove_row, Op.MOVE: move_row}[change.op](editing, change)
    except NoSuchPlace as error:
        return _refused(change.place, "E-PLACE", str(error))
    except CannotHold as error:
        return _refused(change.place, "E-VALUE", str(error))
    except ValueError as error:
        return _refused(change.place, "E-VALUE", CannotHold.words(error))


def _refused(place: str, code: str, message: str) -> dict[str, Any]:
    return {"status": "refused", "place": place, "code": code, "message": message}


def _set(editing: Editing, change: Change) -> dict[str, Any]:
    cell = editing.cell(change.place)
    if not isinstance(change.value, str):
        raise CannotHold("欄の値は文字で送ってください。")
    value = value_of(change.place, change.value, cell.value)
    mine = text_of(value)
    if value == cell.value or (mine == text_of(cell.value) and cell.value is not None):
        answer = {"status": "saved", "place": change.place, "rev": cell.rev, "value": text_of(cell.value)}
        editing.keep(change, Outcome.SAME, cell.value, cell.value, answer)
        return answer
    if change.base_rev != cell.rev:
        return _conflict(editing, change, mine)
    editing.check_together(change.place, value)
    answer = {"status": "saved", "place": change.place, "rev": editing.next_seq, "value": mine}
    editing.put(change, value, answer)
    return answer


def _conflict(editing: Editing, change: Change, mine: str) -> dict[str, Any]:
    """A colleague was faster. What this person wrote is kept in the history, and all three texts are told."""
    cell = editing.cell(change.place)
    latest = editing.latest(change.place)
    answer = {
        "status": "conflict",
        "place": change.place,
        "rev": cell.rev,
        "base": editing.text_at(change.place, change.base_rev),
        "theirs": text_of(cell.value),
        "mine": mine,
        "by": latest.person.name if latest and latest.person else "",
        "at": latest.at.isoformat() if latest else "",
    }
    value = value_of(change.place, str(change.value), cell.value)
    editing.keep(change, Outcome.PARKED, cell.value, value, answer)
    return answer


def _park(editing: Editing, change: Change, code: str, message: str) -> None:
    """Late or overtaken by a stage: not applied, never dropped."""
    try:
        held = editing.cell(change.place)
        value = value_of(change.place, str(change.value), held.value)
    except (LookupError, ValueError):
        return
    editing.keep(change, Outcome.PARKED, held.value, value, _refused(change.place, code, message))


__all__ = ["MOST", "Change", "NotFound", "Saved", "save"]
