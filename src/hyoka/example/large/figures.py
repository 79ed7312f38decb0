"""全庁の数値 — targets and actuals, money and effort over the years: growing gently, mostly met, now and then missed."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import NamedTuple

from hyoka.example.large.chance import dice
from hyoka.example.large.town import Outcome, Project

# The five fiscal years of the form; the last is being planned and has no results yet.
YEARS = (2022, 2023, 2024, 2025, 2026)
KNOWN = YEARS[:-1]
MET = 0.7  # the share of the targets that are met
CEILING = 99.7  # percent


class Figures(NamedTuple):
    target: tuple[str, ...]
    actual: tuple[str, ...]

    def way(self, year: int) -> int:
        """1: rose from the year before, -1: fell, 0: the same or not known."""
        at = YEARS.index(year)
        if at == 0 or not self.is_number(year) or not self.is_number(year - 1):
            return 0
        before, now = Decimal(self.actual[at - 1]), Decimal(self.actual[at])
        return (now > before) - (now < before)

    def is_number(self, year: int) -> bool:
        return self.actual[YEARS.index(year)].replace(".", "").isdecimal()

    def beyond(self, year: int) -> int:
        """1: above the target, -1: below it, 0: just so, or told in words."""
        at = YEARS.index(year)
        if not self.is_number(year):
            return 0
        target, actual = Decimal(self.target[at]), Decimal(self.actual[at])
        return (actual > target) - (actual < target)


class Money(NamedTuple):
    """One budget line in 千円: budgets of all the years, settlements and what was carried over of the known ones."""

    budget: tuple[int, ...]
    settlement: tuple[int, ...]
    carried: tuple[int, ...]
    amended: tuple[bool, ...]
    general_share: int


def outcome_figures(measure_no: int, told: Outcome) -> Figures:
    chance = dice("outcome", measure_no)
    level = float(told.level)
    room = (CEILING - level) / 7 if told.unit == "%" and not told.fewer else level
    yearly = min(level * chance.uniform(0.015, 0.05), room)
    return _series(chance, level, yearly, 1 if told.unit == "%" or "." in told.level else 0, told.fewer)


def project_figures(project: Project) -> Figures:
    work, chance = project.work, dice("project", project.name)
    if work.words:
        return _milestones(chance, work.words)
    low, high = work.scale
    level = low * (high / low) ** chance.random()
    if work.unit == "%":
        return _series(chance, level, chance.uniform(2.5, 5.5), 1, False)
    return _series(chance, _round_to_two(level), max(level * chance.uniform(0.03, 0.08), 1), 0, work.fewer)


def talk_figures(project: Project) -> Figures:
    """The meetings that a relisted project holds elsewhere."""
    chance = dice("talks", project.name)
    return _series(chance, chance.randrange(6, 24), 2, 0, False)


def _series(chance: Random, level: float, yearly: float, decimals: int, fewer: bool) -> Figures:
    """Targets step by the same amount; an actual that is met stays short of the next target."""
    step = Decimal(1).scaleb(-decimals)
    sign = -1 if fewer else 1
    target = [_held(level + sign * yearly * at, step) for at in range(len(YEARS))]
    actual = []
    for wanted in target[: len(KNOWN)]:
        is_met = chance.random() < MET
        share = chance.uniform(0.1, 0.85) if is_met else -chance.uniform(0.3, 1.6)
        actual.append(_held(float(wanted) + sign * yearly * share, step))
    return Figures(tuple(map(str, target)), tuple(map(str, actual)))


def _held(value: float, step: Decimal) -> Decimal:
    return max(Decimal(value).quantize(step, ROUND_HALF_UP), step)


def _round_to_two(value: float) -> float:
    """Two digits, as people set a first target: 1,847 → 1,800."""
    size = 10 ** max(len(str(int(value))) - 2, 0)
    return float(round(value / size) * size)


def _milestones(chance: Random, words: tuple[str, ...]) -> Figures:
    """A late stage is told as the one before: it was not reached."""
    actual = list(words[: len(KNOWN)])
    late = chance.randrange(1, len(KNOWN) * 2)
    if late < len(KNOWN):
        actual[late] = words[late - 1]
    return Figures(words[: len(YEARS)], tuple(actual))


def money_of(project: Project, part: str, share: float) -> Money:
    """`share` of the project's money, as a line called `part`."""
    chance = dice("money", project.name, part)
    low, high = project.work.money
    size = low * (high / low) ** dice("money", project.name).random() * share
    budget = []
    for _ in YEARS:
        budget.append(max(round(size), 40) // 10 * 10)
        size *= chance.uniform(0.94, 1.1)
    spent = [round(amount * chance.uniform(0.9, 0.995)) for amount in budget[: len(KNOWN)]]
    carried = [0] * len(YEARS)
    if project.work.name in ("工事", "改修") and chance.random() < 0.5:
        at = chance.randrange(1, len(KNOWN))
        carried[at] = budget[at - 1] * chance.randrange(15, 32) // 100
        spent[at - 1] -= carried[at]
        spent[at] += carried[at]
    return Money(
        budget=tuple(budget),
        settlement=tuple(spent),
        carried=tuple(carried),
        amended=tuple(chance.random() < 0.12 for _ in YEARS),
        general_share=chance.choice((100, 100, 100, 75, 67, 50)),
    )


def efforts_of(project: Project) -> dict[str, tuple[str, str]]:
    """人工 of regular and other staff, planned anew every year in steps of 0.05."""
    chance = dice("effort", project.name)
    regular, other = chance.randrange(4, 26), chance.randrange(0, 16)
    told = {}
    for year in YEARS:
        told[str(year)] = (f"{max(regular, 2) * 0.05:.2f}", f"{max(other, 0) * 0.05:.2f}")
        regular += chance.choice((-2, -1, 1, 2))
        other += chance.choice((-1, 0, 1))
    return told
