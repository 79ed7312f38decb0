"""同じ指標を結ぶ — two indicators of a sheet become one series, or two again; what is typed in one stands in the other."""

from collections.abc import Collection, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from hyoka.actions.change import Change
from hyoka.actions.editing import Editing
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.sheet import IndicatorKind, Op, Place, Series, each_series
from hyoka.sheet.linking import differing, is_mirrored
from hyoka.store.cells import encode, text_of
from hyoka.store.documents import document_of
from hyoka.store.models import CellRecord, Via
from hyoka.values import Entry, derive_key
from hyoka.workflow import Actor, Group, may_type_in, why_not

_WORDS = {"target": "目標", "actual": "実績"}


@transaction.atomic
def link(*, key: str, outcome: str, output: str, by: Actor, at: datetime, op_id: str) -> None:
    """結ぶ — the output becomes the outcome's series; cells that only one of them has are filled in the other.

    Raises NotFound, NotAllowed, Refusal (where they do not say the same).
    """
    editing, one, other = _opened(key, outcome, output, by, at)
    if one.indicator.series_id == other.indicator.series_id:
        return
    told = list(differing(one, other))
    if told:
        first = told[0]
        raise Refusal(
            "E-LINK",
            f"二つの指標は、{first.fiscal_year} 年度の{_WORDS[first.field]}が「{first.one}」と「{first.other}」で違うので、結べません"
            f"（違う欄は {len(told)}）。同じ指標なら、先にどちらかに合わせてください。何も変えていません。",
        )
    series = one.indicator.series_id or derive_key("series", key, outcome)
    for number, where in enumerate((one, other)):
        _set(editing, where.values_at / "series_id", series, f"{op_id}-s{number}")
    for source, target in ((one, other), (other, one)):
        for value in source.indicator.values:
            beside = target.indicator.at(value.fiscal_year)
            for field in _WORDS:
                text = (getattr(value, field).written or "").strip()
                blank = beside is not None and not (getattr(beside, field).written or "").strip()
                place = target.values_at / int(value.fiscal_year) / field
                if text and blank:
                    _set(editing, place, text, f"{op_id}-{value.fiscal_year:d}-{field}-{target.kind}")
    editing.close()


@transaction.atomic
def unlink(*, key: str, outcome: str, output: str, by: Actor, at: datetime, op_id: str) -> None:
    """結びを解く — the output is a series of its own from now on; what stands in both stays. Raises NotFound, NotAllowed, Refusal."""
    editing, one, other = _opened(key, outcome, output, by, at)
    if one.indicator.series_id != other.indicator.series_id:
        return
    _set(editing, other.values_at / "series_id", derive_key("series", key, output, op_id), f"{op_id}-u")
    editing.close()


def _opened(key: str, outcome: str, output: str, by: Actor, at: datetime) -> tuple[Editing, Series, Series]:
    editing = Editing.open(key=key, by=by, at=at, via=Via.WEB)
    if not may_type_in(by, Group.CONTENT, editing.subject):
        raise NotAllowed("この評価表の指標を結ぶ権限がないか、いまの段階では結べません。")
    held = {str(series.values_at): series for series in each_series(document_of(editing.record))}
    one, other = held.get(outcome), held.get(output)
    if (
        one is None
        or other is None
        or (one.kind, other.kind) != (IndicatorKind.OUTCOME, IndicatorKind.OUTPUT)
    ):
        raise Refusal("E-PLACE", "結ぶ指標が見つかりません。成果指標と活動指標を一つずつ選び直してください。")
    return editing, one, other


def _set(editing: Editing, place: Place, text: str, name: str) -> None:
    cell = editing.cell(str(place))
    value: Any = text if place.parts[-1] == "series_id" else encode(_entry(text))
    if cell.value == value:
        return
    op_id = sha256(f"{editing.record.key} {name}".encode()).hexdigest()[:40]
    answer = {"status": "saved", "place": str(place), "rev": editing.next_seq, "value": text}
    editing.put(Change(op_id, Op.SET, str(place), cell.rev, text, ""), value, answer)


def _entry(text: str) -> Any:
    return Entry(written=text)


# ── what the door does ──


def mirror(editing: Editing, change: Change, before: Any, own: Collection[str]) -> Iterator[dict[str, Any]]:
    """The same edit in the linked indicator, if it stood there as it stood here; an own edit in the history.

    Where the other place says something else already, it is left alone: the check tells of it. So is a place of `own`,
    those for which the person sends something along.
    """
    place = Place(change.place)
    if change.op is not Op.SET or not is_mirrored(place):
        return
    value = editing.cells[change.place].value
    for twin in _twins(editing, place.parent.parent):
        there = twin / place.parts[-2] / place.parts[-1]
        if str(there) in own:
            continue
        cell = editing.record.cells.filter(place=str(there), is_rows=False).first()
        if cell is None or text_of(cell.value) not in ("", text_of(before)) or cell.value == value:
            continue
        if why_not(
            editing.by, Op.SET, str(there), editing.subject, editing.layout, editing.record.fiscal_year
        ):
            continue
        editing.cells[str(there)] = cell
        op_id = sha256(f"{change.op_id} mirror {there}".encode()).hexdigest()[:40]
        answer = {"status": "saved", "place": str(there), "rev": editing.next_seq, "value": text_of(value)}
        editing.put(Change(op_id, Op.SET, str(there), cell.rev, change.value, ""), value, answer)
        yield {"op_id": op_id, **answer, "mirrors": change.place}


def _twins(editing: Editing, holder: Place) -> Iterator[Place]:
    """Where the series of an indicator stands on the other side: an outcome's among the outputs, an output's among the outcomes."""
    series = CellRecord.objects.filter(sheet=editing.record, place__endswith="/series_id").values_list(
        "place", "value"
    )
    ids = {Place(place).parent: value for place, value in series if value}
    mine, is_outcome = ids.get(holder), holder.parts[0] == "outcomes"
    for place, value in ids.items():
        if (
            mine
            and value == mine
            and (place.parts[0] == "outcomes") != is_outcome
            and editing.is_there(str(place))
        ):
            yield place
