"""別の規則で見る — old years under another set of rules: a report, never a rewrite of what was stated."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hyoka.judging.judge import Period, judge
from hyoka.judging.proposal import Proposal
from hyoka.judging.ruleset import RuleSet
from hyoka.judging.words import is_stated
from hyoka.sheet import Sheet, YearValue, each_series
from hyoka.values import FiscalYear


class Rejudged(NamedTuple):
    """One year of an indicator: what was stated, and what the other rules say."""

    sheet: Sheet
    place: str
    name: str
    fiscal_year: FiscalYear
    stated: str  # "": nothing was
    proposal: Proposal


def may_be_judged(value: YearValue) -> bool:
    """Whether there is anything to compare: an actual, or a judgement that was stated."""
    return value.actual.is_known or is_stated(value.status)


def rejudge(sheets: Iterable[Sheet], rules: RuleSet, *, own_year_only: bool = True) -> Iterator[Rejudged]:
    """Each year that has an actual. `own_year_only`: of a sheet its own year, else all its columns up to that year."""
    for sheet in sheets:
        for series in each_series(sheet):
            years = series.indicator.fiscal_years
            period = Period(years[0], years[-1]) if years else None
            for value in series.indicator.values:
                is_due = value.fiscal_year == sheet.fiscal_year or (
                    not own_year_only and value.fiscal_year < sheet.fiscal_year
                )
                if not is_due or not may_be_judged(value):
                    continue
                yield Rejudged(
                    sheet, str(series.values_at / int(value.fiscal_year)), series.indicator.name or "", value.fiscal_year,
                    value.status or "", judge(series.indicator, value.fiscal_year, rules, period),
                )  # fmt: skip
