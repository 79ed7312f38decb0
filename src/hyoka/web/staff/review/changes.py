"""変わったところ — the differences of two documents as the page shows them: by part, with who, findings and reasons beside."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django.http import HttpRequest

from hyoka.layouts import load_layout
from hyoka.layouts.comparing import GAPS, Difference, Sort, compare
from hyoka.sheet import Op
from hyoka.store.models import SheetRecord
from hyoka.store.past import Touch, touch_of, touches
from hyoka.web.staff.edit.form import cell_id
from hyoka.web.staff.edit.showing import findings_list
from hyoka.web.staff.review.bases import NOW, Bases
from hyoka.web.words import say

_OPS = {
    Op.ADD: ("追加", "Added"),
    Op.REMOVE: ("削除", "Removed"),
    Op.MOVE: ("移動", "Moved"),
    Op.SET: ("変更", "Changed"),
}
_WHOLE = ("評価表全体", "The whole sheet")


def changes(request: HttpRequest, record: SheetRecord, may_see_history: bool) -> dict[str, Any]:
    """What the page asks for by `base`, `to`, `part` and `sort`."""
    bases = Bases(record, request.actor, may_see_history=may_see_history)
    before, after = bases.pair(request.GET.get("base", ""), request.GET.get("to", NOW))
    found = compare(load_layout(record.layout), before.sheet, after.sheet)
    who = touches(record, after=before.seq, until=after.seq) if may_see_history else {}
    findings = [
        {**finding, "anchor": cell_id(str(finding["at"]))}
        for finding in (findings_list(record, request.actor) if after.name == NOW else ())
    ]
    by_place = _by_place(findings)
    part, sort = request.GET.get("part", ""), request.GET.get("sort", "")
    wanted = [one for one in found if (not part or one.part == part) and (not sort or one.sort.value == sort)]
    shown = [one for one in wanted if one.is_printed]
    return {
        "bases": bases.choices(),
        "targets": bases.targets(),
        "before": before,
        "after": after,
        "parts": _parts(found),
        "part": part,
        "sorts": [
            {"name": sort.value, "count": sum(one.sort is sort and one.is_printed for one in found)}
            for sort in Sort
        ],
        "sort": sort,
        "groups": [
            {"part": name or say(*_WHOLE), "rows": [_row(one, who, by_place) for one in group]}
            for name, group in groupby(_by_part(shown), key=lambda one: one.part)
        ],
        "unprinted": [_row(one, who, by_place) for one in wanted if not one.is_printed],
        "count": len(shown),
        "total": sum(one.is_printed for one in found),
        "findings": findings,
        "may_see_history": may_see_history,
    }


def count_changes(record: SheetRecord, before: Any, after: Any) -> int:
    """How many differences the form shows, for lists."""
    return sum(one.is_printed for one in compare(load_layout(record.layout), before, after))


def _parts(found: Iterable[Difference]) -> list[dict[str, Any]]:
    names: dict[str, int] = {}
    for one in found:
        names[one.part] = names.get(one.part, 0) + one.is_printed
    return [{"name": name, "count": count} for name, count in names.items() if name]


def _by_part(found: list[Difference]) -> list[Difference]:
    """Differences of one part together, the parts in the order in which they come."""
    order = list(dict.fromkeys(one.part for one in found))
    return sorted(found, key=lambda one: order.index(one.part))


def _by_place(findings: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        found.setdefault(finding["at"], []).append(finding)
    return found


def _row(
    one: Difference, who: dict[str, Touch], findings: Mapping[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    return {
        "op": one.op.value,
        "op_words": say(*_OPS[one.op]),
        "where": one.where,
        "anchor": cell_id(one.place),
        "before": one.before,
        "after": one.after,
        "before_is_gap": one.before in GAPS,
        "after_is_gap": one.after in GAPS,
        "is_long": one.is_long,
        "before_pieces": one.before_pieces,
        "after_pieces": one.after_pieces,
        "cells": one.cells,
        "is_set": one.op is Op.SET,
        "is_figure": one.sort is Sort.FIGURE,
        "who": touch_of(who, one.place, is_row=one.op is not Op.SET),
        "findings": findings.get(one.place, []),
    }
