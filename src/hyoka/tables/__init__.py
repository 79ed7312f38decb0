"""公開の表 — document → tidy rows. What every export, dashboard and API says is said here, once.

Money becomes whole yen here and nowhere else. What is not known is None, never 0.
"""

from hyoka.tables.activities import ACTIVITIES
from hyoka.tables.costs import COSTS
from hyoka.tables.hours import HOURS
from hyoka.tables.indicators import INDICATORS
from hyoka.tables.narratives import NARRATIVES
from hyoka.tables.schedule import SCHEDULE
from hyoka.tables.sheets import SHEETS
from hyoka.tables.table import Column, ForeignKey, Table, Type, Value
from hyoka.tables.totals import TOTALS
from hyoka.tables.value import FractionOfYen

TABLES: dict[str, Table] = {
    table.name: table
    for table in (SHEETS, TOTALS, INDICATORS, ACTIVITIES, NARRATIVES, COSTS, SCHEDULE, HOURS)
}

__all__ = ["TABLES", "Column", "ForeignKey", "FractionOfYen", "Table", "Type", "Value"]
