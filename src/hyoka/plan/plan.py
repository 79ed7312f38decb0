"""総合計画 — the plan's tree. One Node class; what its levels are called is the city's data."""

from collections import Counter
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from hyoka.plan.target import PlanIndicator
from hyoka.plan.validity import Lasting
from hyoka.values import Document, FiscalYear, Key, Text


class Level(Document):
    """段 — one storey of the tree: 基本目標, 基本方針, 施策, 施策の方向 …"""

    key: Key = Field(title="鍵")
    name: Text = Field(title="段の名", description="基本目標、基本方針、施策 など")


class Node(Lasting):
    """One goal, policy, measure or direction of the plan.

    >>> node = Node(key="m048", level="meas", no="48", name="便利な電子市役所の構築", nickname="電子市役所")
    >>> node.label
    '48 便利な電子市役所の構築<電子市役所>'
    """

    key: Key = Field(title="鍵")
    level: Key = Field(title="段")
    no: Text = Field("", title="番号", description="印刷されたまま: IV、7、48、(1)")
    name: Text = Field(title="名称")
    nickname: Text | None = Field(None, title="通称")
    parent: Key | None = Field(None, title="上位", description="すぐ上の段の鍵。最上段は空")

    @property
    def label(self) -> str:
        """As the sheet prints it: number, name and nickname."""
        nickname = f"<{self.nickname}>" if self.nickname else ""
        return f"{self.no} {self.name}{nickname}".strip()


class Plan(Lasting):
    """総合計画 — its levels from the top down, and its nodes in printed order.

    >>> goal = Node(key="g004", level="goal", no="IV", name="協働")
    >>> measure = Node(key="m048", level="meas", no="48", name="電子市役所", parent="g004")
    >>> levels = (Level(key="goal", name="基本目標"), Level(key="meas", name="施策"))
    >>> plan = Plan(key="plan", name="第4次総合計画", levels=levels, nodes=(goal, measure))
    >>> plan.code("m048"), [node.name for node in plan.children("g004")]
    ('IV-48', ['電子市役所'])
    """

    key: Key = Field(title="鍵")
    name: Text = Field(title="計画の名称")
    levels: tuple[Level, ...] = Field(title="段", description="上から順に")
    nodes: tuple[Node, ...] = Field((), title="計画の項目", description="印刷の順に")
    indicators: tuple[PlanIndicator, ...] = Field((), title="目標指標")

    def find_node(self, key: str) -> Node | None:
        return self._by_key.get(key)

    def get_node(self, key: str) -> Node:
        """The node, or a KeyError that says which one was asked for."""
        node = self._by_key.get(key)
        if node is None:
            raise KeyError(f"計画「{self.name}」に、鍵 {key} の項目はありません。")
        return node

    def children(self, key: str | None = None) -> tuple[Node, ...]:
        """The nodes right below one; those at the top where no key is given."""
        return self._below.get(key, ())

    def path(self, key: str) -> tuple[Node, ...]:
        """From the top of the tree down to the node itself."""
        node = self.get_node(key)
        return (*self.path(node.parent), node) if node.parent else (node,)

    def code(self, key: str) -> str:
        """The printed numbers from the top down: IV-7-48-(1)."""
        return "-".join(node.no for node in self.path(key) if node.no)

    @property
    def measures(self) -> tuple[Node, ...]:
        """The nodes at the level of the evaluation sheets (施策): the one above 施策の方向, or the lowest."""
        level = self.measure_level
        return tuple(node for node in self.nodes if node.level == level)

    @property
    def measure_level(self) -> str:
        """The key of the level that is called 施策; the lowest where none is."""
        named = [level.key for level in self.levels if level.name == "施策"]
        return named[0] if named else self.levels[-1].key

    def find_measure(self, no: str) -> Node | None:
        """The measure of a printed number."""
        return next((node for node in self.measures if node.no == no), None)

    def find_direction(self, measure: str, no: str) -> Node | None:
        """The direction of a printed number below a measure: (1) and 1 are the same."""
        wanted = no.strip("()（）")
        return next((node for node in self.children(measure) if node.no.strip("()（）") == wanted), None)

    def in_year(self, fiscal_year: FiscalYear) -> tuple[Node, ...]:
        """The nodes that hold in a year."""
        return tuple(node for node in self.nodes if node.holds_in(fiscal_year))

    @cached_property
    def _by_key(self) -> dict[str, Node]:
        return {node.key: node for node in self.nodes}

    @cached_property
    def _below(self) -> dict[str | None, tuple[Node, ...]]:
        below: dict[str | None, list[Node]] = {}
        for node in self.nodes:
            below.setdefault(node.parent, []).append(node)
        return {key: tuple(nodes) for key, nodes in below.items()}

    @model_validator(mode="after")
    def _is_a_tree(self) -> Self:
        """Keys are unique and a parent stands on a higher level: there can be no circle."""
        twice = [key for key, times in Counter(node.key for node in self.nodes).items() if times > 1]
        if twice:
            raise ValueError(f"計画「{self.name}」で、鍵 {twice[0]} が二度使われています。")
        depth = {level.key: depth for depth, level in enumerate(self.levels)}
        if len(depth) < len(self.levels):
            raise ValueError(f"計画「{self.name}」で、同じ鍵の段が二つあります。")
        for node in self.nodes:
            if node.level not in depth:
                raise ValueError(f"「{node.label}」の段 {node.level} は、計画「{self.name}」にありません。")
            if node.parent is None:
                continue
            parent = self._by_key.get(node.parent)
            if parent is None:
                raise ValueError(
                    f"「{node.label}」の上位 {node.parent} は、計画「{self.name}」にありません。"
                )
            if depth.get(parent.level, len(depth)) >= depth[node.level]:
                raise ValueError(f"「{node.label}」の上位「{parent.label}」は、上の段にありません。")
        for indicator in self.indicators:
            if indicator.node not in self._by_key:
                raise ValueError(
                    f"目標指標「{indicator.name}」の項目 {indicator.node} は、計画「{self.name}」にありません。"
                )
        return self
