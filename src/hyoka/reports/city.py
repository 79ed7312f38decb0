"""集計の材料 — the tidy rows of many sheets, as `tables` give them and the store keeps them: figures may be texts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from hyoka.sheet import Sheet
from hyoka.tables import TABLES


class Facts(NamedTuple):
    """Whose a sheet is and where it stands in the plan: its row of the table `sheets`."""

    fiscal_year: int
    division: str
    measure_no: str
    layout: str
    department: str
    goal_no: str
    goal: str
    policy_no: str
    policy: str
    measure: str

    @property
    def measure_name(self) -> str:
        return f"{self.measure_no} {self.measure}".strip()


# The rows of a table, or a way to read them: a whole city's rows need not lie in memory at once.
Rows: TypeAlias = Sequence[Sequence[Any]] | Callable[[], Sequence[Sequence[Any]]]


class TidySheet:
    """One sheet as rows. `before`: the key of last year's sheet, where that is known; `season`: 計画時 or 評価時."""

    def __init__(self, key: str, tables: Mapping[str, Rows], *, season: str = "", before: str = "") -> None:
        self.key, self.season, self.before = key, season, before
        self._tables = tables

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a table, of each only these columns."""
        held = self._tables.get(table, ())
        yield from map(_picker(table, columns), held() if callable(held) else held)

    @cached_property
    def facts(self) -> Facts:
        [row] = self.rows("sheets", *Facts._fields)
        return Facts(int(row[0]), *(word or "" for word in row[1:]))


@cache
def _picker(table: str, columns: tuple[str, ...]) -> Any:
    names = [column.name for column in TABLES[table].columns]
    wanted = [names.index(column) for column in columns]
    return itemgetter(*wanted) if len(wanted) > 1 else lambda row: (row[wanted[0]],)


class Found(NamedTuple):
    """A finding of the checks: `check` is its name, `title` what it holds true."""

    sheet: str
    check: str
    title: str
    severity: str
    place: str
    message: str
    is_explained: bool


class City(NamedTuple):
    """What a report is made of: the sheets of one fiscal year, and what else it needs."""

    fiscal_year: int
    sheets: Sequence[TidySheet]
    before: Sequence[TidySheet] = ()  # of the year before
    findings: Sequence[Found] = ()


def tidy(sheet: Sheet, *, season: str = "評価時", before: str = "") -> TidySheet:
    """A document as a report reads it."""
    tables = {name: list(table.rows(sheet)) for name, table in TABLES.items()}
    return TidySheet(sheet.key, tables, season=season, before=before)


def figure(value: Any) -> Decimal | int | None:
    """A figure of a row: the store keeps decimals as texts. None is not known."""
    if value is None or isinstance(value, int | Decimal):
        return value
    return Decimal(value)
