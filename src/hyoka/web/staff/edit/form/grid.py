"""列 — the columns of the form's tables: fiscal years, and the shares of the width."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString

from hyoka.layouts import Layout
from hyoka.sheet import CostYear, Sheet, TotalYear, YearValue
from hyoka.values import FiscalYear
from hyoka.web.staff.edit.form.markup import tag, void

YearRow = TotalYear | CostYear | YearValue


def at_year(rows: Sequence[YearRow], year: FiscalYear) -> YearRow | None:
    return next((row for row in rows if row.fiscal_year == year), None)


class Percent(int):
    """A column of a fixed share of the table; the rest is shared out among the others."""


LABEL, ROW, TEXT_LABEL = Percent(8), Percent(6), Percent(14)


def columns(shares: Iterable[float | Percent]) -> SafeString:
    """The columns of a table. Widths are classes: the page allows no style in its markup."""
    given = list(shares)
    whole = sum(share for share in given if not isinstance(share, Percent))
    left = 100 - sum(share for share in given if isinstance(share, Percent))
    widths = [share if isinstance(share, Percent) else round(share / whole * left) for share in given]
    return tag("colgroup", *(void("col", class_=f"w-{max(1, width)}") for width in widths))


def years_of(sheet: Sheet, layout: Layout) -> tuple[FiscalYear, ...]:
    """The form's columns, and any other year that the sheet holds."""
    held: set[int] = {year.fiscal_year for year in sheet.totals.years}
    held |= {value.fiscal_year for indicator in sheet.outcomes.indicators for value in indicator.values}
    for direction in sheet.directions:
        for project in direction.work_plan.projects:
            for means in project.means:
                held |= {value.fiscal_year for value in means.indicator.values}
        for line in direction.budget_table.lines:
            held |= {year.fiscal_year for year in line.years}
    return tuple(FiscalYear(year) for year in sorted(held | set(layout.years.of(sheet.fiscal_year))))
