"""確かめる材料 — one sheet of a file: where it goes, what was read and from where, what is in doubt, what would change."""

from itertools import groupby
from typing import Any, NamedTuple

from hyoka.checks import Around, Severity, run
from hyoka.layouts import Season, describe, load_layout
from hyoka.layouts.naming import part_named
from hyoka.readers.reading import Reading
from hyoka.sheet import Presence, Sheet, is_blank, leaves
from hyoka.store.cells import encode, text_of
from hyoka.store.merging import Item, Plan, Verdict, plan_of
from hyoka.store.models import Event, Upload
from hyoka.store.uploads import Target, reading_of, target_of
from hyoka.web.staff.take_in.source import Source, source_of
from hyoka.workflow import Actor

_NOT_SHOWN = ("/key", "/version", "/layout", "/municipality_code")


class Value(NamedTuple):
    """One value that was read."""

    where: str
    text: str
    origin: str  # in words
    anchor: str  # of its place in the source
    doubt: str


class Part(NamedTuple):
    name: str
    values: tuple[Value, ...]


def title_of(sheet: Sheet) -> str:
    """Which sheet: 令和7年度 図書館 31 図書館サービスの充実."""
    position = sheet.position
    words = (sheet.fiscal_year.wareki, sheet.head.division, position.measure_no, position.measure)
    return " ".join(word for word in words if word)


def brief(upload: Upload, number: int, actor: Actor) -> dict[str, Any]:
    """A sheet of a file of several, in one line."""
    reading = reading_of(upload, number)
    assert reading is not None
    return {
        "number": number,
        "title": title_of(reading.sheet),
        "unread": len(reading.unread),
        "uncertain": len(reading.uncertain),
        "target": target_of(reading, actor),
        "is_done": str(number) in upload.outcome,
    }


def shown(upload: Upload, number: int, reading: Reading, actor: Actor) -> dict[str, Any]:
    target = target_of(reading, actor)
    source = source_of(upload.preview, number - 1)
    plan = plan_of(target.record, reading, actor, salt=upload.key) if target.record else None
    return {
        "title": title_of(reading.sheet),
        "reading": reading,
        "target": target,
        "source": source,
        "parts": _parts(reading, source),
        "unread": [
            (one.text, str(one.origin), one.reason, source.anchor(one.origin)) for one in reading.unread
        ],
        "findings": _findings(reading, target),
        "plan": plan,
        "changes": _changes(plan) if plan else {},
        "written_at": _written_at(target, plan),
    }


def _parts(reading: Reading, source: Source) -> list[Part]:
    """Every value that was read, in the form's order, part by part."""
    sheet = reading.sheet
    layout = load_layout(sheet.layout)
    doubts = {
        one.place: f"{one.doubt}（{one.detail}）" if one.detail else str(one.doubt)
        for one in reading.uncertain
    }
    values: list[tuple[str, Value]] = []
    for place, value in leaves(sheet):
        if is_blank(value) or value is False or isinstance(value, Presence) or str(place) in _NOT_SHOWN:
            continue
        origin = reading.places.get(str(place))
        if origin is None and reading.places and str(place) not in doubts:
            continue  # not from the file: keys, what follows from other cells
        part = part_named(layout, sheet, place)
        words = describe(layout, sheet, place)
        told = Value(
            words.removeprefix(part).strip() or words,
            text_of(encode(value)),
            str(origin) if origin else "",
            source.anchor(origin) if origin else "",
            doubts.get(str(place), ""),
        )
        values.append((part or "様式の外", told))
    return [Part(name, tuple(one for _, one in held)) for name, held in groupby(values, lambda pair: pair[0])]


def _findings(reading: Reading, target: Target) -> list[dict[str, Any]]:
    """What the checks say of the sheet as the file has it."""
    sheet = reading.sheet
    layout = load_layout(sheet.layout)
    season = target.record.season if target.record else (target.seasons[0] if target.seasons else None)
    around = Around(
        layout=layout,
        season=Season(season) if season else None,
        uncertain=frozenset(one.place for one in reading.uncertain),
        effort_grid=layout.effort_grid,
    )
    return [
        {
            "severity": finding.severity.value,
            "label": Severity(finding.severity).label,
            "where": describe(layout, sheet, finding.at),
            "message": finding.message,
        }
        for finding in run(sheet, around)
    ]


def _changes(plan: Plan) -> dict[str, tuple[Item, ...]]:
    """What the page lists, in the order in which a person decides."""
    return {
        "conflicts": plan.of(Verdict.CONFLICT),
        "offered": plan.of(Verdict.TAKE, Verdict.ASK),
        "refused": plan.of(Verdict.REFUSED),
    }


def _written_at(target: Target, plan: Plan | None) -> Any:
    """When the workbook was written: at the latest version it knows of."""
    if plan is None or plan.base_seq is None or target.record is None:
        return None
    return (
        Event.objects.filter(scope=target.record.key, seq=plan.base_seq).values_list("at", flat=True).first()
    )


__all__ = ["brief", "shown", "title_of"]
