"""点検 — documents → findings. A check is one file; the families are listed here, explicitly."""

import inspect
from collections.abc import Callable, Iterable
from functools import cache

from hyoka.checks import over_years, whole_city
from hyoka.checks.around import Around, Reprinted
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet import amounts, head, judgement, names, same_fact, season, targets, text
from hyoka.layouts import describe
from hyoka.sheet import Place, Sheet

Check = Callable[[Sheet, Around], Iterable[Finding]]

# Every check of one sheet, family by family: within it, against the years before. A check's name for people is its function's, in kebab case.
CHECKS: tuple[Check, ...] = (
    *amounts.CHECKS,
    *judgement.CHECKS,
    *targets.CHECKS,
    *same_fact.CHECKS,
    *text.CHECKS,
    *names.CHECKS,
    *head.CHECKS,
    *season.CHECKS,
    *over_years.CHECKS,
)

# And those that get all sheets of a year together.
EVERY_CHECK: tuple[Check | whole_city.CityCheck, ...] = (*CHECKS, *whole_city.CHECKS)


def name_of(check: Check | whole_city.CityCheck) -> str:
    """A check's name for people, never reused."""
    return check.__name__.replace("_", "-")


@cache
def titles() -> dict[str, str]:
    """What each check holds true, by its name: the first line of its text for staff."""
    return {name_of(check): (inspect.getmodule(check).__doc__ or "").split("\n")[0] for check in EVERY_CHECK}


def run(sheet: Sheet, around: Around | None = None, checks: Iterable[Check] = CHECKS) -> tuple[Finding, ...]:
    """All findings, most serious first, in document order within a severity.

    A finding that leans on a value whose reading is in doubt is lowered to a note and says so.
    """
    around = around or Around.of(sheet)
    found = [_doubted(finding, sheet, around) for check in checks for finding in check(sheet, around)]
    return tuple(sorted(found, key=lambda finding: finding.severity.rank))


def _doubted(finding: Finding, sheet: Sheet, around: Around) -> Finding:
    doubted = [
        place
        for place in dict.fromkeys((finding.at, *finding.places))
        if any(
            Place(place).is_within(unsure) or Place(unsure).is_within(place) for unsure in around.uncertain
        )
    ]
    if not doubted:
        return finding
    where = "、".join(describe(around.layout, sheet, place) for place in doubted)
    message = f"{finding.message}（読み取りが不確かな値を含みます: {where}）"
    return finding.model_copy(update={"severity": Severity.NOTE, "message": message})


__all__ = [
    "CHECKS",
    "EVERY_CHECK",
    "Around",
    "Check",
    "Finding",
    "Reprinted",
    "Severity",
    "name_of",
    "run",
    "titles",
]
