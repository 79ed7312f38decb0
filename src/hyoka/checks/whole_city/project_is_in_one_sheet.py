"""同じ名前の事業は、一つの評価表にある

同じ課の二つの評価表に同じ名前の事業があり、どちらも再掲でないと、指標や時間数が二重になっていないかを確かめる必要があります。
根拠: 再掲の事業は「再掲」と示す
直し方: 一方を再掲にするか、事業の名前を書き分ける。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.beside import listed_projects
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.whole_city.naming import comes_first, named
from hyoka.sheet import Sheet
from hyoka.values import compare_key


def project_is_in_one_sheet(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if not around.beside.sheets:
        return
    for mine in listed_projects(sheet):
        same = [
            one
            for one in around.beside.projects_by_name.get(compare_key(mine.project.name or ""), [])
            if one.sheet.fiscal_year == sheet.fiscal_year
            and one.sheet.head.division == sheet.head.division
            and comes_first(sheet, one.sheet)
        ]
        if not same:
            continue
        place = mine.place / "name"
        yield Finding(
            check="project-is-in-one-sheet",
            severity=Severity.WARNING,
            at=place,
            message=f"事業「{mine.project.name}」は、{named(same[0].sheet)} の評価表にもあり、どちらも再掲ではありません。",
            places=(place,),
            fiscal_year=sheet.fiscal_year,
        )
