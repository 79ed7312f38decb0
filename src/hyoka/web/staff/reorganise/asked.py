"""頼まれた改編を読む — the fields of the form, carried from step to step, as an act."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.http import HttpRequest

from hyoka.actions.refusal import Refusal
from hyoka.actions.reorganising import Passed, Plan
from hyoka.sheet import Sheet
from hyoka.store.documents import documents_of
from hyoka.store.lineage import fiscal_year_of
from hyoka.store.models import DivisionRecord, SheetRecord, Step
from hyoka.values import FiscalYear, compare_key
from hyoka.web.words import say

PASSES = (Step.SPLIT, Step.REASSIGNED)  # the acts for which the work is chosen row by row
MOST_NAMES = 20


class Row(NamedTuple):
    """A row that may pass: what it is called, where it stands, and to whom it is chosen to go."""

    field: str
    name: str
    level: int  # 0: the measure, 1: a direction or an indicator, 2: a project
    called: str  # its name alone, as the act will tell it
    taker: str = ""


def typed(request: HttpRequest) -> dict[str, object]:
    """What was typed, to be shown again."""
    sent = request.POST
    return {
        "kind": sent.get("kind", Step.RENAMED.value),
        "on": sent.get("on", ""),
        "before": sent.getlist("before"),
        "after": sent.get("after", ""),
        "department": sent.get("department", ""),
        "reason": sent.get("reason", ""),
        "evaluated_by": sent.get("evaluated_by", "successor"),
        "moves_posts": sent.get("moves_posts", "" if sent else "1"),
    }


def plan_of(request: HttpRequest, rows: dict[str, Row]) -> Plan:
    """Raises Refusal. `rows`: those that may pass, by field."""
    sent = request.POST
    try:
        kind = Step(sent.get("kind", ""))
    except ValueError:
        raise Refusal("E-VALUE", "種別を選んでください。") from None
    after = names_of(sent.get("after", ""), day_of(sent.get("on", "")))
    passes = tuple(_passes(sent, rows, dict(after))) if kind in PASSES else ()
    return Plan(
        kind=kind,
        on=day_of(sent.get("on", "")),
        before=tuple(sent.getlist("before")),
        after=tuple(key for _, key in after),
        department=sent.get("department", ""),
        reason=sent.get("reason", ""),
        passes=passes,
        is_evaluated_by_successor=sent.get("evaluated_by", "successor") == "successor",
        moves_posts=sent.get("moves_posts") == "1",
    )


def day_of(text: str) -> date:
    """Raises Refusal."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(
            "E-VALUE",
            f"組織改編の日を 2026-04-01 のように入れてください（見つかったもの: 「{text[:20]}」）。",
        ) from None


def names_of(text: str, on: date) -> list[tuple[str, str]]:
    """Names, one a line, each with the key of the division that is called so on that day, else with the name itself."""
    names = [line.strip() for line in text.splitlines() if line.strip()]
    if len(names) > MOST_NAMES:
        raise Refusal("E-VALUE", f"後の課は {MOST_NAMES} までです（いま {len(names)}）。")
    held = [
        one for one in DivisionRecord.objects.filter(name__in=names)
        if one.valid_until is None or one.valid_until >= on
    ]  # fmt: skip
    known: dict[str, str] = {}
    for one in held:
        if one.name in known:
            raise Refusal(
                "E-VALUE",
                f"{one.name} という課が二つあり、どちらか決まりません。先に課の名前を直してください。",
            )
        known[one.name] = one.key
    return [(name, known.get(name, name)) for name in names]


def rows_of(division: str, on: date) -> dict[str, Row]:
    """The work of a division that may pass, as the sheets of the year that ends then tell it."""
    year = fiscal_year_of(on)
    if (on.month, on.day) == (4, 1):
        year -= 1
    held = SheetRecord.objects.filter(division__key=division, fiscal_year=year).order_by("measure_no", "key")
    documents = documents_of(held)
    found: dict[str, Row] = {}
    for record in held:
        sheet = documents.get(record.pk)
        if sheet is not None:
            found |= {row.field: row for row in _rows(record.measure_no, sheet)}
    return found


def _rows(measure_no: str, sheet: Sheet) -> Iterator[Row]:
    head = f"pass:{measure_no}:"
    year = FiscalYear(sheet.fiscal_year)
    measure = sheet.position.measure or ""
    yield Row(head, say(f"施策{measure_no} {measure}（{year.wareki}の評価表の事務すべて）", f"{measure_no} {measure} (all of it)"), 0, measure)  # fmt: skip
    for indicator in sheet.outcomes.indicators:
        name = indicator.name or ""
        yield Row(f"{head}{indicator.key}", say(f"成果指標 {name}", f"Outcome: {name}"), 1, name)
    for direction in sheet.directions:
        name = direction.name or ""
        yield Row(f"{head}{direction.key}", f"({direction.no}) {name}", 1, name)
        for project in direction.work_plan.projects:
            called = project.name or ""
            yield Row(f"{head}{project.key}", f"{project.no or ''} {called}".strip(), 2, called)
        names = {compare_key(project.name or "") for project in direction.work_plan.projects}
        for line in direction.budget_table.lines:
            called = line.name or ""
            if compare_key(called) not in names:  # a line of a project's name goes with the project
                yield Row(f"{head}{line.key}", say(f"予算費目 {called}", f"Budget line: {called}"), 2, called)


def _passes(sent: object, rows: dict[str, Row], after: dict[str, str]) -> Iterator[Passed]:
    """Only the largest that is chosen: a measure takes its rows along, a direction its projects."""
    values = {name: sent.get(name, "") for name in rows}  # type: ignore[attr-defined]
    whole, within = "", ""
    for name, row in rows.items():
        taker = values[name]
        if row.level == 0:
            whole = within = ""
        if row.level == 1:
            within = ""
        if taker not in after or whole or (within and row.level == 2):
            continue
        _, measure_no, key = name.split(":", 2)
        if row.level == 0:
            whole = taker
        elif row.level == 1:
            within = taker
        yield Passed(measure_no, key, row.called, after[taker])


def chosen(request: HttpRequest, rows: dict[str, Row]) -> list[Row]:
    return [row._replace(taker=request.POST.get(row.field, "")) for row in rows.values()]
