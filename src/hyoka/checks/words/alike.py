"""同じ量 — whether two indicators of a sheet are told of the same quantity: by their names and their figures."""

import re
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from hyoka.checks.words.names import Core, core_of, deeds_alike, is_within, likeness, without_deed
from hyoka.checks.words.scene import unit_of
from hyoka.checks.words.units import count_alike
from hyoka.sheet import IndicatorKind, Series, TargetKind
from hyoka.values import FiscalYear


class Alike(IntEnum):
    """How alike two names are."""

    DIFFERENT = 0
    SIMILAR = 1  # much in common, or one deed in two words
    SAME = 2  # the same name but for counters and particles
    LINKED = 3  # one series by its identity


class Cell(NamedTuple):
    """A year in which both indicators have a figure."""

    fiscal_year: FiscalYear
    field: str  # target, actual
    one: Decimal
    other: Decimal

    @property
    def agrees(self) -> bool:
        return self.one == self.other


# What makes two quantities of one thing different.
_KINDS = (
    "率 割合 額 単価 満足度 平均 累計 延べ 新規 可能 目標 予定 計画 当たり あたり 増加 減少 男性 女性 小学 中学 高校 新人 管理職 "
    "高齢 乳幼児 児童 希望 待機 未 再 廃止 団体 世帯 修了 採択 報告 合格 就職 応募 申込 申請 交付 受給 相談 中止 辞退 初回 最大 最小"
)
_KINDS_OF_QUANTITY = frozenset(_KINDS.split())
_STOCKS = (TargetKind.STOCK, TargetKind.CUMULATIVE)
_SIMILAR_ENOUGH, _CLOSE = 0.7, 0.8


def how_alike(one: Series, other: Series, city: str) -> Alike:
    """How alike two indicators are by name, formula and unit."""
    if one.indicator.series_id and one.indicator.series_id == other.indicator.series_id:
        return Alike.LINKED
    if not count_alike(unit_of(one), unit_of(other)) or _are_of_different_kinds(one, other):
        return Alike.DIFFERENT
    names = core_of(one.indicator.name or "", city), core_of(other.indicator.name or "", city)
    by_name = _compare(*names)
    if by_name is Alike.SAME:
        return by_name
    by_formula = max(
        (
            _compare(core_of(formula, city), name)
            for formula, name in ((one.formula, names[1]), (other.formula, names[0]))
            if formula
        ),
        default=Alike.DIFFERENT,
    )
    return max(by_name, min(by_formula, Alike.SIMILAR))


def _are_of_different_kinds(one: Series, other: Series) -> bool:
    kinds = {one.indicator.target_kind, other.indicator.target_kind} - {None}
    return len(kinds) == 2 and bool(kinds & set(_STOCKS)) and not kinds <= set(_STOCKS)


def _compare(one: Core, other: Core) -> Alike:
    if min(len(one.squeezed), len(other.squeezed)) < 3 or _marks(one) != _marks(other):
        return Alike.DIFFERENT
    if re.findall("[0-9]+", one.squeezed) != re.findall("[0-9]+", other.squeezed):
        return Alike.DIFFERENT
    if one.squeezed == other.squeezed:
        return Alike.SAME if one.aside == other.aside or not (one.aside and other.aside) else Alike.SIMILAR
    if _differ_in_deed(one, other) and _differ_in_deed(other, one):
        return Alike.DIFFERENT
    plain = without_deed(one), without_deed(other)
    short, long = sorted(plain, key=len)
    if len(short) >= 4 and (short == long or (is_within(short, long) and 2 * len(short) >= len(long))):
        return Alike.SIMILAR
    return Alike.SIMILAR if likeness(one.squeezed, other.squeezed) >= _SIMILAR_ENOUGH else Alike.DIFFERENT


def _differ_in_deed(one: Core, other: Core) -> bool:
    """受講 and 修了 are two quantities of one course."""
    said = other.squeezed + other.aside
    return bool(one.deed and other.deed) and not any(deed in said for deed in deeds_alike(one.deed))


def _marks(core: Core) -> frozenset[str]:
    return frozenset(word for word in _KINDS_OF_QUANTITY if word in core.squeezed + core.aside)


def cells_of(one: Series, other: Series) -> list[Cell]:
    """Every year and row in which both indicators hold a figure."""
    cells = []
    for field in ("target", "actual"):
        for value in one.indicator.values:
            facing = other.indicator.at(value.fiscal_year)
            a, b = getattr(value, field).number, getattr(facing, field).number if facing else None
            if a is not None and b is not None:
                cells.append(Cell(value.fiscal_year, field, a, b))
    return cells


class Verdict(NamedTuple):
    """Whether two indicators are one quantity, and how sure that is."""

    is_certain: bool
    agreeing: list[Cell]
    differing: list[Cell]


def same_quantity(one: Series, other: Series, city: str) -> Verdict | None:
    """The verdict for two indicators that are, certainly or probably, one quantity; None where they are not.

    Names alone prove little: two trainings may share one. Equal figures in other cells do, and the more so
    the more telling they are: 1,285 twice is no accident, 1 twice is.
    """
    alike = how_alike(one, other, city)
    if alike is Alike.DIFFERENT:
        return None
    cells = cells_of(one, other)
    agreeing = [cell for cell in cells if cell.agrees]
    differing = [cell for cell in cells if not cell.agrees]
    if alike is Alike.LINKED:
        return Verdict(True, agreeing, differing)
    telling = {cell.one for cell in agreeing if abs(cell.one) >= 10}
    weight = len(agreeing) + 2 * len(telling)
    if {one.kind, other.kind} == {IndicatorKind.OUTPUT}:
        if alike is not Alike.SAME or len(telling) < 2 or len(agreeing) < 2 * len(differing):
            return None
        return Verdict(False, agreeing, differing)
    if alike is Alike.SAME:
        if len(agreeing) < 2 or weight < len(differing):
            return None
        return Verdict(len(agreeing) >= 3 or bool(telling), agreeing, differing)
    if len(telling) >= 2 and weight >= 2 * len(differing):
        is_certain = len(telling) >= 3 and len(differing) <= 2 and _closeness(one, other, city) >= _CLOSE
        return Verdict(is_certain, agreeing, differing)
    if (
        _is_one_deed_in_two_words(one, other, city)
        and len(agreeing) >= 3
        and len(agreeing) >= 2 * len(differing)
    ):
        return Verdict(False, agreeing, differing)
    return None


def _closeness(one: Series, other: Series, city: str) -> float:
    """How close the names are, or one's formula and the other's name."""
    told = [
        [core_of(text, city).squeezed for text in (series.indicator.name or "", series.formula) if text]
        for series in (one, other)
    ]
    return max((likeness(a, b) for a in told[0] for b in told[1]), default=0.0)


def _is_one_deed_in_two_words(one: Series, other: Series, city: str) -> bool:
    """会議の開催件数 and 会議の実施回数."""
    cores = core_of(one.indicator.name or "", city), core_of(other.indicator.name or "", city)
    return without_deed(cores[0]) == without_deed(cores[1]) and len(without_deed(cores[0])) >= 4
