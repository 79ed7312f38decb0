"""ほかの課に、よく似た事業がないか

事業の名前と活動指標がほかの課の事業とよく似ているときは、一緒にできないか、役割が分かれているかを見る手がかりになります。
似ているだけで、誤りではありません。
根拠: 事業を横断で見る（同じ目的の事業が別の課で行われていることがある）
直し方: 二つの課で見比べる。そのままでよければ、そのままにする。
"""

from collections.abc import Iterator
from functools import lru_cache

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.whole_city.naming import comes_first, named
from hyoka.sheet import Project, Sheet, each_project
from hyoka.values import compare_key

_ALIKE = 0.6  # of the pairs of signs in both names and indicators together
_NAMES = 0.5  # of those of the names alone: indicators alone make no likeness


def project_is_not_like_another(sheet: Sheet, around: Around) -> Iterator[Finding]:
    others = [
        one for one in around.beside if one.head.division != sheet.head.division and comes_first(sheet, one)
    ]
    for _, project, at in each_project(sheet):
        if project.relisted_from is not None or not project.name:
            continue
        for other, like in _likely(project, others):
            place = at / "name"
            yield Finding(
                check="project-is-not-like-another",
                severity=Severity.NOTE,
                at=place,
                message=f"事業「{project.name}」は、{named(other)} の「{like.name}」とよく似ています。",
                places=(place,),
                fiscal_year=sheet.fiscal_year,
            )


def _likely(project: Project, others: list[Sheet]) -> Iterator[tuple[Sheet, Project]]:
    name, whole = _pairs(project.name or ""), _pairs(_words(project))
    for other in others:
        for _, like, _ in each_project(other):
            if like.relisted_from is not None or not like.name:
                continue
            if _share(name, _pairs(like.name)) >= _NAMES and _share(whole, _pairs(_words(like))) >= _ALIKE:
                yield other, like


def _words(project: Project) -> str:
    return "|".join([project.name or "", *(means.indicator.name or "" for means in project.means)])


@lru_cache(maxsize=1 << 13)
def _pairs(text: str) -> frozenset[str]:
    """The pairs of signs of a name, without what every name has."""
    plain = compare_key(text).replace("事業", "").replace("推進", "")
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
