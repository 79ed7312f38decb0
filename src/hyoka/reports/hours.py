"""人員・時間集計 — the hours that divisions plan to work, against what their head-count can work in a year."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from hyoka.layouts import NoSuchLayout, load_layout
from hyoka.reports.city import City, TidySheet, figure
from hyoka.reports.grouping import WHOLE, grouped
from hyoka.reports.report import (
    Asked,
    Cell,
    Column,
    Kind,
    Maker,
    Part,
    Report,
    Row,
    count_of,
    text,
    total_of,
)
from hyoka.reports.shares import ROUNDED, rate_of
from hyoka.values import compare_key

_KINDS = (("regular", "正職員"), ("other", "その他職員"))
_NOTES = (
    "時間は、スケジュール表の従事見込時間数を、課の評価表すべてで合計しています。再掲の事業の時間は再掲元だけで数えます。",
    "職員数は、課に一つの数です。課のどの評価表にも同じ数があるはずなので、一度だけ数えます。",
    "割合は、従事見込時間数 ÷（職員数 × 一人当たり年間勤務時間）です。" + ROUNDED,
)


def hours(city: City, asked: Asked) -> Report:
    every: list[dict[str, list[Part]]] = []
    rows, odd = [], []
    for group, sheets in grouped(city.sheets, "division").items():
        mine = {name: parts for kind, _ in _KINDS for name, parts in _of_division(sheets, kind)}
        every.append(mine)
        odd += [group.words] if _disagree(sheets) else []
        names = [Part(sheet.key, "/head", 1, sheet.facts.measure_name) for sheet in sheets]
        mine["sheets"] = names
        facts = sheets[0].facts
        rows.append(
            Row(group.key, (text(facts.department), text(group.words), count_of(names), *_cells(mine)))
        )
    whole = {name: [part for mine in every for part in mine[name]] for name in _NAMES}
    rows.append(
        Row(
            "total",
            (text(WHOLE), text(""), count_of(whole["sheets"]), *_cells(whole)),
            is_total=True,
        )
    )
    notes = [*_NOTES, *_yearly_notes(city.sheets)]
    if odd:
        notes.append(
            f"評価表によって職員数の違う課があり、多いほうを使っています: {'、'.join(odd)}。所管課に確かめてください。"
        )
    return Report("人員・時間集計", _columns(), tuple(rows), tuple(notes))


_NAMES = ("sheets", *(f"{kind}-{name}" for kind, _ in _KINDS for name in ("staff", "hours", "room")))


def _columns() -> tuple[Column, ...]:
    own = [
        (
            Column(f"{kind}-staff", f"{words}数", Kind.COUNT, 7),
            Column(f"{kind}-hours", f"{words}の従事見込時間数", Kind.HOURS, 11),
            Column(f"{kind}-room", f"{words}が一年に働ける時間", Kind.HOURS, 11),
            Column(f"{kind}-rate", f"{words}の割合（%）", Kind.PERCENT, 8),
        )
        for kind, words in _KINDS
    ]
    return (
        Column("department", "部", width=16),
        Column("division", "課", width=16),
        Column("sheets", "評価表の数", Kind.COUNT, 6),
        *(column for columns in own for column in columns),
    )


def _cells(mine: dict[str, list[Part]]) -> Iterator[Cell]:
    for kind, _ in _KINDS:
        staff, spent, room = (mine[f"{kind}-{name}"] for name in ("staff", "hours", "room"))
        yield total_of(staff)
        yield total_of(spent)
        yield total_of(room)
        yield rate_of(spent, room) if room else Cell(None)


def _of_division(sheets: Sequence[TidySheet], kind: str) -> Iterator[tuple[str, list[Part]]]:
    """Head-count and what it can work, from the sheet that tells the most people; hours from every sheet."""
    counts = [(staff, sheet) for sheet in sheets if (staff := _staff(sheet, kind)) is not None]
    heads: list[Part] = []
    room: list[Part] = []
    if counts:
        staff, sheet = max(counts, key=lambda each: each[0])
        place = f"/head/{kind}_staff"
        heads = [Part(sheet.key, place, staff)]
        yearly = yearly_hours(sheet)
        if yearly is not None:
            room = [Part(sheet.key, place, staff * yearly, f"{staff:f}人 × {yearly:,}時間")]
    yield f"{kind}-staff", heads
    yield f"{kind}-hours", [part for sheet in sheets for part in _hours(sheet, kind)]
    yield f"{kind}-room", room


def _staff(sheet: TidySheet, kind: str) -> Decimal | None:
    [(staff,)] = sheet.rows("sheets", f"{kind}_staff")
    found = figure(staff)
    return None if found is None else Decimal(found)


def _hours(sheet: TidySheet, kind: str) -> Iterator[Part]:
    elsewhere = _relisted_projects(sheet)
    for project, written, place in sheet.rows("hours", "project", f"{kind}_hours", "place"):
        name = project or ""
        spent = figure(written)
        if spent is not None and "再掲" not in name and compare_key(name) not in elsewhere:
            yield Part(sheet.key, f"{place}/{kind}_hours", spent, name)


def _relisted_projects(sheet: TidySheet) -> set[str]:
    """The projects that this sheet only relists: a project that it also lists as its own is its own."""
    own: set[str] = set()
    relisted: set[str] = set()
    for project, from_where in sheet.rows("activities", "project", "relisted_from"):
        (own if from_where is None else relisted).add(compare_key(project or ""))
    return relisted - own


def _disagree(sheets: Sequence[TidySheet]) -> bool:
    return any(
        len({staff for sheet in sheets if (staff := _staff(sheet, kind)) is not None}) > 1
        for kind, _ in _KINDS
    )


def yearly_hours(sheet: TidySheet) -> int | None:
    """How many hours one person works in a year, as the sheet's layout says."""
    try:
        return load_layout(sheet.facts.layout).staff_hours
    except NoSuchLayout:
        return None


def _yearly_notes(sheets: Sequence[TidySheet]) -> Iterator[str]:
    known = sorted({yearly for sheet in sheets if (yearly := yearly_hours(sheet)) is not None})
    if known:
        told = "、".join(f"{hours:,}時間" for hours in known)
        yield f"一人当たり年間勤務時間は、様式にある {told} です。"
    if any(yearly_hours(sheet) is None for sheet in sheets):
        yield "様式に一人当たり年間勤務時間のない評価表があり、その課の「一年に働ける時間」は出ません。"


HOURS = Maker(
    "hours",
    "人員・時間集計",
    "課の従事見込時間数の合計が、職員数で働ける時間に収まっているか。",
    ("sheets", "hours", "activities"),
    hours,
)
