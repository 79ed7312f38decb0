"""見本市の総合計画と行政改革大綱 — as its sheets name them: the tree with its indicators, and the items of the outline."""

from collections.abc import Iterable, Iterator
from functools import cache

from hyoka.example.city import clean_sheets
from hyoka.plan import (
    Level,
    Node,
    OutlineItem,
    Plan,
    PlanIndicator,
    PlanTarget,
    ReformOutline,
    YearlyPlan,
)
from hyoka.sheet import OutcomeIndicator, Sheet
from hyoka.values import FiscalYear, derive_key

FIRST, NOW, LAST = FiscalYear(2023), FiscalYear(2025), FiscalYear(2027)
LEVELS = ("基本目標", "基本方針", "施策", "施策の方向")
_KINDS = ("継続", "新規")


@cache
def plan() -> Plan:
    """見本市総合計画 前期基本計画, as the sheets of the stories name it."""
    return plan_of(clean_sheets())


def plan_of(sheets: Iterable[Sheet]) -> Plan:
    """The tree that these sheets stand in; the indicators of this year's are promised."""
    key = derive_key("plan", "mihon", int(FIRST))
    levels = tuple(Level(key=derive_key("level", key, name), name=name) for name in LEVELS)
    nodes: dict[str, Node] = {}
    promised: dict[str, PlanIndicator] = {}
    for sheet in _newest(sheets):
        for at, (no, name, nickname) in enumerate(_path(sheet)):
            above = "-".join(part for part, _, _ in _path(sheet)[:at])
            code = f"{above}-{no}".strip("-")
            nodes.setdefault(
                code,
                Node(
                    key=derive_key("node", key, code), level=levels[at].key, no=no, name=name, nickname=nickname,
                    parent=nodes[above].key if above else None,
                ),
            )  # fmt: skip
        measure = "-".join(part for part, _, _ in _path(sheet))
        for direction in sheet.directions:
            code = f"{measure}-{direction.no}"
            nodes.setdefault(
                code,
                Node(
                    key=derive_key("node", key, code), level=levels[-1].key, no=f"({direction.no})",
                    name=direction.name or "", parent=nodes[measure].key,
                ),
            )  # fmt: skip
        for one in sheet.outcomes.indicators[:1] if sheet.fiscal_year == NOW else ():
            promised.setdefault(one.series_id, _promise(key, nodes[measure].key, one))
    return Plan(
        key=key, name="見本市総合計画 前期基本計画", levels=levels, nodes=tuple(nodes.values()),
        indicators=tuple(promised.values()), valid_from=FIRST, valid_until=LAST,
    )  # fmt: skip


def _newest(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    seen = set()
    for sheet in sorted(sheets, key=lambda one: -one.fiscal_year):
        at = (sheet.position.measure_no, sheet.head.division)
        if at not in seen:
            seen.add(at)
            yield sheet


def _path(sheet: Sheet) -> list[tuple[str, str, str | None]]:
    at = sheet.position
    return [
        (at.goal_no or "", at.goal or "", None),
        (at.policy_no or "", at.policy or "", None),
        (at.measure_no or "", at.measure or "", at.nickname or None),
    ]


def _promise(plan: str, node: str, one: OutcomeIndicator) -> PlanIndicator:
    return PlanIndicator(
        key=derive_key("indicator", plan, one.series_id), node=node, name=one.name or "", formula=one.formula or "",
        targets=tuple(
            PlanTarget(fiscal_year=value.fiscal_year, target=value.target) for value in one.values if value.target.is_known
        ),
    )  # fmt: skip


@cache
def outline() -> ReformOutline:
    """見本市行政改革大綱, as the sheets of the stories name it."""
    return outline_of(clean_sheets())


def outline_of(sheets: Iterable[Sheet]) -> ReformOutline:
    """The items that the reform rows of these sheets report on."""
    key = derive_key("outline", "mihon", int(FIRST))
    items: dict[str, OutlineItem] = {}
    for sheet in _newest(sheets):
        for one in sheet.outcomes.indicators:
            item = one.reform_item
            if item is None or item.no in items:
                continue
            approach = next((d.do.reform for d in sheet.directions if d.do.reform), "") or ""
            items[item.no] = OutlineItem(
                key=derive_key("item", key, item.no), no=item.no, name=item.name,
                division=sheet.head.division or "", kind=_KINDS[int(item.no) % 2], basic_policy="市民に近い行政",
                priority="事務の見直しと市民との協働", measure_no=sheet.position.measure_no or "",
                direction_no=sheet.directions[0].no or "", purpose=f"{item.name}を進め、限られた職員と予算で成果を上げるため。",
                approach=approach.splitlines()[-1].rpartition("】")[2] if approach else "", indicator=one.name or "",
                explanation=one.formula or "", final_target=one.values[-1].target,
                years=tuple(
                    YearlyPlan(fiscal_year=value.fiscal_year, target=value.target) for value in one.values
                ),
            )  # fmt: skip
    return ReformOutline(
        key=key, name="見本市行政改革大綱", items=tuple(items[no] for no in sorted(items)), valid_from=FIRST, valid_until=LAST,
    )  # fmt: skip
