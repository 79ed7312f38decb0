"""事業名の突き合わせ — the projects of work plan, budget and schedule, and which of them bear one name."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from hyoka.checks.words.fold import fold
from hyoka.checks.words.names import without_city
from hyoka.sheet import Place, Presence, Sheet, each_line, each_project

_ASIDE = re.compile(r"\([^()]*\)")
# Words that come and go in a project's name without making it another one.
_FILLERS = re.compile(r"事業|推進|運営|運用|管理|実施|業務|促進|の|・")
# Lines of a budget are named after what is paid; a project is not.
_MONEY = re.compile(r"(?:費|金|料|負担|委託)$")
# Signs that tell one project from its neighbour.
_PLACES_AND_NUMBERS = frozenset("一二三四五六七八九十東西南北中上下左右新旧男女大小高低内外前後老若市県国")
_ALIKE, _NEARLY_EQUAL = 0.8, 0.83


class Named(NamedTuple):
    """A project's name in one of the tables."""

    name: str
    place: Place
    is_relisted: bool = False

    @property
    def key(self) -> str:
        return name_key(self.name)


@lru_cache(maxsize=1 << 13)
def name_key(name: str) -> str:
    """A project's name for comparing: without asides, spacing and width.

    >>> name_key("ＩＣＴ活用 推進事業（施策48-(4)再掲）") == name_key("ICT活用推進事業")
    True
    """
    plain = fold(name).replace("\n", "").lower()
    while _ASIDE.search(plain):
        plain = _ASIDE.sub("", plain)
    return re.sub(r"[\s、,・]", "", plain)


def planned(sheet: Sheet) -> list[Named]:
    return [
        Named(project.name, place / "name", project.relisted_from is not None)
        for _, project, place in each_project(sheet)
        if project.name
    ]


def budgeted(sheet: Sheet) -> list[Named]:
    return [
        Named(line.name, place / "name", line.relisted_from is not None)
        for _, line, place in each_line(sheet)
        if line.name
    ]


def scheduled(sheet: Sheet) -> list[Named]:
    return [
        Named(row.project, Place("/schedule") / row.key / "project")
        for row in sheet.schedule.rows
        if row.project
    ]


def has_all_work_plans(sheet: Sheet) -> bool:
    """Whether the source holds every direction's work plan, and at least one of them holds something."""
    plans = [direction.work_plan.presence for direction in sheet.directions]
    return Presence.NOT_IN_SOURCE not in plans and Presence.PRESENT in plans


def is_near(one: str, other: str, city: str = "") -> bool:
    """Whether two different names are likely one project's: …事業 and …推進事業.

    >>> is_near("ICT活用事業", "ICT活用推進事業"), is_near("地域振興事業", "地域振興"), is_near("電子申請事業", "電了申請事業")
    (True, True, True)
    >>> is_near("市道整備事業", "河川整備事業"), is_near("第1期整備事業", "第2期整備事業"), is_near("助成事業", "助成金")
    (False, False, False)
    >>> is_near("第一小学校改修事業", "第二小学校改修事業")
    False
    """
    a, b = (name_key(without_city(name, city)) for name in (one, other))
    if re.findall("[0-9]+", a) != re.findall("[0-9]+", b) or bool(_MONEY.search(a)) != bool(_MONEY.search(b)):
        return False
    bare = _FILLERS.sub("", a), _FILLERS.sub("", b)
    if bare[0] == bare[1]:
        return len(bare[0]) >= 2
    if _PLACES_AND_NUMBERS & (set(a) ^ set(b)) or bare[0][-1:] != bare[1][-1:]:
        return False
    alike = SequenceMatcher(None, *bare, autojunk=False).ratio() >= _ALIKE and min(map(len, bare)) >= 4
    return alike or (
        min(len(a), len(b)) >= 6 and SequenceMatcher(None, a, b, autojunk=False).ratio() > _NEARLY_EQUAL
    )


class Pairing(NamedTuple):
    """Names that stand in one table only, and pairs that are likely one."""

    only_left: list[Named]
    only_right: list[Named]
    near: list[tuple[Named, Named]]


def pair(left: list[Named], right: list[Named], city: str) -> Pairing:
    """Match two tables by name: equal names first, then each remaining name with the one that is near it."""
    keys = {named.key for named in left}, {named.key for named in right}
    only_left = _once([named for named in left if named.key not in keys[1]])
    only_right = _once([named for named in right if named.key not in keys[0]])
    near = []
    for named in list(only_left):
        twins = [other for other in only_right if is_near(named.name, other.name, city)]
        if twins:
            near.append((named, twins[0]))
            only_left.remove(named)
            only_right.remove(twins[0])
    return Pairing(only_left, only_right, near)


def _once(names: list[Named]) -> list[Named]:
    return list({named.key: named for named in reversed(names)}.values())[::-1]
