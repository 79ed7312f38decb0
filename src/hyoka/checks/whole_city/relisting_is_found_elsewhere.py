"""ほかの施策を指す再掲には、その施策の評価表に再掲元がある

再掲は、金額を書いた別の施策の方向を指します。その施策の評価表のどれにもその方向がない、または名前がないと、金額がどこにも
書かれていないことになります。指した施策の評価表が渡されていないときは、何も言いません。
根拠: 様式の注記（再掲で表示されている事業は、再掲元の予算費目及び総括表に予算額及び決算額を記載しています）
直し方: 再掲の番号と、再掲元の評価表の費目・事業の名前を確かめる。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.names import names_alike
from hyoka.sheet import Place, Relisting, Sheet, each_line, each_project


def relisting_is_found_elsewhere(sheet: Sheet, around: Around) -> Iterator[Finding]:
    rows = [(line.name or "", line.relisted_from, at, True) for _, line, at in each_line(sheet)]
    rows += [(project.name or "", project.relisted_from, at, False) for _, project, at in each_project(sheet)]
    for name, pointer, at, is_line in rows:
        if pointer is None or not name or _plain(pointer.measure_no) == _plain(sheet.position.measure_no):
            continue
        held = [
            one
            for one in around.beside.of(sheet)
            if _plain(one.position.measure_no) == _plain(pointer.measure_no)
        ]
        if held:
            yield from _follow(name, pointer, at, is_line, held)


def _follow(name: str, pointer: Relisting, at: Place, is_line: bool, held: list[Sheet]) -> Iterator[Finding]:
    said = f"「{name}（施策{pointer.measure_no}-({pointer.direction_no})再掲）」"
    directions = [
        (one, direction) for one in held for direction in one.directions if _plain(direction.no) == _plain(pointer.direction_no)
    ]  # fmt: skip
    what = "費目" if is_line else "事業"
    if not directions:
        yield _finding(
            at,
            Severity.ERROR,
            f"{said}の再掲元の方向は、施策{pointer.measure_no}のどの評価表にもありません。",
        )
        return
    for _, direction in directions:
        rows = direction.budget_table.lines if is_line else direction.work_plan.projects
        if any(row.relisted_from is None and names_alike(row.name or "", name) for row in rows):
            return
    whose = "、".join(dict.fromkeys(one.head.division or "" for one, _ in directions))
    yield _finding(
        at, Severity.WARNING, f"{said}の再掲元（{whose}の評価表）に、この名前の{what}がありません。"
    )


def _finding(at: Place, severity: Severity, message: str) -> Finding:
    place = at / "name"
    return Finding(
        check="relisting-is-found-elsewhere", severity=severity, at=place, message=message, places=(place,)
    )


def _plain(no: str | None) -> str:
    return (no or "").strip("()（） ").lstrip("0")
