"""集計表 — tidy rows of many sheets → one report each. The same function is shown, printed, saved and drilled into."""

from hyoka.reports.city import City, Found, TidySheet, tidy
from hyoka.reports.costs import COSTS
from hyoka.reports.findings import FINDINGS
from hyoka.reports.hours import HOURS
from hyoka.reports.last_year import LAST_YEAR
from hyoka.reports.pending import PENDING
from hyoka.reports.plan_indicators import PLAN_INDICATORS
from hyoka.reports.reform import REFORM
from hyoka.reports.rejudged import REJUDGED
from hyoka.reports.report import Cell, Column, Kind, Maker, Option, Part, Report, Row, format_value
from hyoka.reports.results import RESULTS
from hyoka.reports.usual_answers import USUAL_ANSWERS

REPORTS: dict[str, Maker] = {
    maker.name: maker
    for maker in (
        PLAN_INDICATORS,
        RESULTS,
        COSTS,
        HOURS,
        REFORM,
        LAST_YEAR,
        PENDING,
        FINDINGS,
        USUAL_ANSWERS,
        REJUDGED,
    )
}

__all__ = [
    "REPORTS", "Cell", "City", "Column", "Found", "Kind", "Maker", "Option", "Part", "Report", "Row", "TidySheet", "format_value",
    "tidy",
]  # fmt: skip
