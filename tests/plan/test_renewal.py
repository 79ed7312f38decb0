"""計画の改定と大綱 — nothing of the old plan is left unsaid, and what does not fit is refused in words."""

import pytest
from pydantic import ValidationError
from tests.plan.test_plan import a_plan

from hyoka.plan import (
    Became,
    Node,
    OutlineItem,
    Plan,
    PlanIndicator,
    PlanTarget,
    ReformOutline,
    Renewal,
    YearlyPlan,
    follow,
    unmapped,
)
from hyoka.values import Entry, FiscalYear

OLD = a_plan(
    Node(key="g001", level="goal", no="I", name="育つまち"),
    Node(key="m011", level="meas", no="11", name="子育て支援", parent="g001"),
    Node(key="m012", level="meas", no="12", name="保育", parent="g001"),
    Node(key="d111", level="dire", no="(1)", name="相談", parent="m011"),
)
NEW = a_plan(
    Node(key="g101", level="goal", no="1", name="育ちを支える"),
    Node(key="m101", level="meas", no="1-1", name="相談と居場所", parent="g101"),
    Node(key="m102", level="meas", no="1-2", name="預かりと保育", parent="g101"),
)


def a_renewal(*steps: Became) -> Renewal:
    return Renewal(key="ren1", fiscal_year=2026, before="plan", after="plan2", steps=steps)


def test_what_is_not_said_is_asked_for():
    half = a_renewal(Became(before="m011", after=("m101", "m102")))
    assert [node.no for node in unmapped(half, OLD, NEW)] == ["12"]
    whole = a_renewal(*half.steps, Became(before="m012", after=("m102",)))
    assert not list(unmapped(whole, OLD, NEW))
    astray = a_renewal(*half.steps, Became(before="m012", after=("g101",)))
    assert [node.no for node in unmapped(astray, OLD, NEW)] == ["12"]


def test_a_measure_ends_only_with_a_reason():
    assert a_renewal(Became(before="m012", reason="保育は県の計画へ移る")).find_after("m012") == ()
    with pytest.raises(ValidationError, match="終わる理由も"):
        a_renewal(Became(before="m012"))
    with pytest.raises(ValidationError, match="二度"):
        a_renewal(Became(before="m011", after=("m101",)), Became(before="m011", after=("m102",)))


def test_what_ended_is_followed_to_nothing():
    ended = a_renewal(Became(before="m012", reason="終わる"))
    assert follow((ended,), "m012", FiscalYear(2027)) == ()
    assert follow((ended,), "m012", FiscalYear(2025)) == ("m012",)


def test_measures_and_directions_are_found_as_sheets_print_them():
    assert OLD.find_measure("12").key == "m012" and OLD.find_measure("99") is None
    assert OLD.find_direction("m011", "1").key == OLD.find_direction("m011", "(1)").key == "d111"
    assert [node.no for node in NEW.measures] == ["1-1", "1-2"]


def test_an_indicator_stands_at_a_node_that_is_there():
    promised = PlanIndicator(
        key="i001",
        node="m011",
        name="相談件数",
        targets=(PlanTarget(fiscal_year=2026, target=Entry.of("900件")),),
    )
    plan = Plan.model_validate({**OLD.model_dump(), "indicators": [promised.model_dump()]})
    assert plan.indicators[0].at(2026).number == 900 and plan.indicators[0].at(2027) is None
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
    with pytest.raises(ValidationError, match="ありません"):
        Plan.model_validate({**OLD.model_dump(), "indicators": [{**promised.model_dump(), "node": "none"}]})


def test_an_outlines_item_says_itself_as_sheets_do():
    item = OutlineItem(
        key="r024", no="24", name="まちづくり推進事業", final_target=Entry.of("5回以上（累計）"),
        years=(YearlyPlan(fiscal_year=2026, target=Entry.of("1回以上"), outline="準備する"),),
    )  # fmt: skip
    outline = ReformOutline(key="outl", name="行政改革大綱", items=(item,))
    assert item.label.label == "【24 まちづくり推進事業】" and item.at(2026).outline == "準備する"
    assert ReformOutline.model_validate_json(outline.model_dump_json()) == outline
    with pytest.raises(ValidationError, match="番号 24 が二度"):
        ReformOutline(key="outl", name="大綱", items=(item, item.model_copy(update={"key": "r025"})))
