"""再掲の費目・事業には、再掲元がある

再掲は、金額を書いた別の施策の方向を指します。自分自身を指す再掲や、指した先も再掲であるものは、金額がどこにも
書かれないことになります。別の施策や、ほかの課が持つ方向を指すときは、この表だけでは確かめられないので何も言いません。
再掲元の表が原資料にないときも同じです。
根拠: 様式の注記（再掲で表示されている事業は、再掲元の予算費目及び総括表に予算額及び決算額を記載しています）
直し方: 「施策番号-(方向番号)再掲」の番号と、再掲元の事業名を確かめる。
"""

from collections.abc import Iterator
from typing import NamedTuple

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.names import names_alike
from hyoka.sheet import DirectionSheet, Place, Presence, Relisting, Sheet, each_line, each_project
from hyoka.values import compare_key


class _Listed(NamedTuple):
    """A budget line or a project, as relistings see it."""

    direction: DirectionSheet
    name: str
    relisted_from: Relisting | None
    place: Place
    is_line: bool


def relisted_has_an_original(sheet: Sheet, around: Around) -> Iterator[Finding]:
    lines = [_Listed(d, line.name or "", line.relisted_from, at, True) for d, line, at in each_line(sheet)]
    projects = [
        _Listed(d, project.name or "", project.relisted_from, at, False)
        for d, project, at in each_project(sheet)
    ]
    for row in (*lines, *projects):
        if row.relisted_from is not None:
            yield from _follow(sheet, row, lines if row.is_line else projects)
        elif "再掲" in row.name and "再掲元" not in row.name:
            yield _finding(
                row,
                Severity.WARNING,
                f"「{row.name}」は再掲とありますが、再掲元の施策と方向が書かれていません。",
            )


def _follow(sheet: Sheet, row: _Listed, others: list[_Listed]) -> Iterator[Finding]:
    pointer = row.relisted_from
    if pointer is None or not _is_same(pointer.measure_no, sheet.position.measure_no):
        return  # another measure's sheet: not knowable here
    said = f"「{row.name}（施策{pointer.measure_no}-({pointer.direction_no})再掲）」"
    if _is_same(pointer.direction_no, row.direction.no):
        yield _finding(row, Severity.ERROR, f"{said}の再掲元が、この表自身（{_named(row.direction)}）です。")
        return
    alike = [other for other in others if other.place != row.place and names_alike(row.name, other.name)]
    elsewhere = [other for other in alike if other.relisted_from is None]
    original = next((d for d in sheet.directions if _is_same(pointer.direction_no, d.no)), None)
    if original is None:
        yield from _points_outside(row, said, elsewhere)
    elif _is_known(original, row.is_line):
        yield from _points_at(row, said, original, alike, elsewhere)


def _points_outside(row: _Listed, said: str, elsewhere: list[_Listed]) -> Iterator[Finding]:
    """No such direction here. Another division may hold it, unless the original stands in this very sheet."""
    if elsewhere:
        message = f"{said}の再掲元の方向はこの課にありません。同じ名前は {_named(elsewhere[0].direction)} にあります。"
        yield _finding(row, Severity.WARNING, message, elsewhere[0])
    else:
        message = f"{said}の再掲元の方向は、この課の「所管する施策の方向一覧」にありません（ほかの課が持つなら問題ありません）。"
        yield _finding(row, Severity.NOTE, message)


def _points_at(
    row: _Listed, said: str, original: DirectionSheet, alike: list[_Listed], elsewhere: list[_Listed]
) -> Iterator[Finding]:
    there = [other for other in alike if other.direction is original]
    if any(other.relisted_from is None for other in there):
        return
    what = "予算費目表" if row.is_line else "業務計画"
    if there:
        message = f"{said}の再掲元の{what}（{_named(original)}）でも、この{'費目' if row.is_line else '事業'}は再掲です。"
        yield _finding(row, Severity.WARNING, message, there[0])
    elif elsewhere:
        message = f"{said}の再掲元の{what}（{_named(original)}）にこの名前はなく、{_named(elsewhere[0].direction)} にあります。"
        yield _finding(row, Severity.WARNING, message, elsewhere[0])
    else:
        yield _finding(
            row, Severity.NOTE, f"{said}の再掲元の{what}（{_named(original)}）に、この名前がありません。"
        )


def _is_known(direction: DirectionSheet, is_line: bool) -> bool:
    part = direction.budget_table if is_line else direction.work_plan
    return part.presence in (Presence.PRESENT, Presence.NONE)


def _finding(row: _Listed, severity: Severity, message: str, other: _Listed | None = None) -> Finding:
    at = row.place / "name"
    places = (at, *((other.place / "name",) if other else ()))
    return Finding(check="relisted-has-an-original", severity=severity, at=at, message=message, places=places)


def _named(direction: DirectionSheet) -> str:
    return f"({direction.no or '?'}){direction.name or ''}"


def _is_same(one: str, other: str | None) -> bool:
    """Whether two printed numbers are one: (04), 4 and ４."""
    strip = str.maketrans("", "", "()")
    return compare_key(one).translate(strip).lstrip("0") == compare_key(other or "").translate(strip).lstrip(
        "0"
    )
