"""望ましい方向 — whether more or less is better: stated, written in the target (20%以下), or shown by the stated words."""

from itertools import pairwise
from typing import NamedTuple

from hyoka.judging.units import are_comparable
from hyoka.judging.words import word_key
from hyoka.layouts import Rule
from hyoka.sheet import Better, Indicator, YearValue
from hyoka.values import Number, Qualifier

_BY_QUALIFIER = {
    Qualifier.AT_LEAST: Better.HIGHER,
    Qualifier.MORE_THAN: Better.HIGHER,
    Qualifier.AT_MOST: Better.LOWER,
    Qualifier.LESS_THAN: Better.LOWER,
}
# Things a city wants less of. A hint only: it never overrules what is stated.
_UNWANTED_WORDS = (
    "待機", "事故", "火災", "苦情", "滞納", "未収", "死亡", "犯罪", "被害", "違反", "不登校", "いじめ", "停止", "故障", "漏水",
    "排出", "廃棄", "ごみ量", "ごみの量", "不法投棄", "未処理", "未利用", "空き家", "離職", "残業", "時間外", "超過", "未納", "赤字",
    "将来負担", "公債費", "誤り", "ミス", "漏えい", "待ち時間", "所要日数", "認知件数", "発生件数", "使用量", "喫煙",
)  # fmt: skip
_A_PLAN = 3  # so many targets, each lower than the one before
_UNWANTED = tuple(map(word_key, _UNWANTED_WORDS))
# 事故防止教室の回数, ごみ削減量: work against it, and more of that is better.
_WORKED_AGAINST = ("削減", "減少", "解消", "防止", "予防", "抑制", "縮減", "対策", "相談", "訓練")


class Leaning(NamedTuple):
    """Which way is better, and whether we know it or take the usual way."""

    better: Better
    is_known: bool
    is_doubtful: bool = False  # nobody said so, and the name or the targets speak for less


def leaning_of(indicator: Indicator, year: YearValue | None = None, rule: Rule | None = None) -> Leaning:
    """Which way is better in a year of the indicator; more is better where nothing speaks against it.

    `rule` (comparing with the target) lets the stated words of all years bear witness: a city that calls 25 of at
    most 30 fires 達成, year after year, is not wrong.
    """
    target = year.target.means if year else None
    if isinstance(target, Number) and target.qualifier in _BY_QUALIFIER:
        return Leaning(_BY_QUALIFIER[target.qualifier], True)
    if indicator.better:
        return Leaning(indicator.better, True)
    higher, lower = _witnesses(indicator, rule) if rule else (0, 0)
    hinted = _is_unwanted(indicator)
    if lower and (
        (lower > higher and (lower > 1 or hinted or _falls(indicator))) or (lower == higher and hinted)
    ):
        return Leaning(Better.LOWER, True)
    if higher or lower:
        return Leaning(Better.HIGHER, higher > 0)
    falls = _falls(indicator)
    if falls and (hinted or _falls_steadily(indicator)):
        return Leaning(Better.LOWER, False, True)
    return Leaning(Better.HIGHER, False, hinted or falls)


def _witnesses(indicator: Indicator, rule: Rule) -> tuple[int, int]:
    """How many years' stated words fit „more is better“ only, and how many „less is better“ only."""
    higher = lower = 0
    for value in indicator.values:
        target, actual = value.target.means, value.actual.means
        if not isinstance(target, Number) or not isinstance(actual, Number) or target.value == actual.value:
            continue
        if value.status not in (rule.met, rule.missed) or not are_comparable(target, actual):
            continue
        if (actual.value > target.value) == (value.status == rule.met):
            higher += 1
        else:
            lower += 1
    return higher, lower


def _falls_steadily(indicator: Indicator) -> bool:
    """舗装の傷みが大きい道路の延長 48, 46, 44: a plan to have less, year after year."""
    targets = [value.target.number for value in indicator.values if value.target.number is not None]
    return len(targets) >= _A_PLAN and all(a > b for a, b in pairwise(targets))


def _is_unwanted(indicator: Indicator) -> bool:
    name = word_key(indicator.name or "")
    if any(word in name for word in _WORKED_AGAINST):
        return False
    return any(word in name for word in _UNWANTED)


def _falls(indicator: Indicator) -> bool:
    """Whether the targets go down over the years, never up."""
    targets = [value.target.number for value in indicator.values if value.target.number is not None]
    return len(targets) > 1 and targets[-1] < targets[0] and all(a >= b for a, b in pairwise(targets))
