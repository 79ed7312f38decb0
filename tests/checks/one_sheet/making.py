"""Sheets made by hand for the checks on facts, texts, names and heads: only what a test speaks of."""

from hyoka.checks import Around, Finding
from hyoka.checks.one_sheet.head import CHECKS as HEAD
from hyoka.checks.one_sheet.names import CHECKS as NAMES
from hyoka.checks.one_sheet.same_fact import CHECKS as SAME_FACT
from hyoka.checks.one_sheet.text import CHECKS as TEXT
from hyoka.layouts import Layout, load_layout
from hyoka.plan import ReformItem
from hyoka.sheet import (
    Bar,
    BudgetLine,
    BudgetTable,
    DirectionSheet,
    Indicator,
    Means,
    Narrative,
    OutcomeIndicator,
    Outcomes,
    Presence,
    Project,
    Relisting,
    Schedule,
    ScheduleRow,
    Sheet,
    TargetKind,
    WorkPlan,
    YearValue,
)
from hyoka.values import Entry, FiscalYear, derive_key

ALL = (*SAME_FACT, *TEXT, *NAMES, *HEAD)
FIRST, OWN = 2016, 2018


def values(targets: str, actuals: str, statuses: str = "") -> tuple[YearValue, ...]:
    """「1件 1件 2件」: a cell for each year from H28; the sheet's own year is H30."""
    told, done, judged = targets.split(), actuals.split(), statuses.split()
    return tuple(
        YearValue(
            fiscal_year=FiscalYear(FIRST + index),
            target=Entry.of(told[index] if index < len(told) else ""),
            actual=Entry.of(done[index] if index < len(done) else ""),
            status=judged[index] if index < len(judged) else "",
        )
        for index in range(max(len(told), len(done)))
    )


def outcome(
    name: str,
    targets: str,
    actuals: str,
    statuses: str = "",
    *,
    formula: str = "",
    reform: str = "",
    **more: object,
) -> OutcomeIndicator:
    return OutcomeIndicator(
        key=_key("o", name),
        name=name,
        formula=formula,
        reform_item=ReformItem(no=reform.split()[0], name=reform.split()[1]) if reform else None,
        values=values(targets, actuals, statuses),
        **more,  # type: ignore[arg-type]
    )


def means(
    text: str,
    name: str = "",
    targets: str = "",
    actuals: str = "",
    statuses: str = "",
    *,
    course: str = "維持",
    reason: str | None = "",
    kind: TargetKind | None = None,
) -> Means:
    return Means(
        key=_key("m", text, name),
        no="1",
        text=text,
        indicator=Indicator(
            name=name or f"{text}の数", target_kind=kind, values=values(targets, actuals, statuses)
        ),
        course=course,
        reason=reason,
    )


def project(name: str, *rows: Means, relisted: bool = False) -> Project:
    return Project(
        key=_key("p", name, "r" if relisted else ""),
        no="1",
        name=name,
        relisted_from=Relisting(measure_no="48", direction_no="4") if relisted else None,
        means=rows or (means(f"{name}の実施"),),
    )


def direction(
    *projects: Project,
    no: str = "1",
    plan: str = "",
    do: str = "",
    check: str | None = "",
    action: str = "",
    reform_check: str = "",
    reform_plan: str = "",
    lines: tuple[BudgetLine, ...] = (),
) -> DirectionSheet:
    return DirectionSheet(
        key=_key("d", no),
        no=no,
        name="取組の推進",
        plan=Narrative(general=plan, reform=reform_plan),
        do=Narrative(general=do),
        check=Narrative(general=check, reform=reform_check),
        action=Narrative(general=action),
        work_plan=WorkPlan(presence=Presence.PRESENT, projects=projects)
        if projects
        else WorkPlan(presence=Presence.BLANK),
        budget_table=BudgetTable(presence=Presence.PRESENT, lines=lines) if lines else BudgetTable(),
    )


def line(name: str, code: str = "", *, relisted: bool = False) -> BudgetLine:
    return BudgetLine(
        key=_key("l", name, code, "r" if relisted else ""),
        name=name,
        account_code=code,
        relisted_from=Relisting(measure_no="48", direction_no="4") if relisted else None,
    )


def scheduled(name: str, regular: str = "", other: str = "", *bars: Bar) -> ScheduleRow:
    return ScheduleRow(
        key=_key("s", name),
        project=name,
        bars=bars,
        regular_hours=Entry.of(regular),
        other_hours=Entry.of(other),
    )


def sheet(
    *directions: DirectionSheet,
    outcomes: tuple[OutcomeIndicator, ...] = (),
    schedule: tuple[ScheduleRow, ...] = (),
    **more: object,
) -> Sheet:
    return Sheet(
        key="sheet1",
        layout="mishima-2016",
        fiscal_year=FiscalYear(OWN),
        outcomes=Outcomes(presence=Presence.PRESENT, indicators=outcomes) if outcomes else Outcomes(),
        directions=directions,
        schedule=Schedule(presence=Presence.PRESENT, rows=schedule) if schedule else Schedule(),
        **more,  # type: ignore[arg-type]
    )


def around(**more: object) -> Around:
    return Around(layout=the_layout(), **more)  # type: ignore[arg-type]


def the_layout() -> Layout:
    return load_layout("mishima-2016")


def found(a_sheet: Sheet, *checks: str, **more: object) -> list[Finding]:
    """The findings of the named checks (of all of ours where none is named)."""
    findings = [finding for check in ALL for finding in check(a_sheet, around(**more))]
    return [finding for finding in findings if not checks or finding.check in checks]


def _key(*words: str) -> str:
    return derive_key(*words)
