"""The plan is a tree whose levels are the city's data."""

import pytest
from pydantic import ValidationError

from hyoka.plan import Division, Level, Node, Plan, ReformItem, find_reform_item
from hyoka.values import FiscalYear

LEVELS = (
    Level(key="goal", name="基本目標"),
    Level(key="meas", name="施策"),
    Level(key="dire", name="施策の方向"),
)
GOAL = Node(key="g004", level="goal", no="IV", name="自立したまち")
MEASURE = Node(
    key="m048", level="meas", no="48", name="電子市役所の構築", nickname="電子市役所", parent="g004"
)
FIRST = Node(key="d001", level="dire", no="(1)", name="情報化", parent="m048", valid_until=2018)
FOURTH = Node(key="d004", level="dire", no="(4)", name="安全対策", parent="m048", valid_from=2017)


def a_plan(*nodes: Node) -> Plan:
    return Plan(key="plan", name="総合計画", levels=LEVELS, nodes=nodes)


PLAN = a_plan(GOAL, MEASURE, FIRST, FOURTH)


def test_children_stand_in_printed_order():
    assert PLAN.children("m048") == (FIRST, FOURTH)
    assert PLAN.children() == (GOAL,)
    assert PLAN.children("d004") == ()


def test_a_node_knows_its_way_from_the_top():
    assert PLAN.path("d004") == (GOAL, MEASURE, FOURTH)
    assert PLAN.code("d004") == "IV-48-(4)"


def test_a_level_may_be_skipped():
    straight = Node(key="d009", level="dire", no="(9)", name="直下", parent="g004")
    assert a_plan(GOAL, straight).code("d009") == "IV-(9)"


def test_an_unknown_key_is_named():
    assert PLAN.find_node("none") is None
    with pytest.raises(KeyError, match="鍵 none の項目はありません"):
        PLAN.get_node("none")


def test_nodes_hold_for_their_years():
    assert PLAN.in_year(FiscalYear(2016)) == (GOAL, MEASURE, FIRST)
    assert PLAN.in_year(FiscalYear(2019)) == (GOAL, MEASURE, FOURTH)


def test_a_plan_survives_json():
    assert Plan.model_validate_json(PLAN.model_dump_json()) == PLAN


@pytest.mark.parametrize(
    ("nodes", "complaint"),
    [
        ((GOAL, GOAL), "鍵 g004 が二度"),
        ((MEASURE,), "上位 g004 は"),
        ((GOAL.model_copy(update={"level": "none"}),), "段 none は"),
        ((GOAL.model_copy(update={"parent": "g004"}),), "上の段にありません"),
        ((GOAL.model_copy(update={"parent": "m048"}), MEASURE), "上の段にありません"),
    ],
)
def test_what_is_no_tree_is_refused(nodes, complaint):
    with pytest.raises(ValidationError, match=complaint):
        a_plan(*nodes)


def test_levels_are_told_apart_by_key():
    with pytest.raises(ValidationError, match="同じ鍵の段"):
        Plan(key="plan", name="総合計画", levels=(LEVELS[0], LEVELS[0]))


def test_nothing_ends_before_it_begins():
    with pytest.raises(ValidationError, match="令和2年度 が、終わり 平成30年度 より後"):
        Division(key="d001", name="情報課", valid_from=2020, valid_until=2018)


@pytest.mark.parametrize(
    ("tag", "item"),
    [
        (
            "【24 eコミュニティまちづくり 推進事業】",
            ReformItem(no="24", name="eコミュニティまちづくり推進事業"),
        ),
        ("24 まちづくり", ReformItem(no="24", name="まちづくり")),
        ("【３－２　窓口改革】", ReformItem(no="３－２", name="窓口改革")),
        ("【電子申請】", None),
        ("【24】", None),
        ("", None),
    ],
)
def test_a_reform_item_is_found_in_its_tag(tag, item):
    assert find_reform_item(tag) == item


def test_a_reform_item_is_printed_as_its_tag():
    assert ReformItem(no="24", name="まちづくり").label == "【24 まちづくり】"
    assert ReformItem(name="まちづくり").label == "【まちづくり】"
