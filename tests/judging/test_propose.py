"""判定案 — the rule proposes, with its arithmetic; a person states."""

from decimal import Decimal

import pytest

from hyoka.judging import Leaning, Proposal, leaning_of, propose
from hyoka.layouts import Compare, Layout, load_layout
from hyoka.sheet import Better, Indicator, TargetKind, YearValue
from hyoka.values import Entry


@pytest.fixture(scope="module")
def layout() -> Layout:
    return load_layout("mishima-2016")


def an_indicator(*years: tuple[str | None, str | None, str], **known: object) -> Indicator:
    """An indicator of H28, H29 …: (target, actual, stated status)."""
    values = tuple(
        YearValue(fiscal_year=2016 + index, target=Entry.of(target), actual=Entry.of(actual), status=status)
        for index, (target, actual, status) in enumerate(years)
    )
    return Indicator(name="年間利用件数", values=values).model_copy(update=known)


def proposed(
    layout: Layout, target: str | None, actual: str | None, status: str = "", **known: object
) -> Proposal:
    return propose(an_indicator((target, actual, status), **known), 2016, layout)


@pytest.mark.parametrize(
    ("target", "actual", "status"),
    [
        ("3,800件", "3,245件", "未達成"),
        ("4,000件", "5,696件", "達成"),
        ("1,315人", "1319人", "達成"),
        ("140件", "140件", "達成"),
        ("100%", "99.96%", "未達成"),
        ("年間2回", "年間5回", "達成"),
        ("1件", "1回", "達成"),
        ("30", "31件", "達成"),
        ("20回以上", "20回", "達成"),
        ("20回以上", "19回", "未達成"),
        ("20件超", "20件", "未達成"),
        ("20%以下", "18%", "達成"),
        ("20%以下", "20%", "達成"),
        ("20%未満", "20%", "未達成"),
        ("20%以下", "21%", "未達成"),
        ("3件", "0件", "未達成"),
        ("0件", "0件", "達成"),
        ("10回", "10回以上", "達成"),
    ],
)
def test_yearly_target_is_met_from_the_target_on(
    layout: Layout, target: str, actual: str, status: str
) -> None:
    proposal = proposed(layout, target, actual)
    assert (proposal.status, proposal.certain, proposal.rule, proposal.version) == (status, True, "yearly", 1)


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("—", "3件"),
        ("", "3件"),
        (None, "3件"),
        ("3件", ""),
        ("3件", "—"),
        ("3件", "調査中"),
        ("3件", None),
        ("50%", "30件"),
        ("1,000千円", "1,000,000円"),
        ("月1回", "年12回"),
        ("月1回", "12回"),
        ("3件", "一部実施"),
        ("10～20件", "15件"),
        ("0件", "3件"),  # which way is better, nobody said
        ("20件", "約19件"),
        ("約20件", "19件"),
        ("30件", "20件以上"),
        ("5件(累計)", "2件"),
    ],
)
def test_nothing_is_proposed_where_the_figures_do_not_say(
    layout: Layout, target: str | None, actual: str | None
) -> None:
    proposal = proposed(layout, target, actual)
    assert (proposal.status, proposal.certain) == (None, False)
    assert proposal.reason


@pytest.mark.parametrize(
    ("better", "target", "actual", "status"),
    [
        (Better.LOWER, "30件", "25件", "達成"),
        (Better.LOWER, "30件", "30件", "達成"),
        (Better.LOWER, "30件", "31件", "未達成"),
        (Better.LOWER, "0日", "3日", "未達成"),
        (Better.HIGHER, "0件", "3件", "達成"),
        (Better.KEEP, "30件", "30件", "達成"),
        (Better.KEEP, "30件", "31件", None),
        (Better.LOWER, "20件以上", "25件", "達成"),  # what is written in the target stands
    ],
)
def test_the_better_way_is_honoured(
    layout: Layout, better: Better, target: str, actual: str, status: str | None
) -> None:
    assert proposed(layout, target, actual, better=better).status == status


def test_less_is_better_when_the_stated_words_say_so_year_after_year(layout: Layout) -> None:
    fires = an_indicator(("30件", "25件", "達成"), ("30件", "33件", "未達成"), ("30件", "28件", ""))
    proposal = propose(fires, 2018, layout)
    assert (proposal.status, proposal.better, proposal.better_is_known) == ("達成", Better.LOWER, True)


def test_one_odd_word_does_not_turn_the_direction(layout: Layout) -> None:
    visits = an_indicator(("30件", "35件", "達成"), ("30件", "25件", "未達成"), ("30件", "28件", "達成"))
    proposal = propose(visits, 2018, layout)
    assert (proposal.status, proposal.better_is_known) == ("未達成", True)


def test_a_single_witness_leaves_the_direction_open(layout: Layout) -> None:
    assert not proposed(layout, "30件", "25件", "達成").better_is_known


def test_unwanted_things_need_one_witness_only(layout: Layout) -> None:
    accidents = proposed(layout, "30件", "25件", "達成", name="交通事故発生件数")
    assert (accidents.status, accidents.better) == ("達成", Better.LOWER)
    lessons = proposed(layout, "30回", "25回", "達成", name="交通事故防止教室の開催回数")
    assert (lessons.status, lessons.better) == ("未達成", Better.HIGHER)


def test_stock_rule_follows_from_the_words_in_use(layout: Layout) -> None:
    opened = an_indicator(("30", "31", "順調"), ("35", "36", "順調"), ("40", "36", "遅れ"))
    assert [propose(opened, year, layout).rule for year in (2016, 2018)] == ["towards-final"] * 2


def test_unknown_cut_off_proposes_no_word_below_the_target(layout: Layout) -> None:
    users = an_indicator(("1,285人", "1,279人", "順調"), ("1,315人", "1319人", "順調"))
    short, reached = propose(users, 2016, layout), propose(users, 2017, layout)
    assert (short.status, short.certain) == (None, False)
    assert (reached.status, reached.certain) == ("順調", True)
    assert "99.5%" in short.arithmetic and "境目" in short.reason


def test_known_cut_off_decides(layout: Layout) -> None:
    yearly = layout.rule("yearly")
    share = yearly.model_copy(update={"compare": Compare.SHARE, "cut_off": Decimal("0.8")})
    eighty = layout.model_copy(update={"rules": (share,)})
    proposals = [proposed(eighty, "100件", actual) for actual in ("79件", "80件", "81件")]
    assert [proposal.status for proposal in proposals] == ["未達成", "達成", "達成"]
    assert proposals[0].arithmetic == "実績 79件 ÷ 目標 100件 = 79.0%（80%以上で達成）"


def test_words_of_both_rules_in_equal_number_leave_the_rule_open(layout: Layout) -> None:
    mixed = an_indicator(("30", "31", "順調"), ("35", "36", "達成"))
    assert propose(mixed, 2016, layout).rule == ""


def test_stated_kind_of_target_comes_first(layout: Layout) -> None:
    stated = an_indicator(("30", "31", "達成")).model_copy(update={"target_kind": TargetKind.STOCK})
    assert propose(stated, 2016, layout).rule == "towards-final"
    assert proposed(layout, "30", "31", target_kind=TargetKind.CUMULATIVE).status is None


@pytest.mark.parametrize(
    ("target", "actual", "status", "certain"),
    [
        ("再構築", "再構築", "達成", True),
        ("改善維持", "改善 維持", "達成", True),
        ("導入", "再構築", "未達成", False),
        ("計画策定", "策定作業中", "未達成", False),
        ("計画策定", "完了", None, False),
        ("導入", "導入済み", None, False),
        ("導入", "一部導入", "未達成", False),
        ("A", "B", None, False),
        ("10～20件", "25～30件", None, False),
        ("導入", "3件", None, False),
    ],
)
def test_milestones_are_judged_by_their_words(
    layout: Layout, target: str, actual: str, status: str | None, certain: bool
) -> None:
    proposal = proposed(layout, target, actual)
    assert (proposal.rule, proposal.status, proposal.certain) == ("milestone", status, certain)


def test_a_proposal_never_says_a_word_of_the_people(layout: Layout) -> None:
    assert proposed(layout, "1回", "0回", "未実施").status == "未達成"


@pytest.mark.parametrize(
    ("target", "actual", "known", "arithmetic"),
    [
        ("3,800件", "3,245件", {}, "実績 3,245件 ÷ 目標 3,800件 = 85.4%（100%以上で達成）"),
        ("1,000人", "999.9人", {}, "実績 999.9人 ÷ 目標 1,000人 = 99.9900%（100%以上で達成）"),
        ("0件", "0件", {}, "実績 0件 ＝ 目標 0件（目標以上で達成）"),
        ("30件", "25件", {"better": Better.LOWER}, "実績 25件 ＜ 目標 30件（目標以下で達成）"),
        ("20%未満", "21%", {}, "実績 21% ＞ 目標 20%未満（目標未満で達成）"),
        ("導入", "再構築", {}, "実績「再構築」、目標「導入」（同じことばで達成）"),
    ],
)
def test_the_arithmetic_is_shown(
    layout: Layout, target: str, actual: str, known: dict[str, object], arithmetic: str
) -> None:
    assert proposed(layout, target, actual, **known).arithmetic == arithmetic


def test_a_proposal_keeps_its_inputs(layout: Layout) -> None:
    proposal = proposed(layout, "3,800件", "3,245件")
    assert (proposal.target, proposal.actual, int(proposal.fiscal_year)) == ("3,800件", "3,245件", 2016)
    assert Proposal.model_validate_json(proposal.model_dump_json()) == proposal


def test_a_year_without_column_is_no_fault(layout: Layout) -> None:
    assert propose(an_indicator(("1件", "1件", "")), 2030, layout).reason == "この年度の欄がありません"


def test_targets_that_fall_every_year_may_want_less_and_nobody_said_so() -> None:
    falling = an_indicator(("48", "", ""), ("46", "", ""), ("44", "", ""))
    rising = an_indicator(("44", "", ""), ("46", "", ""), ("48", "", ""))
    assert leaning_of(falling) == Leaning(Better.LOWER, is_known=False, is_doubtful=True)
    assert leaning_of(rising) == Leaning(Better.HIGHER, is_known=False, is_doubtful=False)


def test_stated_words_settle_what_falling_targets_leave_open(layout: Layout) -> None:
    stated = an_indicator(("48", "47", "未達成"), ("46", "47", "達成"), ("44", "45", "達成"))
    leaning = leaning_of(stated, stated.values[0], layout.rule_for(TargetKind.YEARLY))
    assert leaning == Leaning(Better.HIGHER, is_known=True)
