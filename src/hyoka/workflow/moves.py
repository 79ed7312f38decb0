"""動き — every way a sheet changes its stage, as one table. A city may leave steps out; nobody approves twice."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from hyoka.workflow.role import Role
from hyoka.workflow.stage import Stage


class Move(StrEnum):
    SUBMIT = "提出"
    APPROVE = "承認"
    FINALIZE = "確定"
    RETURN = "差戻し"
    WITHDRAW = "取下げ"
    PUBLISH = "公表"
    CORRECT = "訂正"
    BEGIN = "評価の開始"


class Step(StrEnum):
    """The steps of approval that a city can leave out."""

    CHIEF = "係長"
    HEAD = "課長"
    DIRECTOR = "部長"
    OFFICE = "事務局"


class Transition(NamedTuple):
    move: Move
    source: Stage
    target: Stage | None  # None: the next step of the city's route
    role: Role
    needs_note: bool = False
    is_approval: bool = False  # never by somebody who acted on this sheet in this round


def _returns() -> Iterable[Transition]:
    for source, role in (
        (Stage.CHIEF, Role.CHIEF),
        (Stage.HEAD, Role.HEAD),
        (Stage.DIRECTOR, Role.DIRECTOR),
        (Stage.OFFICE, Role.OFFICE),
    ):
        yield Transition(Move.RETURN, source, Stage.DRAFT, role, needs_note=True)
        for taker in (Role.CLERK, Role.CHIEF, Role.HEAD):
            yield Transition(Move.WITHDRAW, source, Stage.DRAFT, taker)


MOVES: tuple[Transition, ...] = (
    Transition(Move.SUBMIT, Stage.DRAFT, None, Role.CLERK),
    Transition(Move.SUBMIT, Stage.DRAFT, None, Role.CHIEF),
    Transition(Move.SUBMIT, Stage.DRAFT, None, Role.HEAD),
    Transition(Move.APPROVE, Stage.CHIEF, None, Role.CHIEF, is_approval=True),
    Transition(Move.APPROVE, Stage.HEAD, None, Role.HEAD, is_approval=True),
    Transition(Move.APPROVE, Stage.DIRECTOR, None, Role.DIRECTOR, is_approval=True),
    Transition(Move.FINALIZE, Stage.OFFICE, Stage.FINAL, Role.OFFICE, is_approval=True),
    *_returns(),
    Transition(Move.PUBLISH, Stage.FINAL, Stage.PUBLISHED, Role.OFFICE),
    Transition(Move.CORRECT, Stage.FINAL, Stage.DRAFT, Role.OFFICE, needs_note=True),
    Transition(Move.CORRECT, Stage.PUBLISHED, Stage.DRAFT, Role.OFFICE, needs_note=True),
    Transition(Move.BEGIN, Stage.FINAL, Stage.DRAFT, Role.OFFICE),
    Transition(Move.BEGIN, Stage.PUBLISHED, Stage.DRAFT, Role.OFFICE),
)

_STAGE_OF = {
    Step.CHIEF: Stage.CHIEF,
    Step.HEAD: Stage.HEAD,
    Step.DIRECTOR: Stage.DIRECTOR,
    Step.OFFICE: Stage.OFFICE,
}


def route_of(steps: Iterable[Step]) -> tuple[Stage, ...]:
    """The stages of a city that uses these steps.

    >>> [stage.value for stage in route_of([Step.HEAD, Step.OFFICE])]
    ['作成中', '課長確認', '事務局確認', '確定', '公表']
    """
    used = set(steps)
    middle = (stage for step, stage in _STAGE_OF.items() if step in used)
    return (Stage.DRAFT, *middle, Stage.FINAL, Stage.PUBLISHED)


def find_transition(
    move: Move, source: Stage, roles: Iterable[Role], route: tuple[Stage, ...]
) -> tuple[Transition, Stage] | None:
    """The transition that one of these roles may make, and the stage it leads to; None: there is none.

    What was submitted can be withdrawn only before anybody has looked at it: at the first step of the route.
    """
    held = set(roles)
    for transition in MOVES:
        if transition.move is not move or transition.source is not source or transition.role not in held:
            continue
        if move is Move.WITHDRAW and not _is_first(route, source):
            continue
        target = transition.target or _next(route, source)
        if target is not None:
            return transition, target
    return None


def _is_first(route: tuple[Stage, ...], source: Stage) -> bool:
    """Whether no step of the route lies before this stage, which the city may have left out since."""
    order = list(Stage)
    return not any(order.index(Stage.DRAFT) < order.index(step) < order.index(source) for step in route)


def _next(route: tuple[Stage, ...], stage: Stage) -> Stage | None:
    """The next step of the route; a stage that the city has since left out goes on to the next it still has."""
    order = list(Stage)
    later = [other for other in route if order.index(other) > order.index(stage)]
    return later[0] if later and later[0] is not Stage.PUBLISHED else None
