"""一つの事業をいくつもの評価表に載せるときは、一つのほかは再掲とする

同じ名称の事業が、再掲の印なくいくつもの評価表にあるときは、同じ事業なら成果も時間も二度数えられ、別の事業なら名称で区別が
つきません。手段か活動指標の名称まで同じものを要確認、事業の名称だけが同じものを参考とします。かっこ書き（…課分）で分けてある
ものは、別の名称とみます。
根拠: 様式の注記（再掲の事業は再掲元にのみ額を記載する）。事業名は市の中で事業を指す
直し方: 同じ事業なら、主に持つ課を決めて、ほかの評価表では再掲とする。別の事業なら、名称で区別できるようにする。
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from hyoka.checks.finding import Severity
from hyoka.checks.whole_city.city import City, named
from hyoka.checks.whole_city.city_finding import CityFinding, Concerned
from hyoka.sheet import Place, Project, Sheet, each_project
from hyoka.values import compare_key


class _Held(NamedTuple):
    sheet: Sheet
    project: Project
    place: Place


def project_is_in_one_sheet(city: City) -> Iterator[CityFinding]:
    by_name: dict[str, dict[str, _Held]] = defaultdict(dict)
    for sheet in city.sheets:
        for _, project, place in each_project(sheet):
            if project.name and project.relisted_from is None and "再掲" not in project.name:
                by_name[compare_key(project.name)].setdefault(sheet.key, _Held(sheet, project, place))
    for held in by_name.values():
        if len(held) > 1:
            yield _finding(city, list(held.values()))


def _finding(city: City, held: list[_Held]) -> CityFinding:
    common = next(filter(None, (_shared(a.project, b.project) for a, b in combinations(held, 2))), "")
    name = held[0].project.name
    also = f"あり、手段や指標の「{common}」も同じです" if common else "あります"
    return CityFinding(
        check="project-is-in-one-sheet",
        severity=Severity.WARNING if common else Severity.NOTE,
        message=(
            f"事業「{name}」が、再掲の印なく {'、'.join(named(one.sheet) for one in held)} に{also}。"
            "同じ事業なら一つのほかは再掲とし、別の事業なら名称を分けてください。"
        ),
        concerned=tuple(
            Concerned(
                sheet_key=one.sheet.key,
                at=one.place / "name",
                alone=f"事業「{one.project.name}」が、再掲の印なく、ほかの評価表にもあります。",
            )
            for one in held
        ),
        fiscal_year=city.fiscal_year,
    )


def _shared(one: Project, other: Project) -> str:
    """The first means or indicator that both projects name alike; "" where there is none."""
    there = {compare_key(words) for words in _words(other)}
    return next((words for words in _words(one) if compare_key(words) in there), "")


def _words(project: Project) -> Iterator[str]:
    for means in project.means:
        yield from (words for words in (means.indicator.name, means.text) if words)
