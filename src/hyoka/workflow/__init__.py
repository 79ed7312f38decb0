"""流れ — stages, roles and moves as tables, and the policy: who may do what, where, when. No clock, no database."""

from hyoka.workflow.actor import Actor, Post, Subject
from hyoka.workflow.cells import group_of, may_type, may_type_in, why_not
from hyoka.workflow.moves import MOVES, Move, Step, Transition, find_transition, route_of
from hyoka.workflow.policy import POLICY, Action, Group, Options, Rule, Scope, may
from hyoka.workflow.role import CITY_ROLES, DIVISION_ROLES, Role
from hyoka.workflow.stage import Stage

__all__ = [
    "CITY_ROLES", "DIVISION_ROLES", "MOVES", "POLICY", "Action", "Actor", "Group", "Move", "Options", "Post", "Role",
    "Rule", "Scope", "Stage", "Step", "Subject", "Transition", "find_transition", "group_of", "may", "may_type", "may_type_in",
    "route_of", "why_not",
]  # fmt: skip
