"""全市の測り方 — recall per kind of fault between sheets, and near misses that spoke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from hyoka.checks.whole_city import City, CityFinding, run_city
from hyoka.example import clean_sheets
from hyoka.sheet import Sheet

from .city_kinds import CityKind, CityMaker


@dataclass
class CityResult:
    kind: CityKind
    mutants: int = 0
    found: int = 0
    near_misses: int = 0
    alarms: list[CityFinding] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.mutants if self.mutants else 0.0


def measure_city(kind: CityKind, *, per_kind: int, seed: int = 1) -> CityResult:
    """Put faults and near misses into the clean city, year by year. The clean city itself has no finding at all."""
    result = CityResult(kind)
    for city in _drawn(kind.fault, per_kind, Random(f"{seed}{kind.title}")):
        result.mutants += 1
        result.found += bool(_told(kind, city))
    for city in _drawn(kind.near_miss, per_kind, Random(f"{seed}{kind.title}~")):
        result.near_misses += 1
        result.alarms += _told(kind, city)
    return result


def clean_years() -> list[list[Sheet]]:
    years = sorted({sheet.fiscal_year for sheet in clean_sheets()})
    return [[sheet for sheet in clean_sheets() if sheet.fiscal_year == year] for year in years]


def _drawn(maker: CityMaker, count: int, random: Random) -> Sequence[City]:
    cases = [city for sheets in clean_years() for city in maker(sheets, random)]
    return random.sample(cases, min(count, len(cases)))


def _told(kind: CityKind, city: City) -> list[CityFinding]:
    return [
        finding
        for finding in run_city(city)
        if finding.check == kind.check and finding.severity.rank <= kind.level.rank
    ]
