"""総合計画の表 — the tree of a plan, one row a node, and its indicators, one row each with a column for every year."""

from collections.abc import Sequence

from hyoka.plan.plan import Level, Node, Plan
from hyoka.plan.tabled import (
    KEY,
    BadTable,
    Line,
    RowProblem,
    Tabled,
    each_line,
    is_year,
    lines_of,
    parse_year,
)
from hyoka.plan.target import PlanIndicator, PlanTarget
from hyoka.values import Entry, derive_key

NODES = ("段", "番号", "名称", "通称", "上位の項目", "始まりの年度", "終わりの年度", KEY)
INDICATORS = ("項目", "指標名", "単位", "指標計算式", "基準値", "最終目標", KEY)


def nodes_of(plan: Plan) -> Tabled:
    """計画の項目. 上位の項目 is the path of printed numbers from the top: IV-7."""
    names = {level.key: level.name for level in plan.levels}
    return Tabled(
        NODES,
        {
            node.key: (
                names[node.level], node.no, node.name, node.nickname or "",
                plan.code(node.parent) if node.parent else "",
                node.valid_from.short if node.valid_from else "",
                node.valid_until.short if node.valid_until else "",
                node.key,
            )
            for node in plan.nodes
        },
    )  # fmt: skip


def indicators_of(plan: Plan) -> Tabled:
    """目標指標."""
    years = sorted({target.fiscal_year for one in plan.indicators for target in one.targets})
    return Tabled(
        (*INDICATORS, *(year.short for year in years)),
        {
            one.key: (
                plan.code(one.node), one.name, one.unit, one.formula, one.baseline.written or "",
                one.final_target.written or "", one.key,
                *((found.written or "") if (found := one.at(year)) else "" for year in years),
            )
            for one in plan.indicators
        },
    )  # fmt: skip


def with_nodes(plan: Plan, rows: Sequence[Sequence[str]]) -> Plan:
    """The plan with the nodes of a table in the place of its own. A row is the node of its 鍵, whatever number it gets
    now; without one, the node of the same numbers.

    Levels are those of the plan; where it has none yet, they come in the order in which the table names them.
    Raises BadTable.
    """
    lines = lines_of(rows, NODES, ("段", "番号", "名称"))
    levels = plan.levels or tuple(
        Level(key=derive_key("level", plan.key, name), name=name)
        for name in dict.fromkeys(line["段"] for line in lines if line["段"])
    )
    reader = _Nodes(plan, levels)
    nodes = tuple(each_line(lines, reader.node))
    kept = {node.key for node in nodes}
    return _checked(
        {
            **_fields(plan), "levels": levels, "nodes": nodes,
            "indicators": tuple(one for one in plan.indicators if one.node in kept),
        }
    )  # fmt: skip


class _Nodes:
    """Makes nodes of lines, and finds those above by the numbers they were given."""

    def __init__(self, plan: Plan, levels: tuple[Level, ...]) -> None:
        self._plan = plan
        self._levels = {level.name: level.key for level in levels}
        self._known = {plan.code(node.key): node.key for node in plan.nodes}
        self._keys = {node.key for node in plan.nodes}
        self._made: dict[str, str] = {}  # code → key
        self._codes: dict[str, str] = {}  # key → code

    def node(self, line: Line) -> Node:
        """Raises ValueError."""
        level = self._levels.get(line["段"])
        if level is None:
            raise ValueError(
                f"段は {'、'.join(self._levels)} のどれかです（見つかったもの: 「{line['段'][:20]}」）"
            )
        if not line["名称"]:
            raise ValueError("名称が空です")
        above = self._above(line["上位の項目"])
        code = "-".join(part for part in (self._codes.get(above or ""), line["番号"]) if part)
        if code in self._made:
            raise ValueError(f"番号「{code}」がもう使われています")
        key = self._key(line[KEY], code)
        self._made[code], self._codes[key] = key, code
        return Node(
            key=key, level=level, no=line["番号"], name=line["名称"], nickname=line["通称"] or None,
            parent=above,
            valid_from=line.year("始まりの年度"), valid_until=line.year("終わりの年度"),
        )  # fmt: skip

    def _above(self, code: str) -> str | None:
        """The key of the node above: by its number of now, or by the one that it had before this table."""
        if not code:
            return None
        key = self._made.get(code) or self._known.get(code)
        if key not in self._codes:
            raise ValueError(f"上位の項目「{code[:20]}」が、これより上の行にありません")
        return key

    def _key(self, told: str, code: str) -> str:
        """A 鍵 of another plan is none of ours: the row is new. Raises ValueError."""
        told = told if told in self._keys else ""
        key = told or self._known.get(code, "")
        if not key or (not told and key in self._codes):  # new, or its number has passed to another
            key = derive_key("node", self._plan.key, code)
            while key in self._keys:
                key = derive_key("node", self._plan.key, code, key)
        if key in self._codes:
            raise ValueError(f"鍵「{key}」の項目が二度出てきます（{self._codes[key]}）")
        return key


def with_indicators(plan: Plan, rows: Sequence[Sequence[str]]) -> Plan:
    """The plan with the indicators of a table in the place of its own. Raises BadTable."""
    lines = lines_of(rows, INDICATORS, ("項目", "指標名"), is_year=is_year)
    nodes = {plan.code(node.key): node.key for node in plan.nodes}
    known = {(one.node, one.name): one.key for one in plan.indicators}
    keys = set(known.values())

    def indicator(line: Line) -> PlanIndicator:
        node = nodes.get(line["項目"])
        if node is None:
            raise ValueError(f"項目「{line['項目'][:20]}」は計画にありません（番号を上から - でつなぎます）")
        if not line["指標名"]:
            raise ValueError("指標名が空です")
        targets = tuple(
            PlanTarget(fiscal_year=parse_year(heading, heading), target=Entry.of(text))
            for heading, text in line.cells.items()
            if heading not in INDICATORS and text
        )
        key = line[KEY] if line[KEY] in keys else known.get((node, line["指標名"]))
        key = key or derive_key("indicator", plan.key, node, line["指標名"])
        return PlanIndicator(
            key=key, node=node, name=line["指標名"], unit=line["単位"], formula=line["指標計算式"],
            baseline=Entry.of(line["基準値"]), targets=targets, final_target=Entry.of(line["最終目標"]),
        )  # fmt: skip

    found = each_line(lines, indicator)
    twice = {one.key for one in found if [other.key for other in found].count(one.key) > 1}
    if twice:
        name = next(one.name for one in found if one.key in twice)
        raise BadTable([RowProblem(1, f"同じ項目に指標「{name}」が二つあります。")])
    return _checked({**_fields(plan), "indicators": tuple(found)})


def _fields(plan: Plan) -> dict[str, object]:
    return {name: getattr(plan, name) for name in Plan.model_fields}


def _checked(fields: dict[str, object]) -> Plan:
    """Raises BadTable."""
    try:
        return Plan(**fields)  # type: ignore[arg-type]
    except ValueError as error:
        raise BadTable([RowProblem(1, what_is_wrong(error))]) from error


def what_is_wrong(error: ValueError) -> str:
    """A validator's own words, without pydantic's."""
    errors = getattr(error, "errors", None)
    words = errors(include_url=False)[0]["msg"] if errors else str(error)
    return str(words).removeprefix("Value error, ")
