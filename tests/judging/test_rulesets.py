"""判定規則集 — the sets that ship, each by what its body has published; and what every set must hold to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hyoka.example import clean_sheets
from hyoka.judging import Period, judge, load_rule_set, rejudge, rule_set_names
from hyoka.judging.ruleset import Band, BandRule, Falling, Measure, RuleSet
from hyoka.sheet import Better, Indicator, TargetKind, YearValue
from hyoka.values import Entry

PLAN = Period(2016, 2020)


def an_indicator(
    *pairs: tuple[str, str], kind: TargetKind | None = TargetKind.YEARLY, better: Better | None = Better.HIGHER, base: str = "", first: int = 2016
) -> Indicator:  # fmt: skip
    values = tuple(
        YearValue(fiscal_year=first + at, target=Entry.of(target), actual=Entry.of(actual))
        for at, (target, actual) in enumerate(pairs)
    )
    return Indicator(name="件数", target_kind=kind, better=better, baseline=Entry.of(base), values=values)


def word(name: str, target: str, actual: str, **more: object) -> str | None:
    return judge(an_indicator((target, actual), **more), 2016, load_rule_set(name), PLAN).status  # type: ignore[arg-type]


@pytest.mark.parametrize("name", rule_set_names())
def test_every_set_says_where_it_comes_from(name) -> None:
    rules = load_rule_set(name)
    assert rules.name == name and rules.source and rules.version >= 1 and rules.title


@pytest.mark.parametrize(
    ("target", "actual", "kind", "wanted"),
    [
        # 三島市 平成30年度の評価表にある目標と実績
        ("3,800件", "3,245件", TargetKind.YEARLY, "未達成"),
        ("140人", "119人", TargetKind.YEARLY, "未達成"),
        ("1,315人", "1,319人", TargetKind.YEARLY, "達成"),
        (
            "1,285人",
            "1,279人",
            TargetKind.STOCK,
            None,
        ),  # 順調 in one table, 未達成 in the other: the edge is not known
        ("再構築", "再構築", TargetKind.MILESTONE, "達成"),
        ("導入", "検討", TargetKind.MILESTONE, "未達成"),
    ],
)
def test_mishima_as_its_published_sheet(target, actual, kind, wanted) -> None:
    assert word("mishima", target, actual, kind=kind) == wanted


@pytest.mark.parametrize(
    ("actual", "better", "wanted"),
    [
        # 長与町: S 目標値を超える、A 基準値を超える、B 同水準(△10%以内)、C 下落、－ 把握できない
        ("121", Better.HIGHER, "S"), ("120", Better.HIGHER, "A"), ("101", Better.HIGHER, "A"), ("100", Better.HIGHER, "B"),
        ("90", Better.HIGHER, "B"), ("89.9", Better.HIGHER, "C"), ("調査中", Better.HIGHER, "－"),
    ],
)  # fmt: skip
def test_nagayo_by_target_and_baseline(actual, better, wanted) -> None:
    assert word("nagayo", "120", actual, better=better, base="100") == wanted


def test_nagayo_turns_round_for_what_should_fall() -> None:
    down = {"better": Better.LOWER, "base": "100"}
    assert [word("nagayo", "80", actual, **down) for actual in ("79", "80", "99", "100", "110", "111")] == [
        "S", "A", "A", "B", "B", "C",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("actual", "points"),
    [
        ("150", 7),
        ("100", 7),
        ("99.9", 6),
        ("90", 6),
        ("89.9", 5),
        ("80", 5),
        ("70", 4),
        ("60", 3),
        ("50", 2),
        ("49.9", 1),
        ("0", 1),
    ],
)
def test_sano_gives_seven_points_at_most(actual, points) -> None:
    assert judge(an_indicator(("100", actual)), 2016, load_rule_set("sano")).points == points


def test_sano_adds_the_points_up() -> None:
    sano = load_rule_set("sano")
    assert [sano.total(points) for points in (18, 16, 15, 13, 12, 11, 10, 3)] == [
        "18～16点", "18～16点", "15～13点", "15～13点", "12～11点", "12～11点", "10点以下", "10点以下",
    ]  # fmt: skip


def test_tama_needs_twenty_per_cent_more_every_year() -> None:
    tama = load_rule_set("tama")
    towards = an_indicator(
        *[("", "20"), ("", "39"), ("", "36"), ("", "47"), ("100", "100")], kind=TargetKind.FINAL_YEAR
    )
    assert [judge(towards, year, tama, PLAN).status for year in range(2016, 2021)] == [
        "①着実",
        "②概ね",
        "②概ね",
        "③改善要",
        "①着実",
    ]
    told = judge(towards, 2017, tama, PLAN).arithmetic
    assert "求められる割合 40%" in told and "97.5%" in told


def test_the_first_of_five_years_is_on_its_way() -> None:
    """1,606 of 5,100 over five years was rated 順調 in the first: a fifth was needed."""
    towards = an_indicator(
        ("", "1,606"), ("", ""), ("", ""), ("", ""), ("5,100", ""), kind=TargetKind.CUMULATIVE
    )
    assert judge(towards, 2016, load_rule_set("tama"), PLAN).status == "①着実"
    assert judge(towards, 2016, load_rule_set("kitakyushu"), PLAN).status is None  # no target of that year


@pytest.mark.parametrize(
    ("actual", "wanted"),
    [("100", "順調"), ("99.99", "概ね順調"), ("80", "概ね順調"), ("50", "やや遅れ"), ("49.9", "遅れ")],
)
def test_kitakyushu_by_its_three_edges(actual, wanted) -> None:
    assert word("kitakyushu", "100", actual) == wanted


@pytest.mark.parametrize(
    ("actual", "wanted"), [("110", "A"), ("109.9", "B"), ("80", "B"), ("79.9", "C"), ("50", "C"), ("49", "D")]
)
def test_osakas_library_by_the_year(actual, wanted) -> None:
    assert word("osaka-library", "100", actual) == wanted


def test_osakas_library_towards_a_final_year_looks_at_last_year() -> None:
    osaka = load_rule_set("osaka-library")
    towards = an_indicator(
        ("", "50"), ("", "60"), ("", "60"), ("", "55"), ("100", "100"), kind=TargetKind.FINAL_YEAR
    )
    assert [judge(towards, year, osaka, PLAN).status for year in range(2016, 2021)] == [
        None,
        "B",
        "C",
        "D",
        "A",
    ]


@pytest.mark.parametrize(
    ("actual", "wanted", "certain"),
    [
        ("130", "A", False),
        ("120", "A", False),
        ("119.9", "B", True),
        ("100", "B", True),
        ("80", "C", True),
        ("79.9", "D", True),
    ],
)
def test_agencies_leave_the_best_to_people(actual, wanted, certain) -> None:
    found = judge(an_indicator(("100", actual)), 2016, load_rule_set("agencies"))
    assert (found.status, found.certain) == (wanted, certain)


def a_set(**facts: object) -> RuleSet:
    bands = (Band(word="良", least=Decimal(1)), Band(word="可", least=Decimal("0.5")), Band(word="否"))
    rule = BandRule.model_validate(
        {"name": "率", "bands": bands, "zero_met": "良", "zero_missed": "否", **facts}
    )
    return RuleSet(name="test", title="試験", source="試験", rules=(rule,))


@pytest.mark.parametrize(
    ("falling", "base", "rate"),
    [
        (Falling.INVERSE, "", "80%"),
        (Falling.MIRROR, "", "75%"),
        (Falling.BASELINE, "60", "50%"),
        (Falling.BASELINE, "", "80%"),
    ],
)
def test_three_formulas_for_what_should_fall(falling, base, rate) -> None:
    fires = an_indicator(("40件", "50件"), better=Better.LOWER, base=base)
    found = judge(fires, 2016, a_set(falling=falling))
    assert rate in found.arithmetic and found.status == "可"


def test_an_edge_may_belong_to_the_band_below() -> None:
    bands = (Band(word="超", least=Decimal(1), is_inclusive=False), Band(word="以下"))
    assert judge(an_indicator(("10", "10")), 2016, a_set(bands=bands)).status == "以下"
    assert judge(an_indicator(("10", "10.001")), 2016, a_set(bands=bands)).status == "超"


def test_rounding_is_said_and_exact_without_it() -> None:
    near = an_indicator(("1,000", "999.6"))
    assert judge(near, 2016, a_set()).status == "可" and "99.96%" in judge(near, 2016, a_set()).arithmetic
    rounded = judge(near, 2016, a_set(digits=0))
    assert rounded.status == "良" and "四捨五入" in rounded.arithmetic


def test_bands_out_of_order_are_refused() -> None:
    with pytest.raises(ValidationError, match="高いものから"):
        a_set(bands=(Band(word="可", least=Decimal("0.5")), Band(word="良", least=Decimal(1))))
    with pytest.raises(ValidationError, match="四つ"):
        a_set(measure=Measure.POSITION, outcomes=("S", "A"))


FIGURES = st.decimals(0, 10**6, places=2)


@given(
    target=st.decimals("0.01", 10**6, places=2),
    pair=st.tuples(FIGURES, FIGURES),
    better=st.sampled_from((Better.HIGHER, Better.LOWER)),
    name=st.sampled_from(("sano", "kitakyushu", "agencies")),
)
def test_better_never_gets_a_worse_band(target, pair, better, name) -> None:
    rules = load_rule_set(name)
    order = [band.word for band in rules.rules[0].bands]
    worse, best = sorted(pair, reverse=better is Better.LOWER)
    words = [
        judge(an_indicator((str(target), str(one)), better=better), 2016, rules).status
        for one in (worse, best)
    ]
    assert order.index(words[1]) <= order.index(words[0])


@given(
    target=st.integers(1, 10**6),
    actual=st.integers(0, 10**6),
    better=st.sampled_from((Better.HIGHER, Better.LOWER)),
    scale=st.sampled_from((10, 1000)),
)
def test_another_unit_is_the_same_judgement(target, actual, better, scale) -> None:
    rules = load_rule_set("kitakyushu")
    one, other = (
        judge(an_indicator((str(target * by), str(actual * by)), better=better), 2016, rules).status
        for by in (1, scale)
    )
    assert one == other


def test_old_years_under_other_rules_are_a_report_and_no_rewrite() -> None:
    sheets = [sheet for sheet in clean_sheets() if sheet.fiscal_year == 2025]
    before = [sheet.model_dump_json() for sheet in sheets]
    rows = list(rejudge(sheets, load_rule_set("kitakyushu")))
    assert len(rows) > 100 and {row.fiscal_year for row in rows} == {2025}
    assert [sheet.model_dump_json() for sheet in sheets] == before
    missed = [row for row in rows if row.stated == "未達成" and row.proposal.status]
    assert missed and all(row.proposal.status != "順調" for row in missed)
    assert all(
        row.proposal.rule.startswith("kitakyushu/") and row.proposal.version == 1
        for row in rows
        if row.proposal.status
    )
