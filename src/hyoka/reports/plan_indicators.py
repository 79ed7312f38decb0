"""総合計画施策指標一覧 — the outcome indicators of every measure: target, actual, and how it was judged."""

from collections.abc import Iterator

from hyoka.reports.city import City, TidySheet
from hyoka.reports.grouping import in_number_order
from hyoka.reports.report import Asked, Cell, Column, Maker, Part, Report, Row, count_of, text
from hyoka.values import FiscalYear

_NOTES = (
    "総括表の成果指標を、施策の番号の順に並べています。目標と実績は、書かれたままです。",
    "最終目標は、様式の年度の欄のうち、いちばん後の目標です。達成状況は評価表に書かれたもので、hyoka の判定ではありません。",
)


def plan_indicators(city: City, asked: Asked) -> Report:
    sheets = sorted(city.sheets, key=lambda sheet: in_number_order(sheet.facts.measure_no))
    rows, names = [], []
    for sheet in sheets:
        for key, name, cells in _of_sheet(sheet):
            names.append(name)
            rows.append(Row(key, cells))
    blank = text("")
    rows.append(
        Row(
            "total",
            (text("計"), blank, blank, blank, count_of(names), *[blank] * 6),
            is_total=True,
        )
    )
    return Report("総合計画施策指標一覧", _columns(city.fiscal_year), tuple(rows), _NOTES)


def _columns(fiscal_year: int) -> tuple[Column, ...]:
    return (
        Column("goal", "基本目標", width=14),
        Column("policy", "基本方針", width=14),
        Column("measure", "施策", width=16),
        Column("division", "課", width=10),
        Column("indicator", "成果指標", width=24),
        Column("baseline", "基準値", width=8),
        Column("last", f"{FiscalYear(fiscal_year - 1).short} 実績", width=9),
        Column("target", f"{FiscalYear(fiscal_year).short} 目標", width=9),
        Column("actual", f"{FiscalYear(fiscal_year).short} 実績", width=9),
        Column("status", "達成状況", width=8),
        Column("final", "最終目標", width=12),
    )


def _of_sheet(sheet: TidySheet) -> Iterator[tuple[str, Part, tuple[Cell, ...]]]:
    """The sheet's indicators, each with the row of its years."""
    facts = sheet.facts
    columns = ("kind", "place", "of_year", "indicator", "baseline", "target", "actual", "status")
    found: dict[str, dict[int | None, tuple[str, ...]]] = {}
    for kind, place, of_year, *said in sheet.rows("indicators", *columns):
        if kind == "outcome":
            at = place if of_year is None else place.rsplit("/", 1)[0]
            found.setdefault(at, {})[of_year] = tuple(said)
    for at, years in found.items():
        name, baseline = next(iter(years.values()))[:2]
        targets = [
            (year, said[2]) for year, said in sorted(years.items(), key=lambda each: each[0] or 0) if said[2]
        ]
        final = f"{FiscalYear(targets[-1][0]).short} {targets[-1][1]}" if targets and targets[-1][0] else ""
        yield (
            f"{sheet.key}{at}",
            Part(sheet.key, f"{at}/name", 1, name or ""),
            (
                text(f"{facts.goal_no} {facts.goal}".strip()),
                text(f"{facts.policy_no} {facts.policy}".strip()),
                text(facts.measure_name),
                text(facts.division),
                text(name, sheet.key, f"{at}/name"),
                text(baseline),
                text(_said(years, facts.fiscal_year - 1, 3)),
                text(_said(years, facts.fiscal_year, 2)),
                text(_said(years, facts.fiscal_year, 3), sheet.key, f"{at}/{facts.fiscal_year}/actual"),
                text(_said(years, facts.fiscal_year, 4)),
                text(final),
            ),
        )


def _said(years: dict[int | None, tuple[str, ...]], year: int, at: int) -> str:
    return (years[year][at] or "") if year in years else ""


PLAN_INDICATORS = Maker(
    "plan-indicators",
    "総合計画施策指標一覧",
    "施策ごとの成果指標の、基準値、目標、実績、達成状況、最終目標。",
    ("sheets", "indicators"),
    plan_indicators,
)
