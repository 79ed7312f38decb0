"""結果 — what became of each change of a file, with the texts of a conflict from the history."""

from typing import Any

from hyoka.store.models import CellEdit, SheetRecord, Upload
from hyoka.store.reach import visible
from hyoka.workflow import Actor


def outcome_of(upload: Upload, number: int, actor: Actor) -> dict[str, Any]:
    """The result as the page tells it. Texts are those of the sheet's history, for those who may still see the sheet."""
    kept = upload.outcome[str(number)]
    record: SheetRecord | None = visible(actor).filter(key=kept["sheet"]).first()
    results = kept.get("results", [])
    answers: dict[str, dict[str, Any]] = {}
    if record is not None:
        names = [result["op_id"] for result in results if result["op_id"]]
        answers = dict(CellEdit.objects.filter(sheet=record, op_id__in=names).values_list("op_id", "answer"))
    told = [{**answers.get(result["op_id"], {}), **result} for result in results]
    return {
        "record": record,
        "is_new": kept["new"],
        "saved": [one for one in told if one["status"] == "saved"],
        "conflicts": [one for one in told if one["status"] == "conflict"],
        "refused": [one for one in told if one["status"] == "refused"],
    }


__all__ = ["outcome_of"]
