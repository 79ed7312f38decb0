"""総合計画と組織 — the plan tree, divisions and their succession, and the reform items."""

from hyoka.plan.division import Department, Division
from hyoka.plan.plan import Level, Node, Plan
from hyoka.plan.reform import ReformItem, find_reform_item
from hyoka.plan.succession import (
    Ended,
    Merged,
    Reassigned,
    Renamed,
    Split,
    Succession,
    find_transfers,
    lineage,
)
from hyoka.plan.validity import Lasting

__all__ = [
    "Department",
    "Division",
    "Ended",
    "Lasting",
    "Level",
    "Merged",
    "Node",
    "Plan",
    "Reassigned",
    "ReformItem",
    "Renamed",
    "Split",
    "Succession",
    "find_reform_item",
    "find_transfers",
    "lineage",
]
