"""同じ名前の事業は、一つの評価表にある

同じ課の二つの評価表に同じ名前の事業があり、どちらも再掲でないと、指標や時間数が二重になっていないかを確かめる必要があります。
根拠: 再掲の事業は「再掲」と示す
直し方: 一方を再掲にするか、事業の名前を書き分ける。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.whole_city.naming import comes_first, named
from hyoka.sheet import Sheet, each_project
from hyoka.values import compare_key


def project_is_in_one_sheet(sheet: Sheet, around: Around) -> Iterator[Finding]:
    held: dict[str, Sheet] = {}
    for one in around.beside:
        if one.head.division == sheet.head.division and comes_first(sheet, one):
            for _, project, _ in each_project(one):
                if project.relisted_from is None and project.name:
                    held.setdefault(compare_key(project.name), one)
    for _, project, at in each_project(sheet):
        other = held.get(compare_key(project.name or ""))
        if other is None or project.relisted_from is not None or not project.name:
            continue
        place = at / "name"
        yield Finding(
            check="project-is-in-one-sheet",
            severity=Severity.WARNING,
            at=place,
            message=f"事業「{project.name}」は、{named(other)} の評価表にもあり、どちらも再掲ではありません。",
            places=(place,),
            fiscal_year=sheet.fiscal_year,
        )
