"""表の出し入れ — out and in again it is the same plan; what a table gets wrong is said for every row."""

import pytest
from tests.plan.test_plan import PLAN
from tests.plan.test_renewal import OLD

from hyoka.plan import OutlineItem, Plan, PlanIndicator, PlanTarget, ReformOutline, YearlyPlan
from hyoka.plan.outline_rows import items_of, with_items
from hyoka.plan.plan_rows import indicators_of, nodes_of, with_indicators, with_nodes
from hyoka.plan.tabled import BadTable, Tabled, changes, parse_year
from hyoka.values import Entry

PROMISED = PlanIndicator(
    key="i001", node="m011", name="相談件数", baseline=Entry.of("812件"),
    targets=(PlanTarget(fiscal_year=2026, target=Entry.of("900件")), PlanTarget(fiscal_year=2027, target=Entry.of("950件"))),
)  # fmt: skip
WITH = Plan.model_validate({**OLD.model_dump(), "indicators": [PROMISED.model_dump()]})
ITEM = OutlineItem(
    key="r024", no="24", name="まちづくり推進事業", division="協働課", purpose="担い手を増やす",
    final_target=Entry.of("5回以上（累計）"),
    years=(YearlyPlan(fiscal_year=2026, target=Entry.of("1回以上"), outline="準備する"), YearlyPlan(fiscal_year=2027, outline="広げる")),
)  # fmt: skip
OUTLINE = ReformOutline(key="outl", name="行政改革大綱", items=(ITEM,))


def rows(table: Tabled) -> list[tuple[str, ...]]:
    return [table.headings, *table.rows.values()]


@pytest.mark.parametrize("plan", [PLAN, OLD, WITH])
def test_a_plan_comes_back_as_it_went(plan) -> None:
    assert with_nodes(plan, rows(nodes_of(plan))) == plan
    assert with_indicators(plan, rows(indicators_of(plan))) == plan


def test_a_new_plan_takes_its_levels_from_the_table() -> None:
    empty = Plan(key="plan", name="総合計画", levels=())
    made = with_nodes(empty, rows(nodes_of(OLD)))
    assert [level.name for level in made.levels] == ["基本目標", "施策", "施策の方向"]
    assert [made.code(node.key) for node in made.nodes] == [OLD.code(node.key) for node in OLD.nodes]


def test_an_outline_comes_back_as_it_went() -> None:
    assert with_items(OUTLINE, rows(items_of(OUTLINE))) == OUTLINE


def test_every_wrong_row_is_told() -> None:
    table = [("段", "番号", "名称", "上位の項目", "終わりの年度"), ("段違い", "1", "名", "", ""), ("施策", "2", "", "", ""),
             ("施策", "3", "名", "X", ""), ("施策", "4", "名", "", "らいねん"), ("施策", "4", "名", "", "")]  # fmt: skip
    with pytest.raises(BadTable) as told:
        with_nodes(OLD, table)
    assert [one.row for one in told.value.problems] == [2, 3, 4, 5, 6]
    words = str(told.value)
    assert "段違い" in words and "名称が空" in words and "上の行にありません" in words and "らいねん" in words


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        (("段", "番号"), "名称"),
        (("段", "番号", "名称", "余分"), "余分"),
        (("段", "番号", "名称", "名称"), "二つ"),
    ],
)
def test_wrong_headings_are_told(heading, words) -> None:
    with pytest.raises(BadTable, match=words):
        with_nodes(OLD, [heading])


def test_an_indicator_of_no_node_is_told() -> None:
    with pytest.raises(BadTable, match="計画にありません"):
        with_indicators(OLD, [("項目", "指標名", "R08"), ("X-9", "件数", "1件")])


def test_what_changed_is_told_cell_by_cell() -> None:
    table = rows(items_of(OUTLINE))
    other = [
        table[0],
        tuple("協働推進課" if cell == "協働課" else cell for cell in table[1]),
        ("25", "新しい取組", *[""] * 15),
    ]
    new = with_items(OUTLINE, other)
    found = list(changes(items_of(OUTLINE), items_of(new), lambda row: row[1]))
    assert [(one.name, one.was is None, one.now is None) for one in found] == [
        ("まちづくり推進事業", False, False), ("新しい取組", True, False),
    ]  # fmt: skip
    assert found[0].cells == (("所属課", "協働課", "協働推進課"),)
    gone = list(changes(items_of(new), items_of(OUTLINE), lambda row: row[1]))
    assert gone[-1].now is None


@pytest.mark.parametrize(
    ("text", "year"), [("R08", 2026), ("令和8年度", 2026), ("2026", 2026), ("H31", 2019)]
)
def test_years_as_people_write_them(text, year) -> None:
    assert parse_year(text, "年度") == year


# ── the key of a row ──


def renumbered(table: Tabled, key: str, number: str) -> list[tuple[str, ...]]:
    at = table.headings.index("番号")
    changed = {
        one: (*row[:at], number, *row[at + 1 :]) if one == key else row for one, row in table.rows.items()
    }
    return [table.headings, *changed.values()]


def test_a_row_with_its_key_goes_on_under_another_number_with_all_that_hangs_on_it() -> None:
    goal = OLD.children()[0]
    made = with_nodes(WITH, renumbered(nodes_of(WITH), goal.key, "IX"))
    assert [node.key for node in made.nodes] == [node.key for node in WITH.nodes]
    assert made.indicators == WITH.indicators
    assert all(
        made.code(node.key).startswith("IX") for node in made.nodes if made.path(node.key)[0].key == goal.key
    )


def test_a_row_without_a_key_goes_by_its_number() -> None:
    table = nodes_of(WITH)
    at = table.headings.index("鍵")
    bare = [tuple(cell for n, cell in enumerate(row) if n != at) for row in rows(table)]
    assert with_nodes(WITH, bare) == WITH


def test_a_key_of_another_plan_makes_the_row_new() -> None:
    empty = Plan(key="plan", name="次の計画", levels=())
    made = with_nodes(empty, rows(nodes_of(OLD)))
    assert not {node.key for node in made.nodes} & {node.key for node in OLD.nodes}


def test_one_key_stands_in_one_row() -> None:
    table = nodes_of(OLD)
    first = next(iter(table.rows.values()))
    at = table.headings.index("番号")
    with pytest.raises(BadTable, match="二度出てきます"):
        with_nodes(OLD, [*rows(table), (*first[:at], "99", *first[at + 1 :])])


def test_a_number_that_passes_to_a_new_row_leaves_the_old_row_its_key() -> None:
    """The goal becomes IX, and a new goal takes its old number."""
    goal = OLD.children()[0]
    table = renumbered(nodes_of(OLD), goal.key, "IX")
    fresh = {"段": "基本目標", "番号": goal.no, "名称": "新しい目標"}
    made = with_nodes(OLD, [*table, tuple(fresh.get(name, "") for name in table[0])])
    assert made.get_node(goal.key).no == "IX"
    assert made.nodes[-1].key not in {node.key for node in OLD.nodes}


def test_an_item_may_get_another_number_and_an_indicator_another_name() -> None:
    made = with_items(OUTLINE, renumbered(items_of(OUTLINE), "r024", "31"))
    assert (made.items[0].key, made.items[0].no) == ("r024", "31")
    table = indicators_of(WITH)
    named = [tuple("年間の相談件数" if cell == "相談件数" else cell for cell in row) for row in rows(table)]
    [one] = with_indicators(WITH, named).indicators
    assert (one.key, one.name) == ("i001", "年間の相談件数")


def test_the_unit_and_the_final_target_of_an_indicator_come_back() -> None:
    told = PROMISED.model_copy(update={"unit": "件", "final_target": Entry.of("1,000件以上")})
    plan = Plan.model_validate({**OLD.model_dump(), "indicators": [told.model_dump()]})
    assert with_indicators(plan, rows(indicators_of(plan))) == plan


def test_two_writings_of_one_number_are_one_item() -> None:
    with pytest.raises(ValueError, match="番号 24 が二度"):
        ReformOutline(
            key="outl", name="大綱", items=(ITEM, ITEM.model_copy(update={"key": "r025", "no": "024"}))
        )
