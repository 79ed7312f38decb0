"""The policy table: default no; what each role may do, in words a city can check."""

from itertools import product

import pytest

from hyoka.layouts import Season, load_layout
from hyoka.sheet import Op
from hyoka.workflow import (
    MOVES,
    Action,
    Actor,
    Group,
    Move,
    Options,
    Post,
    Role,
    Stage,
    Step,
    Subject,
    find_transition,
    group_of,
    may,
    route_of,
    why_not,
)

OPEN = (Stage.DRAFT, Stage.CHIEF, Stage.HEAD, Stage.DIRECTOR, Stage.OFFICE)
FORM = load_layout("mihon-2023")
ALL_STEPS = route_of(Step)


def actor(
    role: Role, *, division: str = "d1", department: str = "教育部", assigned: tuple[str, ...] = ()
) -> Actor:
    return Actor(1, "田中", (Post(role, division, department),), frozenset(assigned))


def subject(stage: Stage = Stage.DRAFT, season: Season = Season.EVALUATION, **facts: object) -> Subject:
    return Subject("k", "d1", "教育部", stage, season, **facts)  # type: ignore[arg-type]


def test_nobody_without_a_post_may_do_anything() -> None:
    nobody = Actor(1, "退職者")
    assert not [action for action in Action if may(nobody, action, subject()) or may(nobody, action)]


@pytest.mark.parametrize("role", Role)
def test_reading_a_draft_needs_a_reason(role: Role) -> None:
    allowed = {Role.CLERK, Role.CHIEF, Role.HEAD, Role.DIRECTOR, Role.OFFICE, Role.FINANCE}
    assert may(actor(role), Action.READ, subject()) is (role in allowed)


@pytest.mark.parametrize("role", [Role.CLERK, Role.CHIEF, Role.HEAD])
def test_another_divisions_draft_is_not_read(role: Role) -> None:
    assert not may(actor(role, division="d2"), Action.READ, subject())


def test_a_director_reads_the_department_and_no_other() -> None:
    assert may(actor(Role.DIRECTOR, division=""), Action.READ, subject())
    assert not may(actor(Role.DIRECTOR, division="", department="総務部"), Action.READ, subject())


def test_no_department_is_nobodys_department() -> None:
    nowhere = Subject("k", "d1", "", Stage.DRAFT, Season.PLANNING)
    assert not may(actor(Role.DIRECTOR, division="", department=""), Action.READ, nowhere)


@pytest.mark.parametrize("stage", OPEN)
def test_audit_sees_drafts_only_where_the_city_says_so(stage: Stage) -> None:
    audit = actor(Role.AUDITOR)
    assert not may(audit, Action.READ, subject(stage))
    assert may(audit, Action.READ, subject(stage), Options(audit_sees_drafts=True))


def test_the_assembly_reads_what_is_published_and_nothing_before() -> None:
    assembly = actor(Role.ASSEMBLY)
    assert not may(assembly, Action.READ_PUBLISHED, subject(Stage.FINAL, has_final=True))
    assert not may(assembly, Action.READ_FINAL, subject(Stage.FINAL, has_final=True))
    assert may(assembly, Action.READ_PUBLISHED, subject(Stage.PUBLISHED, has_published=True))


def test_an_evaluator_sees_assigned_sheets_once_the_office_has_them() -> None:
    evaluator = actor(Role.EVALUATOR, assigned=("k",))
    assert [stage for stage in Stage if may(evaluator, Action.OPINE, subject(stage))] == [
        Stage.OFFICE, Stage.FINAL, Stage.PUBLISHED,
    ]  # fmt: skip
    assert not may(actor(Role.EVALUATOR), Action.OPINE, subject(Stage.FINAL))


def test_the_administrator_manages_people_and_reads_no_sheet() -> None:
    admin = actor(Role.ADMIN)
    assert may(admin, Action.STAFF)
    assert not [
        a for a in (Action.READ, Action.READ_FINAL, Action.EDIT, Action.HISTORY) if may(admin, a, subject())
    ]


# ── cells ──

ACTUAL = "/outcomes/abcd/2025/actual"
TYPISTS = {
    Stage.DRAFT: {Role.CLERK, Role.CHIEF, Role.HEAD},
    Stage.CHIEF: {Role.CHIEF},
    Stage.HEAD: {Role.HEAD},
    Stage.DIRECTOR: {Role.DIRECTOR},
    Stage.OFFICE: {Role.OFFICE},
    Stage.FINAL: set(),
    Stage.PUBLISHED: set(),
}


@pytest.mark.parametrize(("stage", "role"), [*product(Stage, Role)])
def test_who_types_an_actual_in_which_stage(stage: Stage, role: Role) -> None:
    refused = why_not(actor(role, assigned=("k",)), Op.SET, ACTUAL, subject(stage), FORM, 2025)
    assert (refused is None) is (role in TYPISTS[stage])


@pytest.mark.parametrize(
    ("place", "season", "typed"),
    [
        (ACTUAL, Season.EVALUATION, True),
        (ACTUAL, Season.PLANNING, False),
        ("/outcomes/abcd/2025/target", Season.PLANNING, True),
        ("/outcomes/abcd/2025/target", Season.EVALUATION, False),
        ("/outcomes/abcd/2026/target", Season.PLANNING, True),
        ("/outcomes/abcd/2024/actual", Season.EVALUATION, False),
        ("/outcomes/abcd/2026/actual", Season.EVALUATION, False),
        ("/totals/2025/budget", Season.PLANNING, True),
        ("/totals/2025/budget", Season.EVALUATION, True),
        ("/totals/2025/settlement", Season.PLANNING, False),
        ("/directions/abcd/plan/general", Season.PLANNING, True),
        ("/directions/abcd/action/general", Season.PLANNING, False),
        ("/directions/abcd/action/general", Season.EVALUATION, True),
        ("/schedule/abcd/efgh/from_month", Season.PLANNING, True),
        ("/outcomes/abcd/2025/status_reason", Season.EVALUATION, True),
        ("/outcomes/abcd/better", Season.PLANNING, True),
        ("/outcomes/abcd/series_id", Season.PLANNING, False),
        ("/version", Season.PLANNING, False),
        ("/layout", Season.PLANNING, False),
        ("/position/measure", Season.PLANNING, False),
        ("/nowhere/at/all", Season.PLANNING, False),
        ("/outcomes/abcd/2025/actual/deeper", Season.EVALUATION, False),
    ],
)
def test_what_a_clerk_types_in_which_season(place: str, season: Season, typed: bool) -> None:
    refused = why_not(actor(Role.CLERK), Op.SET, place, subject(season=season), FORM, 2025)
    assert (refused is None) is typed


def test_a_correction_reaches_past_columns_and_both_seasons_but_not_the_future() -> None:
    corrected = subject(is_correction=True, is_open=False)
    clerk = actor(Role.CLERK)
    allowed = [
        why_not(clerk, Op.SET, f"/outcomes/abcd/{cell}", corrected, FORM, 2025) is None
        for cell in ("2024/actual", "2025/target", "2025/actual", "2026/actual", "series_id")
    ]
    assert allowed == [True, True, True, False, False]


def test_a_closed_round_is_a_passing_reason_and_the_words_are_worth_keeping() -> None:
    refused = why_not(actor(Role.CLERK), Op.SET, ACTUAL, subject(is_open=False), FORM, 2025)
    assert refused is not None
    assert (refused.code, refused.is_passing) == ("E-CLOSED", True)


def test_the_office_alone_moves_a_sheet_in_the_plan() -> None:
    place = "/position/measure"
    moved = [
        why_not(actor(Role.OFFICE), Op.SET, at, subject(), FORM, 2025)
        for at in ("/position/measure_no", "/head/division")
    ]
    assert [refused and refused.code for refused in moved] == ["E-WHOSE", "E-WHOSE"]
    assert group_of(place) is Group.IDENTITY
    for stage in OPEN:
        assert why_not(actor(Role.OFFICE), Op.SET, place, subject(stage), FORM, 2025) is None


@pytest.mark.parametrize("stage", OPEN)
def test_finance_gives_the_settlement_in_every_open_stage(stage: Stage) -> None:
    place = "/directions/abcd/budget_table/efgh/2025/settlement"
    assert why_not(actor(Role.FINANCE), Op.SET, place, subject(stage), FORM, 2025) is None


# ── moves ──


def test_every_move_of_the_table_leads_to_a_stage_of_the_route() -> None:
    for transition in MOVES:
        found = find_transition(transition.move, transition.source, [transition.role], ALL_STEPS)
        withdrawn_late = transition.move is Move.WITHDRAW and transition.source is not Stage.CHIEF
        assert (found is None) is withdrawn_late
        assert found is None or found[1] in ALL_STEPS


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        (tuple(Step), ["係長確認", "課長確認", "部長確認", "事務局確認"]),
        ((Step.HEAD, Step.OFFICE), ["課長確認", "事務局確認"]),
        ((Step.OFFICE,), ["事務局確認"]),
    ],
)
def test_a_city_leaves_steps_out(steps: tuple[Step, ...], path: list[str]) -> None:
    route, stage, walked = route_of(steps), Stage.DRAFT, []
    while True:
        found = find_transition(Move.SUBMIT if stage is Stage.DRAFT else Move.APPROVE, stage, Role, route)
        if found is None:
            break
        stage = found[1]
        walked.append(stage.value)
    assert walked == path


def test_a_sheet_in_a_step_that_was_left_out_since_still_goes_on() -> None:
    found = find_transition(Move.APPROVE, Stage.CHIEF, [Role.CHIEF], route_of([Step.OFFICE]))
    assert found is not None
    assert found[1] is Stage.OFFICE


def test_nothing_is_withdrawn_after_somebody_has_looked() -> None:
    assert find_transition(Move.WITHDRAW, Stage.HEAD, [Role.CLERK], ALL_STEPS) is None
    assert find_transition(Move.WITHDRAW, Stage.HEAD, [Role.CLERK], route_of([Step.HEAD])) is not None
