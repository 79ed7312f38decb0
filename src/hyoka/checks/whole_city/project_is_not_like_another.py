"""ほかの課に、よく似た事業がないか

事業の名前と活動指標がほかの課の事業とよく似ているときは、一緒にできないか、役割が分かれているかを見る手がかりになります。
似ているだけで、誤りではありません。
根拠: 事業を横断で見る（同じ目的の事業が別の課で行われていることがある）
直し方: 二つの課で見比べる。そのままでよければ、そのままにする。
"""

from collections import Counter
from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.beside import Beside, Listed, listed_projects
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.whole_city.naming import comes_first, named
from hyoka.sheet import Sheet

_ALIKE = 0.6  # of the pairs of signs in both names and indicators together
_NAMES = 0.5  # of those of the names alone: indicators alone make no likeness


def project_is_not_like_another(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if not around.beside.sheets:
        return
    for mine in listed_projects(sheet):
        for like in _likely(mine, around.beside):
            place = mine.place / "name"
            yield Finding(
                check="project-is-not-like-another",
                severity=Severity.NOTE,
                at=place,
                message=f"事業「{mine.project.name}」は、{named(like.sheet)} の「{like.project.name}」とよく似ています。",
                places=(place,),
                fiscal_year=sheet.fiscal_year,
            )


def _likely(mine: Listed, beside: Beside) -> Iterator[Listed]:
    common = Counter(id(one) for pair in mine.name for one in beside.projects_by_pair.get(pair, ()))
    held = {id(one): one for pair in mine.name for one in beside.projects_by_pair.get(pair, ())}
    for at, shared in common.items():
        one = held[at]
        if shared < _NAMES * len(mine.name | one.name) or one.sheet.head.division == mine.sheet.head.division:
            continue
        is_earlier = one.sheet.fiscal_year == mine.sheet.fiscal_year and comes_first(mine.sheet, one.sheet)
        if is_earlier and _share(mine.whole, one.whole) >= _ALIKE:
            yield one


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
