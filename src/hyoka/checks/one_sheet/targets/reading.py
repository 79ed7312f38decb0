"""系列の読み方 — what the checks of this family ask of an indicator."""

from decimal import Decimal

from hyoka.judging import Leaning, leaning_of, rule_of
from hyoka.layouts import Compare, Layout
from hyoka.sheet import Better, Series, YearValue
from hyoka.values import Entry, Number

_ABOUT_TARGETS = ("目標", "指標", "単位", "変更", "見直", "集計", "算出", "修正")


def better_of(series: Series, value: YearValue, layout: Layout) -> Better:
    """Which way is better, the stated words bearing witness."""
    return leaning_in(series, value, layout).better


def leaning_in(series: Series, value: YearValue, layout: Layout) -> Leaning:
    """Which way is better, and how surely."""
    rule = rule_of(series.indicator, value, layout)
    witness = rule if rule and rule.compare is Compare.REACHES else None
    return leaning_of(series.indicator, value, witness)


def is_explained(series: Series) -> bool:
    """Whether the sheet gives a reason for a changed target, or the source lost the cell that could."""
    if series.means is None:
        return False
    reason = series.means.reason
    if reason is None or any(word in reason for word in _ABOUT_TARGETS):
        return True
    return bool(reason) and "目標" in (series.means.course or "")  # 目標値変更, and something beside it


def named(series: Series) -> str:
    return f"「{series.indicator.name or '名称なし'}」"


def spoken(entry: Entry) -> str:
    return (entry.written or "").strip()


def number_of(entry: Entry) -> Number | None:
    meaning = entry.means
    return meaning if isinstance(meaning, Number) else None


def percent(share: Decimal) -> str:
    return f"{share * 100:.1f}%"
