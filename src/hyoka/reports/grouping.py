"""まとめ方 — by what a report counts: department, division, measure, and the branches of the plan."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from hyoka.reports.city import Facts, TidySheet
from hyoka.reports.report import Option

WHOLE = "計"
NAMELESS = "（記載なし）"


class Group(NamedTuple):
    key: str
    words: str


_BRANCHES = ("measure", "policy", "goal")
BY = Option(
    "by",
    "まとめ方",
    (
        ("department", "部"),
        ("division", "課"),
        ("measure", "施策"),
        ("policy", "基本方針"),
        ("goal", "基本目標"),
    ),
)


def group_of(facts: Facts, by: str) -> Group:
    """Where a sheet is counted. A branch of the plan is told by its number."""
    match by:
        case "department":
            words, key = facts.department, facts.department
        case "division":
            words, key = facts.division, f"{facts.department}/{facts.division}"
        case "policy":
            words, key = (
                f"{facts.policy_no} {facts.policy}".strip(),
                f"{facts.goal_no}-{facts.policy_no or facts.policy}",
            )
        case "goal":
            words, key = f"{facts.goal_no} {facts.goal}".strip(), facts.goal_no or facts.goal
        case _:
            words, key = facts.measure_name, facts.measure_no or facts.measure
    return Group(key or "-", words or NAMELESS)


def grouped(sheets: Iterable[TidySheet], by: str) -> dict[Group, list[TidySheet]]:
    """The sheets of each group: offices in the order given, branches of the plan by the numbers of their measures.

    The same number is the same branch, however a sheet spells its name: the first spelling is shown.
    """
    held = list(sheets)
    if by in _BRANCHES:
        held.sort(key=lambda sheet: in_number_order(sheet.facts.measure_no))
    names: dict[str, Group] = {}
    found: dict[Group, list[TidySheet]] = {}
    for sheet in held:
        group = group_of(sheet.facts, by)
        found.setdefault(names.setdefault(group.key, group), []).append(sheet)
    return found


@lru_cache(maxsize=1 << 12)
def in_number_order(number: str) -> tuple[tuple[int, int, str], ...]:
    """2 before 10, 3-2 before 3-10.

    >>> sorted(["10", "2", "2-10", "2-9", ""], key=in_number_order)
    ['', '2', '2-9', '2-10', '10']
    """
    pieces = re.findall(r"\d+|\D+", number)
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)
