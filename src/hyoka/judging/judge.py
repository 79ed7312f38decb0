"""規則集で判定する — what a set of rules says of one year of an indicator, with the arithmetic from the figures to the word."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from hyoka.judging.direction import leaning_of
from hyoka.judging.proposal import Proposal
from hyoka.judging.ruleset import Band, BandRule, Falling, Measure, Path, RuleSet
from hyoka.judging.units import are_comparable
from hyoka.sheet import Better, Indicator, TargetKind, YearValue
from hyoka.values import Absent, FiscalYear, Milestone, Number, compare_key


class Period(NamedTuple):
    """The years of the plan: the first, and the last, in which the final target is due."""

    first: int
    last: int


class _Judged(NamedTuple):
    word: str | None
    arithmetic: str
    reason: str = ""
    points: int | None = None
    certain: bool = True


def judge(indicator: Indicator, fiscal_year: int, rules: RuleSet, period: Period | None = None) -> Proposal:
    """The set's word for one fiscal year. `period` is needed by rules that follow a path to the final year.

    0 is a figure. A target of zero has its own words and is never divided by. What is 調査中 or 未確定 is not judged.
    """
    year = indicator.at(fiscal_year)
    if year is None:
        return Proposal(fiscal_year=FiscalYear(fiscal_year), reason="この年度の欄がありません")
    kind = indicator.target_kind or _kind_of(year)
    rule = rules.rule_for(kind)
    if rule is None:
        return _proposal(year, rules, None, _Judged(None, "", "この種類の目標の規則がありません"))
    return _proposal(year, rules, rule, _judged(indicator, year, rule, period), indicator)


def _kind_of(year: YearValue) -> TargetKind | None:
    return TargetKind.MILESTONE if isinstance(year.target.means, Milestone) else TargetKind.YEARLY


def _proposal(
    year: YearValue,
    rules: RuleSet,
    rule: BandRule | None,
    judged: _Judged,
    indicator: Indicator | None = None,
) -> Proposal:
    leaning = leaning_of(indicator, year) if indicator is not None else None
    return Proposal(
        fiscal_year=year.fiscal_year, status=judged.word, certain=judged.certain and judged.word is not None,
        rule=f"{rules.name}/{rule.name}" if rule else rules.name, version=rules.version, target=year.target.written,
        actual=year.actual.written, better=leaning.better if leaning else None,
        better_is_known=leaning.is_known if leaning else False, arithmetic=judged.arithmetic, reason=judged.reason,
        points=judged.points,
    )  # fmt: skip


def _judged(indicator: Indicator, year: YearValue, rule: BandRule, period: Period | None) -> _Judged:
    target, actual = year.target.means, year.actual.means
    if rule.measure is Measure.PATH and rule.path is Path.LINEAR:
        final = indicator.at(period.last) if period else None
        target = final.target.means if final else target
    if isinstance(actual, Absent) or (isinstance(target, Absent) and rule.measure is not Measure.LAST_YEAR):
        what = "実績" if isinstance(actual, Absent) else "目標"
        return _Judged(rule.missing or None, "", f"{what}がありません", certain=bool(rule.missing))
    if isinstance(target, Milestone) or isinstance(actual, Milestone):
        return _by_words(target, actual, rule)
    if rule.measure is Measure.LAST_YEAR:
        return _by_last_year(indicator, year, rule, period)
    if not isinstance(target, Number) or not isinstance(actual, Number):
        return _Judged(None, "", "目標か実績が一つの数値ではありません")
    if not are_comparable(target, actual):
        return _Judged(None, "", "目標と実績の単位が違います")
    better = leaning_of(indicator, year).better
    if rule.measure is Measure.POSITION:
        return _by_position(indicator, target.value, actual.value, better, rule)
    return _by_rate(indicator, target.value, actual.value, better, rule, _needed(year, rule, period))


# ── words ──


def _by_words(target: object, actual: object, rule: BandRule) -> _Judged:
    if not (isinstance(target, Milestone) and isinstance(actual, Milestone)) or not rule.same:
        return _Judged(None, "", "ことばの目標は、この規則では決まりません")
    is_same = compare_key(target.words) == compare_key(actual.words)
    arithmetic = f"実績「{actual.words}」、目標「{target.words}」"
    return _Judged(rule.same if is_same else rule.other or None, arithmetic, certain=is_same)


# ── rates ──


def _needed(year: YearValue, rule: BandRule, period: Period | None) -> Decimal:
    """Which part of the way this year needs; all of it where there is no path."""
    if rule.measure is not Measure.PATH or rule.path is Path.STEPPED or period is None:
        return Decimal(1)
    passed, whole = year.fiscal_year - period.first + 1, period.last - period.first + 1
    return Decimal(max(0, min(passed, whole))) / Decimal(whole)


def _by_rate(
    indicator: Indicator, target: Decimal, actual: Decimal, better: Better, rule: BandRule, needed: Decimal
) -> _Judged:  # fmt: skip
    if better is Better.KEEP:
        word = rule.bands[0].word if actual == target and rule.bands else None
        return _Judged(
            word,
            f"実績 {actual:,} と 目標 {target:,}",
            "" if word else "維持する指標は、割合では決まりません",
        )
    base = indicator.baseline.number
    formula = _formula(target, actual, better, rule, base)
    if formula is None:
        is_kept = actual <= target if better is Better.LOWER else actual >= target
        word = rule.zero_met if is_kept else rule.zero_missed
        sign = "以下" if better is Better.LOWER else "以上"
        return _Judged(
            word or None,
            f"目標が 0、実績 {actual:,}（0{sign}で守られた）",
            "" if word else "目標が 0 のときの区分がありません",
        )
    rate, words = formula
    if needed == 0:
        return _Judged(None, words, "この年度には、まだ求められていません")
    if needed != 1:
        rate, words = (
            rate / needed,
            f"{words} = {_percent(rate)}、求められる割合 {_percent(needed)} に対して {_percent(rate / needed)}",
        )
    else:
        words = f"{words} = {_percent(rate)}"
    if rule.cap is not None and rate > rule.cap:
        rate, words = rule.cap, f"{words}（{_percent(rule.cap)}を上限とする）"
    if rule.digits is not None:
        rounded = (rate * 100).quantize(Decimal(1).scaleb(-rule.digits), ROUND_HALF_UP) / 100
        rate, words = rounded, words if rounded == rate else f"{words}、四捨五入して {_percent(rounded)}"
    band = next((one for one in rule.bands if one.holds(rate)), None)
    if band is None:
        return _Judged(None, words, "この先の区分の境目が分かっていません")
    reason = "数値だけでは決まらず、人が判断します" if band.needs_person else ""
    return _Judged(band.word, f"{words} → {_edge(rule, band)}", reason, band.points, not band.needs_person)


def _formula(
    target: Decimal, actual: Decimal, better: Better, rule: BandRule, base: Decimal | None
) -> tuple[Decimal, str] | None:
    """The rate and how it was reckoned; None where that would divide by nothing."""
    if better is Better.HIGHER:
        return (actual / target, f"実績 {actual:,} ÷ 目標 {target:,}") if target > 0 else None
    falling = rule.falling
    if falling is Falling.BASELINE and base is not None and base != target:
        return (base - actual) / (
            base - target
        ), f"(基準 {base:,} − 実績 {actual:,}) ÷ (基準 {base:,} − 目標 {target:,})"
    if falling is Falling.MIRROR:
        return (
            ((2 * target - actual) / target, f"(2×目標 {target:,} − 実績 {actual:,}) ÷ 目標 {target:,}")
            if target > 0
            else None
        )
    if target <= 0:
        return None
    if actual <= 0:
        return Decimal(1) if target <= 0 else Decimal(
            2
        ), f"実績 {actual:,}（0 は目標 {target:,} より少ない。200% とみなす）"
    return target / actual, f"目標 {target:,} ÷ 実績 {actual:,}"


def _edge(rule: BandRule, band: Band) -> str:
    if band.least is None:
        last = next((one for one in reversed(rule.bands[:-1])), None)
        return (
            f"{_percent(last.least)}{'未満' if last.is_inclusive else '以下'}で{band.word}"
            if last and last.least is not None
            else band.word
        )
    return f"{_percent(band.least)}{'以上' if band.is_inclusive else 'を超える'}で{band.word}"


def _percent(rate: Decimal) -> str:
    """As exact as it need be: never rounded to a limit that was not reached."""
    percent = rate * 100
    shown = percent.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if shown != percent and shown == shown.to_integral_value():
        shown = percent.quantize(Decimal("0.0001"))
    return f"{shown.normalize():f}%"


# ── last year, and the baseline ──


def _by_last_year(indicator: Indicator, year: YearValue, rule: BandRule, period: Period | None) -> _Judged:
    early, better_word, same, worse = rule.outcomes
    now = year.actual.number
    before = indicator.at(year.fiscal_year - 1)
    was = before.actual.number if before else None
    final = indicator.at(period.last) if period else None
    goal = final.target.number if final else year.target.number
    if now is None:
        return _Judged(rule.missing or None, "", "実績が数値ではありません")
    sign = -1 if leaning_of(indicator, year).better is Better.LOWER else 1
    if goal is not None and sign * now >= sign * goal:
        return _Judged(early, f"実績 {now:,} が最終目標 {goal:,} に達した")
    if was is None:
        return _Judged(rule.missing or None, "", "前年度の実績がありません", certain=bool(rule.missing))
    word = better_word if sign * now > sign * was else same if now == was else worse
    return _Judged(word, f"前年度 {was:,} → 今年度 {now:,}")


def _by_position(
    indicator: Indicator, target: Decimal, actual: Decimal, better: Better, rule: BandRule
) -> _Judged:
    beyond, above, about, short = rule.outcomes
    base = indicator.baseline.number
    if base is None:
        return _Judged(rule.missing or None, "", "基準値がありません", certain=bool(rule.missing))
    sign = -1 if better is Better.LOWER else 1
    edge = base - sign * abs(base) * rule.tolerance
    words = f"現在値 {actual:,}、目標値 {target:,}、基準値 {base:,}"
    if sign * actual > sign * target:
        return _Judged(beyond, words)
    if sign * actual > sign * base:
        return _Judged(above, words)
    is_about = sign * actual >= sign * edge
    return _Judged(about if is_about else short, f"{words}（同水準は {edge.normalize():,f} まで）")
