"""判定の提案 — the rule for an indicator, and what it says of a year. A rule proposes; a person states."""

from collections import Counter
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from hyoka.judging.direction import Leaning, leaning_of
from hyoka.judging.judge import Period, judge
from hyoka.judging.proposal import Proposal
from hyoka.judging.ruleset import load_rule_set
from hyoka.judging.units import are_comparable
from hyoka.judging.words import is_stated, word_key
from hyoka.layouts import Compare, Layout, Rule
from hyoka.sheet import Better, Indicator, TargetKind, YearValue
from hyoka.values import Absent, FiscalYear, Milestone, Number, Qualifier, compare_key


def propose(indicator: Indicator, fiscal_year: int, layout: Layout) -> Proposal:
    """What the layout's rule says of one fiscal year of an indicator.

    It never says a word that only a person can choose (未実施), and says nothing where a figure is missing.
    """
    year = indicator.at(fiscal_year)
    if year is None:
        return Proposal(fiscal_year=FiscalYear(fiscal_year), reason="この年度の欄がありません")
    name = layout.rule_set_in(fiscal_year)
    if name:
        years = indicator.fiscal_years
        return judge(indicator, fiscal_year, load_rule_set(name), Period(years[0], years[-1]))
    rule = rule_of(indicator, year, layout)
    if rule is None:
        return _of(year, None, reason="判定の規則が決まりません")
    if isinstance(year.target.means, Absent):
        return _of(year, rule, reason="目標がありません")
    if isinstance(year.actual.means, Absent):
        return _of(year, rule, reason="実績がありません")
    if rule.compare is Compare.SAME_WORDS:
        return _by_words(year, rule)
    return _by_figures(indicator, year, rule)


def rule_of(indicator: Indicator, year: YearValue, layout: Layout) -> Rule | None:
    """Which rule judges: the stated kind of target, else words, else the vocabulary in use, else the layout's own."""
    if indicator.target_kind:
        return layout.rule_for(indicator.target_kind)
    if isinstance(year.target.means, Milestone):
        return layout.rule_for(TargetKind.MILESTONE)
    default = layout.rule(layout.default_rule)
    others = [rule for rule in layout.rules if rule is not default and rule.kind is not TargetKind.MILESTONE]
    used = Counter(word_key(value.status or "") for value in indicator.values if is_stated(value.status))
    hits = {rule.name: sum(used[word] for word in _words(rule, layout)) for rule in (default, *others)}
    best = [rule for rule in (default, *others) if hits[rule.name] == max(hits.values())]
    if any(hits.values()) and len({rule.vocabulary for rule in best}) > 1:
        return None  # as many 達成 as 順調: which rule it is cannot be told
    return best[0]


def _words(rule: Rule, layout: Layout) -> frozenset[str]:
    held = layout.vocabularies.get(rule.vocabulary)
    return frozenset(map(word_key, (rule.met, rule.missed, *rule.human, *(held.words if held else ()))))


def _of(year: YearValue, rule: Rule | None, **said: object) -> Proposal:
    return Proposal.model_validate(
        {
            "fiscal_year": year.fiscal_year,
            "rule": rule.name if rule else "",
            "version": rule.version if rule else 0,
            "compare": rule.compare if rule else None,
            "target": year.target.written,
            "actual": year.actual.written,
            **said,
        }
    )


# Qualifiers that an equal figure does not satisfy.
_BEYOND = (Qualifier.MORE_THAN, Qualifier.LESS_THAN)


# ── figures ───────────────────────────────────────────────────────────────


def _by_figures(indicator: Indicator, year: YearValue, rule: Rule) -> Proposal:
    target, actual = year.target.means, year.actual.means
    if not isinstance(target, Number) or not isinstance(actual, Number):
        return _of(year, rule, reason="目標か実績が一つの数値ではありません")
    if not are_comparable(target, actual):
        return _of(year, rule, reason="目標と実績の単位が違います")
    leaning = leaning_of(indicator, year, rule if rule.compare is Compare.REACHES else None)
    known = {"better": leaning.better, "better_is_known": leaning.is_known}
    said = {**known, "arithmetic": _arithmetic(year, target, actual, rule, leaning)}
    if target.cumulative != actual.cumulative:
        return _of(year, rule, **said, reason="目標と実績の一方だけが累計です")
    met = _is_met(target, actual, rule, leaning)
    if met is None:
        return _of(year, rule, **said, reason="数値だけでは決まりません")
    if not met and rule.compare is Compare.SHARE and not rule.is_certain_when_missed:
        return _of(year, rule, **said, reason=f"{rule.met}と{rule.missed}の境目が分かっていません")
    return _of(year, rule, **said, status=rule.met if met else rule.missed, certain=True)


def _is_met(target: Number, actual: Number, rule: Rule, leaning: Leaning) -> bool | None:
    """None: the figures leave it open (約, 以上 in an actual, which way is better, a range to keep)."""
    if target.value == actual.value and actual.qualifier in (None, target.qualifier):
        return target.qualifier not in _BEYOND or actual.qualifier is not None
    if leaning.better is Better.KEEP:
        return None
    if not leaning.is_known and target.value <= 0:
        return None  # 0件 of accidents: less is better, but nobody said so
    is_higher = leaning.better is Better.HIGHER
    share = _share(target, actual, is_higher)
    if rule.compare is Compare.SHARE and rule.cut_off is not None and share is not None:
        met = share >= rule.cut_off
    else:
        met = actual.value > target.value if is_higher else actual.value < target.value
        if target.value == actual.value:
            met = target.qualifier not in _BEYOND
    if target.qualifier is Qualifier.ABOUT and not met:
        return None
    return met if _holds_still(actual, met, is_higher) else None


def _holds_still(actual: Number, met: bool, is_higher: bool) -> bool:
    """Whether a qualifier beside the actual cannot turn the answer: 20回以上 may be 30, never 10."""
    if actual.qualifier is None:
        return True
    upward = actual.qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
    downward = actual.qualifier in (Qualifier.AT_MOST, Qualifier.LESS_THAN)
    return (upward and met == is_higher) or (downward and met != is_higher)


def _share(target: Number, actual: Number, is_higher: bool) -> Decimal | None:
    """How much of the target is reached; None where a division says nothing (zero, negative)."""
    over, under = (actual.value, target.value) if is_higher else (target.value, actual.value)
    return over / under if under > 0 and over >= 0 else None


def _arithmetic(year: YearValue, target: Number, actual: Number, rule: Rule, leaning: Leaning) -> str:
    shown_actual, shown_target = (year.actual.written or "").strip(), (year.target.written or "").strip()
    is_higher = leaning.better is not Better.LOWER
    share = _share(target, actual, is_higher)
    if is_higher and share is not None and leaning.better is not Better.KEEP:
        return f"実績 {shown_actual} ÷ 目標 {shown_target} = {_percent(share)}（{_condition(rule)}）"
    sign = "＝" if actual.value == target.value else "＞" if actual.value > target.value else "＜"
    how = {Better.HIGHER: "目標以上", Better.LOWER: "目標以下", Better.KEEP: "目標のとおり"}[leaning.better]
    if target.qualifier is Qualifier.LESS_THAN:
        how = "目標未満"
    return f"実績 {shown_actual} {sign} 目標 {shown_target}（{how}で{rule.met}）"


def _condition(rule: Rule) -> str:
    if rule.compare is Compare.REACHES:
        return f"100%以上で{rule.met}"
    if rule.cut_off is None:
        return f"100%以上なら{rule.met}、境目は不明"
    return f"{_percent(rule.cut_off).removesuffix('.0%').removesuffix('%')}%以上で{rule.met}"


def _percent(share: Decimal) -> str:
    """One decimal, but never rounded up to a 100% that was not reached."""
    percent = share * 100
    shown = percent.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if shown == 100 and percent < 100:
        shown = percent.quantize(Decimal("0.0001"), ROUND_FLOOR)
    return f"{shown:,}%"


# ── words ─────────────────────────────────────────────────────────────────

# An actual that says the work is done, in no particular words; and one that says it is not.
_DONE = frozenset(
    map(compare_key, ("完了", "実施", "実施済", "実施済み", "達成", "済", "済み", "○", "〇", "完成", "終了"))
)
_NOT_DONE = (
    "未", "中止", "延期", "見送", "準備", "検討", "着手", "一部", "遅", "できな", "至らな", "継続中", "作業中", "策定中", "なし",
)  # fmt: skip


def _by_words(year: YearValue, rule: Rule) -> Proposal:
    target, actual = year.target.means, year.actual.means
    if not isinstance(target, Milestone) or not isinstance(actual, Milestone):
        return _of(year, rule, reason="目標と実績の一方だけがことばです")
    wanted, reached = compare_key(target.words), compare_key(actual.words)
    arithmetic = f"実績「{actual.words}」、目標「{target.words}」（同じことばで{rule.met}）"
    if wanted == reached:
        return _of(year, rule, arithmetic=arithmetic, status=rule.met, certain=True)
    is_open = reached in _DONE or wanted in reached or reached in wanted or _holds_figures(wanted + reached)
    if any(sign in reached and sign not in wanted for sign in _NOT_DONE):
        is_open = False
    if is_open or min(len(wanted), len(reached)) < 2:
        return _of(year, rule, arithmetic=arithmetic, reason="ことばだけでは決まりません")
    return _of(year, rule, arithmetic=arithmetic, status=rule.missed, reason="目標と違うことばです")


def _holds_figures(words: str) -> bool:
    return any(sign.isdigit() for sign in words)
