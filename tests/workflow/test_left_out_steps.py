"""段階を減らした市 — a sheet that stands at a step which the city has left out since can still go on, and back."""

import pytest

from hyoka.workflow import Move, Role, Stage, Step, find_transition, route_of

CLERK, CHIEF = [Role.CLERK], [Role.CHIEF]


@pytest.mark.parametrize("steps", [[Step.HEAD, Step.OFFICE], [Step.OFFICE], []])
def test_what_waits_at_a_step_left_out_is_withdrawn_or_approved(steps):
    route = route_of(steps)
    taken_back = find_transition(Move.WITHDRAW, Stage.CHIEF, CLERK, route)
    assert taken_back is not None and taken_back[1] is Stage.DRAFT
    approved = find_transition(Move.APPROVE, Stage.CHIEF, CHIEF, route)
    assert approved is not None and approved[1] is route[1]


def test_behind_a_step_that_is_left_nobody_withdraws():
    assert find_transition(Move.WITHDRAW, Stage.DIRECTOR, CLERK, route_of([Step.HEAD])) is None
    assert find_transition(Move.WITHDRAW, Stage.DIRECTOR, CLERK, route_of(Step)) is None


@pytest.mark.parametrize("source, may", [(Stage.CHIEF, True), (Stage.HEAD, False), (Stage.OFFICE, False)])
def test_on_the_whole_route_only_the_first_step_is_taken_back(source, may):
    assert (find_transition(Move.WITHDRAW, source, CLERK, route_of(Step)) is not None) is may
