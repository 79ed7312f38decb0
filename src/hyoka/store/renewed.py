"""計画の改定を経て — under which measure and number the work of a sheet goes on in a new plan."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.plan import Node, Plan, Renewal
from hyoka.sheet import PlanPosition, Sheet
from hyoka.store.models import PlanKind, PlanRecord
from hyoka.store.portion import Cut, Portion


@dataclass(frozen=True)
class Renewed:
    """計画の改定 — the plans on both sides of a renewal, as the sheets of the year before pass through it."""

    renewal: Renewal
    old: Plan
    new: Plan

    def portions(self, portion: Portion, sheet: Sheet) -> Iterator[tuple[str, Portion]]:
        """By the number of the new measure. A measure without successor is carried nowhere; one of which the new plan
        says nothing keeps its number.
        """
        measure = self.old.find_measure(portion.source.measure_no)
        after = self.renewal.find_after(measure.key) if measure is not None else None
        if measure is None or after is None:
            yield portion.source.measure_no, portion
            return
        goes = {
            one.key: self._direction(measure, one.no or "", after) for one in sheet.directions
        }  # to which measure, and under which number
        for at, key in enumerate(after):
            others = frozenset(row for row, (to, _) in goes.items() if to != key)
            mine = frozenset(goes) - others
            numbers = {row: name for row, (to, name) in goes.items() if to == key and name is not None}
            cut = Cut(False, others) if at == 0 else Cut(True, mine)
            placed = portion.cut(cut) if (others if at == 0 else True) else portion
            if at == 0 or mine:
                yield self.new.get_node(key).no, placed._replace(numbers=numbers)

    def beside(self, measure_no: str) -> set[str]:
        """The old measures that go, at least in part, where this one goes."""
        mine = self._numbers(measure_no)
        return {measure_no} | {node.no for node in self.old.measures if self._numbers(node.no) & mine}

    def _numbers(self, measure_no: str) -> set[str]:
        measure = self.old.find_measure(measure_no)
        after = self.renewal.find_after(measure.key) if measure is not None else None
        return {measure_no} if after is None else {self.new.get_node(key).no for key in after}

    def _direction(
        self, measure: Node, no: str, after: tuple[str, ...]
    ) -> tuple[str, tuple[str, str] | None]:
        node = self.old.find_direction(measure.key, no)
        for key in (self.renewal.find_after(node.key) if node is not None else None) or ():
            there = self.new.find_node(key)
            if there is None:
                continue
            if there.key in after:
                return there.key, None
            if there.parent in after:
                return str(there.parent), (there.no.strip("()（）"), there.name)
        return after[0] if after else "", None

    def position(self, measure_no: str) -> PlanPosition | None:
        """Where a measure of the new plan stands, as its sheets print it."""
        node = self.new.find_measure(measure_no)
        if node is None:
            return None
        path = self.new.path(node.key)
        goal, policy = (*path[:-1], None, None)[:2]
        return PlanPosition(
            goal_no=goal.no if goal else "", goal=goal.name if goal else "",
            policy_no=policy.no if policy else "", policy=policy.name if policy else "",
            measure_no=node.no, measure=node.name, nickname=node.nickname or "",
        )  # fmt: skip


def renewed_in(fiscal_year: int) -> Renewed | None:
    """The renewal that takes effect with a fiscal year."""
    for record in PlanRecord.objects.filter(kind=PlanKind.RENEWAL.value):
        renewal = Renewal.model_validate_json(record.document)
        if renewal.fiscal_year == fiscal_year:
            plans = {
                one.key: Plan.model_validate_json(one.document)
                for one in PlanRecord.objects.filter(key__in=(renewal.before, renewal.after))
            }
            return Renewed(renewal, plans[renewal.before], plans[renewal.after])
    return None
