"""測り方 — recall per kind, near misses that spoke, and false alarms on the clean sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from hyoka.checks import Finding, Severity, run
from hyoka.sheet import Sheet

from .kind import Case, Kind, Maker


@dataclass
class Result:
    """What one kind of fault gave."""

    kind: Kind
    able: int = 0  # sheets in which the fault can be put at all
    sheets: int = 0  # sheets that the mutants were drawn from
    mutants: int = 0
    found: int = 0
    near_misses: int = 0
    spoke: int = 0
    missed: list[Case] = field(default_factory=list)
    alarms: list[tuple[Case, Finding]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.mutants if self.mutants else 0.0


def measure(kind: Kind, sheets: Sequence[Sheet], *, per_kind: int, seed: int = 1) -> Result:
    """Put `per_kind` faults and near misses of a kind into clean sheets and see what the checks say."""
    result = Result(kind)
    drawn = _draw(kind.fault, sheets, per_kind, Random(f"{seed}{kind.title}"))
    result.sheets = len({id(base) for _, base in drawn})
    result.able = sum(any(True for _ in kind.fault(sheet, Random(seed))) for sheet in sheets)
    for case, base in drawn:
        result.mutants += 1
        if _new(kind, case, base):
            result.found += 1
        else:
            result.missed.append(case)
    for case, base in _draw(kind.near_miss, sheets, per_kind, Random(f"{seed}{kind.title}~")):
        result.near_misses += 1
        new = _new(kind, case, base)
        if new:
            result.spoke += 1
            result.alarms += [(case, finding) for finding in new]
    return result


def false_alarms(sheets: Sequence[Sheet]) -> Counter[str]:
    """Errors and warnings on sheets known to be clean, by check."""
    return Counter(
        finding.check for sheet in sheets for finding in run(sheet) if finding.severity is not Severity.NOTE
    )


def _draw(maker: Maker, sheets: Sequence[Sheet], count: int, random: Random) -> list[tuple[Case, Sheet]]:
    """Up to `count` cases, spread over the sheets: one of each in turn until there are enough."""
    pools = [(sheet, list(maker(sheet, random))) for sheet in sheets]
    for _, pool in pools:
        random.shuffle(pool)
    random.shuffle(pools)
    drawn: list[tuple[Case, Sheet]] = []
    while len(drawn) < count and any(pool for _, pool in pools):
        drawn += [(pool.pop(), sheet) for sheet, pool in pools if pool]
    return drawn[:count]


def _new(kind: Kind, case: Case, base: Sheet) -> list[Finding]:
    """Findings of the kind's checks, at its level, that the clean sheet did not have."""
    around = case.around if case.sheet is not base else None  # only what stands around it is wrong
    before = {(finding.check, finding.at, finding.fiscal_year) for finding in run(base, around)}
    return [
        finding
        for finding in run(case.sheet, case.around)
        if finding.check in kind.checks
        and finding.severity.rank <= kind.level.rank
        and (finding.check, finding.at, finding.fiscal_year) not in before
    ]
