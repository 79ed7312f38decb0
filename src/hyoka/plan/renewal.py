"""計画の改定 — a new period's plan takes the place of the old one, and every old measure is told what became of it.

Numbers begin anew with each plan: what the old 48 is called now is said here, and the series of its sheets go on.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from hyoka.plan.plan import Node, Plan
from hyoka.values import Document, FiscalYear, Key, Text


class Became(Document):
    """What became of a node of the old plan; none after: it ended, and the reason says why."""

    before: Key = Field(title="前の計画の項目")
    after: tuple[Key, ...] = Field((), title="新しい計画の項目")
    reason: Text = Field("", title="理由")


class Renewal(Document):
    """改定の対応表.

    >>> renewal = Renewal(key="ren1", fiscal_year=2026, before="old1", after="new1",
    ...                   steps=(Became(before="m048", after=("m101", "m102")),))
    >>> renewal.find_after("m048"), renewal.find_after("m049")
    (('m101', 'm102'), None)
    """

    key: Key = Field(title="鍵")
    fiscal_year: FiscalYear = Field(title="新しい計画の最初の年度")
    before: Key = Field(title="前の計画")
    after: Key = Field(title="新しい計画")
    steps: tuple[Became, ...] = Field((), title="項目の対応")

    def find_after(self, node: str) -> tuple[Key, ...] | None:
        """The nodes that take over; none: it ended; None: nothing is said of it."""
        return next((step.after for step in self.steps if step.before == node), None)

    @model_validator(mode="after")
    def _said_once(self) -> Self:
        twice = [key for key, times in Counter(step.before for step in self.steps).items() if times > 1]
        if twice:
            raise ValueError(f"改定の対応表で、{twice[0]} が二度出てきます。")
        unsaid = [step.before for step in self.steps if not step.after and not step.reason.strip()]
        if unsaid:
            raise ValueError(f"改定の対応表で、{unsaid[0]} は引き継ぐ項目も終わる理由もありません。")
        return self


def unmapped(renewal: Renewal, old: Plan, new: Plan) -> Iterator[Node]:
    """The old plan's measures of which nothing is said, or which go to something that is no measure of the new one."""
    measures = {node.key for node in new.measures}
    for node in old.measures:
        after = renewal.find_after(node.key)
        if after is None or any(key not in measures for key in after):
            yield node


def follow(renewals: tuple[Renewal, ...], node: str, at: FiscalYear) -> tuple[str, ...]:
    """What a node is in a later year, through every renewal on the way.

    >>> first = Renewal(key="ren1", fiscal_year=2021, before="old1", after="mid1",
    ...                 steps=(Became(before="m048", after=("m101",)),))
    >>> then = Renewal(key="ren2", fiscal_year=2026, before="mid1", after="new1",
    ...                steps=(Became(before="m101", after=("m201", "m202")),))
    >>> [follow((first, then), "m048", FiscalYear(year)) for year in (2020, 2021, 2026)]
    [('m048',), ('m101',), ('m201', 'm202')]
    """
    held: dict[str, None] = {node: None}
    for renewal in sorted(renewals, key=lambda one: one.fiscal_year):
        if renewal.fiscal_year <= at:
            held = {key: None for one in held for key in _after(renewal, one)}
    return tuple(held)


def _after(renewal: Renewal, node: str) -> tuple[str, ...]:
    after = renewal.find_after(node)
    return (node,) if after is None else after
