"""再掲の費目・事業には、再掲元がある

再掲は、金額を書いた別の施策の方向を指します。自分自身を指す再掲や、指した先も再掲であるものは、金額がどこにも
書かれないことになります。別の施策や、ほかの課が持つ方向を指すときは、この表だけでは確かめられないので何も言いません。
再掲元の表が原資料にないときも同じです。
根拠: 様式の注記（再掲で表示されている事業は、再掲元の予算費目及び総括表に予算額及び決算額を記載しています）
直し方: 「施策番号-(方向番号)再掲」の番号と、再掲元の事業名を確かめる。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.listed import (
    Listed,
    is_told,
    listed_lines,
    listed_projects,
    number_key,
    titled,
)
from hyoka.checks.words.names import names_alike
from hyoka.sheet import DirectionSheet, Sheet


def relisted_has_an_original(sheet: Sheet, around: Around) -> Iterator[Finding]:
    lines, projects = list(listed_lines(sheet)), list(listed_projects(sheet))
    for row in (*lines, *projects):
        if row.relisted_from is not None:
            yield from _follow(sheet, row, lines if row.is_line else projects)
        elif "再掲" in row.name and "再掲元" not in row.name:
            yield _finding(
                row,
                Severity.WARNING,
                f"「{row.name}」は再掲とありますが、再掲元の施策と方向が書かれていません。",
            )


def _follow(sheet: Sheet, row: Listed, others: list[Listed]) -> Iterator[Finding]:
    pointer = row.relisted_from
    if pointer is None or number_key(pointer.measure_no) != number_key(sheet.position.measure_no):
        return  # another measure's sheet: not knowable here
    said = f"「{row.name}（施策{pointer.measure_no}-({pointer.direction_no})再掲）」"
    if number_key(pointer.direction_no) == number_key(row.direction.no):
        yield _finding(row, Severity.ERROR, f"{said}の再掲元が、この表自身（{titled(row.direction)}）です。")
        return
    alike = [other for other in others if other.place != row.place and names_alike(row.name, other.name)]
    elsewhere = [other for other in alike if other.relisted_from is None]
    original = next(
        (d for d in sheet.directions if number_key(d.no) == number_key(pointer.direction_no)), None
    )
    if original is None:
        yield from _points_outside(row, said, elsewhere)
    elif is_told(original, lines=row.is_line):
        yield from _points_at(row, said, original, alike, elsewhere)


def _points_outside(row: Listed, said: str, elsewhere: list[Listed]) -> Iterator[Finding]:
    """No such direction here. Another division may hold it, unless the original stands in this very sheet."""
    if elsewhere:
        message = f"{said}の再掲元の方向はこの課にありません。同じ名前は {titled(elsewhere[0].direction)} にあります。"
        yield _finding(row, Severity.WARNING, message, elsewhere[0])
    else:
        message = f"{said}の再掲元の方向は、この課の「所管する施策の方向一覧」にありません（ほかの課が持つなら問題ありません）。"
        yield _finding(row, Severity.NOTE, message)


def _points_at(
    row: Listed, said: str, original: DirectionSheet, alike: list[Listed], elsewhere: list[Listed]
) -> Iterator[Finding]:
    there = [other for other in alike if other.direction is original]
    if any(other.relisted_from is None for other in there):
        return
    what = "予算費目表" if row.is_line else "業務計画"
    if there:
        message = f"{said}の再掲元の{what}（{titled(original)}）でも、この{'費目' if row.is_line else '事業'}は再掲です。"
        yield _finding(row, Severity.WARNING, message, there[0])
    elif elsewhere:
        message = f"{said}の再掲元の{what}（{titled(original)}）にこの名前はなく、{titled(elsewhere[0].direction)} にあります。"
        yield _finding(row, Severity.WARNING, message, elsewhere[0])
    else:
        yield _finding(
            row, Severity.NOTE, f"{said}の再掲元の{what}（{titled(original)}）に、この名前がありません。"
        )


def _finding(row: Listed, severity: Severity, message: str, other: Listed | None = None) -> Finding:
    at = row.place / "name"
    places = (at, *((other.place / "name",) if other else ()))
    return Finding(check="relisted-has-an-original", severity=severity, at=at, message=message, places=places)
