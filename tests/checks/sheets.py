"""試験用の評価表 — small sheets for the tests of checks, written as short as the thought behind a test."""

from itertools import count

from hyoka.checks import Around, Check, Finding
from hyoka.layouts import Season, load_layout
from hyoka.sheet import (
    BudgetLine,
    BudgetTable,
    CostYear,
    DirectionSheet,
    Indicator,
    Means,
    OutcomeIndicator,
    Outcomes,
    PlanPosition,
    Presence,
    Project,
    Relisting,
    Sheet,
    Totals,
    TotalYear,
    WorkPlan,
    YearValue,
    get,
)
from hyoka.values import Amount, Entry

LAYOUT = load_layout("mishima-2016")
_keys = count(1)

# Figures of one year. Indicators: (target, actual, status). Money: as the class below names them.
Years = list[tuple[str | None, str | None, str | None]]


def key() -> str:
    """Another key every time."""
    return f"k{next(_keys):06d}"


def values(years: Years, first: int = 2016) -> tuple[YearValue, ...]:
    return tuple(
        YearValue(fiscal_year=first + index, target=Entry.of(target), actual=Entry.of(actual), status=status)
        for index, (target, actual, status) in enumerate(years)
    )


def an_outcome(name: str, years: Years, **fields: object) -> OutcomeIndicator:
    return OutcomeIndicator(key=key(), name=name, values=values(years)).model_copy(update=fields)


def a_means(name: str, years: Years, indicator: dict[str, object] | None = None, **fields: object) -> Means:
    measured = Indicator(name=name, values=values(years)).model_copy(update=indicator or {})
    return Means(key=key(), no="1", text=f"{name}の手段", indicator=measured).model_copy(update=fields)


def a_project(name: str, *means: Means, relisted_from: tuple[str, str] | None = None) -> Project:
    return Project(key=key(), no="1", name=name, means=means, relisted_from=_relisting(relisted_from))


def a_cost(
    fiscal_year: int,
    budget: str | None = "",
    settlement: str | None = "",
    budget_general: str | None = "",
    settlement_general: str | None = "",
) -> CostYear:
    return CostYear(
        fiscal_year=fiscal_year,
        budget=Amount.of(budget),
        budget_general=Amount.of(budget_general),
        settlement=Amount.of(settlement),
        settlement_general=Amount.of(settlement_general),
    )


def a_line(
    name: str, *years: CostYear, relisted_from: tuple[str, str] | None = None, **fields: object
) -> BudgetLine:
    line = BudgetLine(key=key(), no="1", name=name, years=years, relisted_from=_relisting(relisted_from))
    return line.model_copy(update=fields)


def a_total(
    fiscal_year: int, budget: str | None = "", settlement: str | None = "", carried_over: str | None = "-"
) -> TotalYear:
    return TotalYear(
        fiscal_year=fiscal_year,
        budget=Amount.of(budget),
        settlement=Amount.of(settlement),
        carried_over=Amount.of(carried_over),
    )


def a_direction(
    no: str = "1",
    *,
    lines: list[BudgetLine] | Presence = Presence.NOT_IN_SOURCE,
    projects: list[Project] | Presence = Presence.NOT_IN_SOURCE,
    **fields: object,
) -> DirectionSheet:
    """Its tables: rows, or how they are absent."""
    budget_table = (
        BudgetTable(presence=Presence.PRESENT, lines=tuple(lines))
        if isinstance(lines, list)
        else BudgetTable(presence=lines)
    )
    work_plan = (
        WorkPlan(presence=Presence.PRESENT, projects=tuple(projects))
        if isinstance(projects, list)
        else WorkPlan(presence=projects)
    )
    direction = DirectionSheet(
        key=key(), no=no, name=f"方向{no}", budget_table=budget_table, work_plan=work_plan
    )
    return direction.model_copy(update=fields)


def a_sheet(
    *directions: DirectionSheet,
    totals: list[TotalYear] | None = None,
    outcomes: list[OutcomeIndicator] | None = None,
    fiscal_year: int = 2018,
    **fields: object,
) -> Sheet:
    """A sheet of H30 of the measure 48."""
    sheet = Sheet(
        key=key(),
        layout=LAYOUT.name,
        fiscal_year=fiscal_year,
        position=PlanPosition(measure_no="48", measure="施策"),
        totals=Totals(presence=Presence.PRESENT, years=tuple(totals)) if totals else Totals(),
        outcomes=Outcomes(presence=Presence.PRESENT, indicators=tuple(outcomes)) if outcomes else Outcomes(),
        directions=directions,
    )
    return sheet.model_copy(update=fields)


def found(check: Check, sheet: Sheet, season: Season | None = None) -> list[Finding]:
    """What a check finds in a sheet; every place it names is one the sheet has."""
    findings = list(check(sheet, Around(layout=LAYOUT, season=season)))
    for finding in findings:
        assert finding.check == check.__name__.replace("_", "-")
        assert finding.at in finding.places
        for place in finding.places:
            get(sheet, place)
    return findings


def _relisting(of: tuple[str, str] | None) -> Relisting | None:
    return Relisting(measure_no=of[0], direction_no=of[1]) if of else None
