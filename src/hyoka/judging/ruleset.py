"""判定規則集 — how a body judges its indicators, as data: kinds of target, formulas, bands with their edges, versioned.

A set holds rules; the first one that is for an indicator's kind of target judges it. There is no expression language:
each way of measuring is named, and has parameters.
"""

import tomllib
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Self

from pydantic import Field, model_validator

from hyoka.sheet import TargetKind
from hyoka.values import Document


class Measure(StrEnum):
    """測り方 — what is compared with the bands."""

    RATIO = "達成率"  # actual ÷ target
    PATH = "経路"  # what is reached of what this year needs on the way to the final target
    LAST_YEAR = "前年度比較"  # early achievement, better than, same as, worse than last year
    POSITION = "基準値との位置"  # beyond the target, beyond the baseline, about the baseline, short of it


class Falling(StrEnum):
    """減らす指標の式 — three formulas for figures that should go down; no law or manual names one."""

    INVERSE = "目標÷実績"
    MIRROR = "(2×目標−実績)÷目標"
    BASELINE = "(基準−実績)÷(基準−目標)"  # where there is a baseline; else the inverse


class Path(StrEnum):
    """最終目標までの経路."""

    LINEAR = "等分"  # year n of m needs n/m of the way
    STEPPED = "年度目標"  # each year's own target is the step


class Band(Document):
    """評価区分 — from this rate on. `is_inclusive`: a rate that equals the edge belongs to it."""

    word: str
    least: Decimal | None = None  # None: whatever is left
    is_inclusive: bool = True
    points: int | None = None
    needs_person: bool = False  # the rate alone does not decide it

    def holds(self, rate: Decimal) -> bool:
        return self.least is None or rate > self.least or (self.is_inclusive and rate == self.least)


class BandRule(Document):
    """One rule. Bands stand from the best to the worst; a rule for LAST_YEAR or POSITION has one word for each outcome."""

    name: str
    kinds: tuple[TargetKind, ...] = ()  # none: any kind of figure
    measure: Measure = Measure.RATIO
    falling: Falling = Falling.BASELINE
    path: Path = Path.LINEAR
    bands: tuple[Band, ...] = ()
    outcomes: tuple[
        str, ...
    ] = ()  # of LAST_YEAR: early, better, same, worse; of POSITION: target, baseline, about, short
    tolerance: Decimal = Decimal(0)  # of POSITION: how far below the baseline is still about it
    cap: Decimal | None = None  # 佐野: 100% at most
    digits: int | None = None  # of the rate in per cent, rounded half up before it is compared; None: exact
    zero_met: str = ""  # where the target is zero and was kept
    zero_missed: str = ""
    missing: str = ""  # where target or actual is not there; "": nothing is said
    same: str = ""  # of words: the actual says what the target says
    other: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that it may say, from the best to the worst."""
        zero = (self.zero_met, self.zero_missed)
        said = (
            *(band.word for band in self.bands),
            *self.outcomes,
            *zero,
            self.same,
            self.other,
            self.missing,
        )
        return tuple(dict.fromkeys(word for word in said if word))

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        edges = [band.least for band in self.bands]
        known = [edge for edge in edges if edge is not None]
        if known != sorted(known, reverse=True) or None in edges[:-1]:
            raise ValueError(f"規則「{self.name}」の区分は、高いものから順に並べてください。")
        if self.measure in (Measure.LAST_YEAR, Measure.POSITION) and len(self.outcomes) != 4:
            raise ValueError(f"規則「{self.name}」には、四つの結果のことばが必要です。")
        return self


class PointBand(Document):
    """点の合計の区分 — from so many points on."""

    word: str
    least: int


class RuleSet(Document):
    """判定規則集 of one body, in one version."""

    name: str
    title: str
    version: int = Field(1, ge=1)
    source: str  # where it was published
    note: str = ""
    rules: tuple[BandRule, ...]
    totals: tuple[PointBand, ...] = ()  # 佐野: points of all indicators and of the course, added up

    def rule_for(self, kind: TargetKind | None) -> BandRule | None:
        return next((rule for rule in self.rules if kind in rule.kinds or not rule.kinds), None)

    def total(self, points: int) -> str:
        """The word for a sum of points; "" where the set knows none."""
        return next((band.word for band in self.totals if points >= band.least), "")


def rule_set_names() -> tuple[str, ...]:
    """The sets that ship with hyoka."""
    files = resources.files("hyoka.judging").joinpath("rulesets").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


class NoSuchRuleSet(LookupError):
    """The message is meant for the person."""


@cache
def load_rule_set(name: str) -> RuleSet:
    """Raises NoSuchRuleSet."""
    if name not in rule_set_names():
        raise NoSuchRuleSet(f"判定規則集「{name}」はありません。使えるもの: {'、'.join(rule_set_names())}")
    file = resources.files("hyoka.judging").joinpath("rulesets", f"{name}.toml")
    return RuleSet.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
