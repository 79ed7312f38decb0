"""見本市を語る — a story's figures become the sheet of one fiscal year: judged, totalled, and told in the texts."""

import re
from collections.abc import Iterator
from decimal import Decimal

from hyoka.example.story import Story, Told, ToldDirection, ToldLine, ToldMeans, ToldProject
from hyoka.layouts import Layout, load_layout, parse_pattern
from hyoka.plan import ReformItem
from hyoka.sheet import (
    Bar,
    BarKind,
    Better,
    BudgetLine,
    BudgetTable,
    CostYear,
    DirectionSheet,
    Head,
    Indicator,
    Means,
    Narrative,
    OutcomeIndicator,
    Outcomes,
    PlanPosition,
    Presence,
    Project,
    Relisting,
    Schedule,
    ScheduleRow,
    Sheet,
    Totals,
    TotalYear,
    WorkPlan,
    YearValue,
    presence_of,
)
from hyoka.values import Amount, Entry, FiscalYear


class Telling:
    """One story told for one fiscal year: evaluated, or planned only, while the year before is not yet evaluated."""

    def __init__(self, story: Story, fiscal_year: int, *, is_planned: bool = False) -> None:
        self.story = story
        self.year = fiscal_year
        self.columns = story.columns
        self.is_planned = is_planned
        self.known = fiscal_year - 2 if is_planned else fiscal_year  # the last year whose results are known
        self.layout: Layout = load_layout(story.layout)
        self.told = {told.id: told for told in self._all_told()}

    def _all_told(self) -> Iterator[Told]:
        yield from self.story.outcomes
        for direction in self.story.directions:
            for project in direction.projects:
                for means in project.means:
                    yield means.indicator

    def key(self, ident: str) -> str:
        return self.story.key(ident)

    def sheet(self) -> Sheet:
        story = self.story
        names = [name for since, name in sorted(story.renamed.items()) if int(since) <= self.year]
        directions = tuple(self._direction(told) for told in story.directions if self.year in told.years)
        rows = tuple(
            self._schedule_row(direction, project)
            for direction in story.directions
            if self.year in direction.years
            for project in direction.projects
            if project.bars and self._is_listed(project)
        )
        outcomes = tuple(self._outcome(told) for told in story.outcomes)
        return Sheet(
            key=story.sheet_key(self.year),
            layout=story.layout,
            fiscal_year=FiscalYear(self.year),
            head=Head(
                department=story.department,
                division=names[-1] if names else story.division,
                regular_staff=Entry.of(f"{story.regular}人"),
                other_staff=Entry.of(f"{story.other}人"),
                phone=story.phone,
                extension=story.extension,
            ),
            position=PlanPosition(
                goal_no=story.goal_no, goal=story.goal, policy_no=story.policy_no, policy=story.policy,
                measure_no=story.measure_no, measure=story.measure, nickname=story.nickname,
            ),
            totals=Totals(presence=Presence.PRESENT, years=tuple(self._total(year) for year in self.columns)),
            outcomes=Outcomes(presence=presence_of(outcomes), indicators=outcomes),
            directions=directions,
            schedule=Schedule(presence=presence_of(rows), rows=rows),
        )  # fmt: skip

    def _lines(self) -> Iterator[ToldLine]:
        for direction in self.story.directions:
            for project in direction.projects if self.year in direction.years else ():
                if not project.relisted:
                    yield from (line for line in project.lines if self.year in line.years)

    def _amount(self, figure: int | None) -> Amount:
        return Amount(written="" if figure is None else f"{figure:,}", unit=self.layout.money_unit)

    def _total(self, year: int) -> TotalYear:
        if year > self.year:
            return TotalYear(
                fiscal_year=FiscalYear(year), budget=self._amount(None), budget_amended=False,
                settlement=self._amount(None), carried_over=self._amount(None),
            )  # fmt: skip
        index = self.columns.index(year)
        lines = list(self._lines())
        budget = self._amount(sum(line.budget[index] for line in lines))
        amended = any(line.amended[index] for line in lines)
        if year > self.known:
            return TotalYear(
                fiscal_year=FiscalYear(year), budget=budget, budget_amended=amended,
                settlement=self._amount(None), carried_over=self._amount(None),
            )  # fmt: skip
        carried = sum(line.carried[index] for line in lines)
        return TotalYear(
            fiscal_year=FiscalYear(year),
            budget=budget,
            budget_amended=amended,
            settlement=self._amount(sum(line.settlement[index] for line in lines)),
            carried_over=self._amount(carried)
            if carried
            else Amount(written="-", unit=self.layout.money_unit),
        )

    def _outcome(self, told: Told) -> OutcomeIndicator:
        reform = parse_pattern("{no} {name}", told.reform) if told.reform else None
        return OutcomeIndicator(
            key=self.key(told.id),
            formula=told.formula,
            reform_item=ReformItem(**reform) if reform else None,
            series_id=self._series(told),
            name=told.name,
            better=told.better,
            values=self._values(told),
        )

    def _series(self, told: Told) -> str:
        return self.key(f"series-{told.id}")

    def _values(self, told: Told) -> tuple[YearValue, ...]:
        return tuple(self._value(told, year) for year in self.columns)

    def _value(self, told: Told, year: int) -> YearValue:
        target = _written(told.target[self.columns.index(year)], told.unit)
        actual = _written(told.actual[self.columns.index(year)], told.unit) if year <= self.known else ""
        return YearValue(
            fiscal_year=FiscalYear(year),
            target=Entry.of(target),
            actual=Entry.of(actual),
            status=_judged(told, year, Entry.of(target), Entry.of(actual)),
        )

    def _direction(self, told: ToldDirection) -> DirectionSheet:
        texts = told.texts[str(self.year)]
        listed = [project for project in told.projects if self._is_listed(project)]
        projects = tuple(self._project(told, project, no) for no, project in enumerate(listed, start=1))
        lines = tuple(self._budget_lines(told))
        return DirectionSheet(
            key=self.key(f"direction-{told.no}"),
            no=told.no,
            name=told.name,
            plan=Narrative(general=self._tell(texts.plan), reform=self._tell(texts.reform_plan)),
            do=Narrative(general=self._tell(texts.do), reform=self._tell(texts.reform_do)),
            check=self._told_later(texts.check, texts.reform_check),
            action=self._told_later(texts.action, texts.reform_action),
            work_plan=WorkPlan(presence=presence_of(projects), projects=projects),
            budget_table=BudgetTable(presence=presence_of(lines, Presence.NONE), lines=lines),
        )

    def _told_later(self, general: str, reform: str) -> Narrative:
        return (
            Narrative()
            if self.is_planned
            else Narrative(general=self._tell(general), reform=self._tell(reform))
        )

    def _is_listed(self, project: ToldProject) -> bool:
        """Whether the project stands on this year's work plan and schedule."""
        return any(self.year in means.years for means in project.means)

    def _project(self, direction: ToldDirection, told: ToldProject, no: int) -> Project:
        means = [means for means in told.means if self.year in means.years]
        return Project(
            key=self.key(f"project-{direction.no}-{told.name}"),
            no=str(no),
            name=told.name,
            relisted_from=_relisting(told),
            means=tuple(self._means(row, index) for index, row in enumerate(means, start=1)),
        )

    def _means(self, told: ToldMeans, no: int) -> Means:
        return Means(
            key=self.key(f"means-{told.indicator.id}"),
            no=str(no),
            text=told.text,
            indicator=Indicator(
                series_id=self._series(told.indicator),
                name=told.indicator.name,
                better=told.indicator.better,
                values=self._values(told.indicator),
            ),
            course="" if self.is_planned else told.courses.get(str(self.year), told.course),
            reason="" if self.is_planned else told.reasons.get(str(self.year), told.reason),
            reform_mark=told.reform_mark,
        )

    def _budget_lines(self, direction: ToldDirection) -> Iterator[BudgetLine]:
        no = 0
        for project in direction.projects:
            for line in project.lines if not project.relisted else project.lines[:1]:
                if self.year in line.years:
                    no += 1
                    yield self._budget_line(direction, project, line, no)

    def _budget_line(
        self, direction: ToldDirection, project: ToldProject, line: ToldLine, no: int
    ) -> BudgetLine:
        years = tuple(self._cost_year(line, year, bool(project.relisted)) for year in self.columns)
        is_later = self.is_planned or bool(project.relisted)
        return BudgetLine(
            key=self.key(f"line-{direction.no}-{line.code}-{line.name}"),
            no=str(no),
            name=line.name,
            relisted_from=_relisting(project),
            account_code=line.code,
            years=years,
            cost_course="" if is_later else line.cost_courses.get(str(self.year), line.cost_course),
            reason="" if is_later else line.reasons.get(str(self.year), line.reason),
        )

    def _cost_year(self, line: ToldLine, year: int, relisted: bool) -> CostYear:
        if relisted or year > self.year:
            nothing = self._amount(None)
            return CostYear(
                fiscal_year=FiscalYear(year), budget=nothing, budget_general=nothing, budget_amended=False,
                settlement=nothing, settlement_general=nothing,
            )  # fmt: skip
        index = self.columns.index(year)
        settled = line.settlement[index] if year <= self.known else None
        return CostYear(
            fiscal_year=FiscalYear(year),
            budget=self._amount(line.budget[index]),
            budget_general=self._amount(line.budget[index] * line.general_share // 100),
            budget_amended=line.amended[index],
            settlement=self._amount(settled),
            settlement_general=self._amount(None if settled is None else settled * line.general_share // 100),
        )

    def _schedule_row(self, direction: ToldDirection, told: ToldProject) -> ScheduleRow:
        regular, other = told.efforts.get(str(self.year), (told.regular, told.other))
        bars = tuple(
            Bar(
                key=self.key(f"bar-{direction.no}-{told.name}-{index}"),
                kind=BarKind.EVENT if bar.event else BarKind.BAR,
                from_month=bar.from_month,
                to_month=bar.to_month,
                label=bar.label,
            )
            for index, bar in enumerate(told.bars)
            if self.year in bar.years
        )
        return ScheduleRow(
            key=self.key(f"schedule-{direction.no}-{told.name}"),
            project=told.name,
            bars=bars,
            regular_hours=_hours(regular, self.layout),
            other_hours=_hours(other, self.layout),
        )

    def _tell(self, text: str) -> str:
        """Figures are told from the series, so that text and table agree."""

        def figure(match: re.Match[str]) -> str:
            told = self.told[match[1]]
            year = int(match[3] or self.year)
            index = self.columns.index(year)
            return _written(told.target[index] if match[2] else told.actual[index], told.unit)

        return re.sub(r"\{([\w-]+)(!)?(?:@(\d{4}))?\}", figure, text).strip()


def _written(figure: str, unit: str) -> str:
    """「4200」 and 件 → 「4,200件」; words and dashes stay as they are."""
    if not re.fullmatch(r"\d+(\.\d+)?", figure):
        return figure
    whole, dot, fraction = figure.partition(".")
    return f"{int(whole):,}{dot}{fraction}{unit}"


def _judged(told: Told, year: int, target: Entry, actual: Entry) -> str:
    if str(year) in told.status:
        return told.status[str(year)] if not actual.is_blank else ""
    if not (target.is_known and actual.is_known):
        return ""
    if target.number is None or actual.number is None:
        met = target.written == actual.written
    elif told.better is Better.LOWER:
        met = actual.number <= target.number
    else:
        met = actual.number >= target.number
    if told.stock:
        return "順調" if met else "遅れ"
    return "達成" if met else "未達成"


def _relisting(told: ToldProject) -> Relisting | None:
    if not told.relisted:
        return None
    measure_no, direction_no = told.relisted.split("-")
    return Relisting(measure_no=measure_no, direction_no=direction_no)


def _hours(effort: str, layout: Layout) -> Entry:
    hours = round(Decimal(effort) * (layout.staff_hours or 0))
    return Entry.of(f"{hours:,}H" if hours else "")
