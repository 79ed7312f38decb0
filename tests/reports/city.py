"""見本市の集計 — the example city as a report reads it, and every report in every way it can be asked for."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

from hyoka.example import clean_sheets
from hyoka.reports import REPORTS, City, Found, Maker, Report, tidy
from hyoka.sheet import Sheet

YEAR = 2025


@cache
def sheets_of(fiscal_year: int) -> tuple[Sheet, ...]:
    return tuple(sheet for sheet in clean_sheets() if sheet.fiscal_year == fiscal_year)


def city_of(now: Iterable[Sheet], before: Iterable[Sheet] = (), findings: Iterable[Found] = ()) -> City:
    return City(YEAR, tuple(map(tidy, now)), tuple(map(tidy, before)), tuple(findings))


@cache
def example_city() -> City:
    now = sheets_of(YEAR)
    findings = [
        Found(sheet.key, f"check-{at % 3}", f"点検{at % 3}", ("error", "warning", "note")[at % 3], "/head", "指摘の文", at % 2 == 0)
        for at, sheet in enumerate(now)
    ]  # fmt: skip
    return city_of(now, sheets_of(YEAR - 1), findings)


def ways(maker: Maker) -> Iterator[dict[str, str]]:
    """Every choice of a report's options."""
    for codes in product(*(option.values for option in maker.options)):
        yield {option.name: code for option, (code, _) in zip(maker.options, codes, strict=True)}


def every_report(city: City) -> Iterator[tuple[str, Report]]:
    for maker in REPORTS.values():
        for asked in ways(maker):
            yield f"{maker.name} {asked}", maker.make(city, asked)


def values(report: Report) -> dict[tuple[str, str], object]:
    """Every value by row and column."""
    return {
        (row.key, column.name): cell.value
        for row in report.rows
        for column, cell in zip(report.columns, row.cells, strict=True)
    }
