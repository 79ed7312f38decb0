"""全庁の原稿 — each measure of the town as a story, which `telling.py` tells year by year."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from math import ceil

from hyoka.example.large.chance import dice
from hyoka.example.large.figures import (
    KNOWN,
    YEARS,
    Figures,
    efforts_of,
    money_of,
    outcome_figures,
    project_figures,
    talk_figures,
)
from hyoka.example.large.town import Division, Measure, Project, Town, town
from hyoka.example.large.words import Said, reform_of, said_of
from hyoka.example.story import (
    Story,
    Told,
    ToldBar,
    ToldDirection,
    ToldLine,
    ToldMeans,
    ToldProject,
    ToldTexts,
)
from hyoka.sheet import Better

LAYOUT = "mihon-city-2022"
GRANT = 0.8  # of a granting project, the share of the money that is the 補助金 itself


@cache
def stories() -> tuple[Story, ...]:
    """Every measure's story, by number."""
    return tuple(_story(town(), measure) for measure in town().measures)


def _story(held: Town, measure: Measure) -> Story:
    division, policy = measure.division, held.policies[measure.division.department]
    regular, other = _staff(held, division)
    return Story(
        town="mihon-city",
        layout=LAYOUT,
        columns=YEARS,
        years=YEARS,
        measure_no=str(measure.no),
        measure=measure.name,
        goal_no=policy.goal[0],
        goal=policy.goal[1],
        policy_no=policy.policy[0],
        policy=policy.policy[1],
        department=division.department,
        division=division.name,
        regular=regular,
        other=other,
        phone=f"000-000-{2000 + held.divisions.index(division) * 10}",
        extension=f"{2000 + held.divisions.index(division) * 10}",
        outcomes=(_outcome(measure),),
        directions=tuple(_directions(held, measure)),
    )


def _staff(held: Town, division: Division) -> tuple[int, int]:
    """Heads enough for the hours of all its measures in the busiest year, and for what is on no sheet."""
    efforts = [
        efforts_of(project)[str(year)]
        for measure in held.measures
        if measure.division is division
        for project in measure.projects
        for year in YEARS
    ]
    regular, other = (
        sum((Decimal(pair[kind]) for pair in efforts), Decimal(0)) / len(YEARS) for kind in (0, 1)
    )
    spare = dice("staff", division.key).randrange(2, 6)
    return ceil(regular * Decimal("1.3")) + spare, ceil(other * Decimal("1.4")) + 1


def _outcome(measure: Measure) -> Told:
    told, figures = measure.outcome, outcome_figures(measure.no, measure.outcome)
    how = "全体で割った割合" if told.unit == "%" else "年度の終わりに数えたもの"
    return Told(
        id="o1",
        name=told.name,
        unit=told.unit,
        target=figures.target,
        actual=figures.actual,
        stock=told.stock,
        better=Better.LOWER if told.fewer else None,
        formula=f"{measure.division.name}が集めた記録から求め、{how}",
        reform=measure.reform,
    )


# ── directions ──


def _directions(held: Town, measure: Measure) -> Iterator[ToldDirection]:
    """The first two projects make the first direction; a third has its own, into which the first is often relisted."""
    numbered = [(f"p{at}", project) for at, project in enumerate(measure.projects, start=1)]
    for no, group in enumerate((numbered[:2], numbered[2:]), start=1):
        if not group:
            continue
        told = [(ident, project, project_figures(project)) for ident, project in group]
        projects = [_project(measure, *one) for one in told]
        if no == 2 and measure.no % 4:
            projects.append(_relisted(measure, measure.projects[0]))
        yield ToldDirection(
            no=str(no),
            name=group[0][1].work.direction,
            texts=_texts(held, measure, told, has_reform=no == 1),
            projects=tuple(projects),
            years=YEARS,
        )


def _texts(
    held: Town, measure: Measure, told: list[tuple[str, Project, Figures]], *, has_reform: bool
) -> dict[str, ToldTexts]:
    said = [said_of(held, project, ident, figures) for ident, project, figures in told]
    reform = reform_of(held, measure.reform) if measure.reform and has_reform else {}
    nothing = Said("", "", "", "")
    return {
        str(year): ToldTexts(
            **{field: "\n".join(getattr(one[year], field) for one in said) for field in Said._fields},
            **{f"reform_{field}": getattr(reform.get(year, nothing), field) for field in Said._fields},
        )
        for year in YEARS
    }


def _named(project: Project) -> str:
    return project.work.project.replace("<名>", project.name)


def _project(measure: Measure, ident: str, project: Project, figures: Figures) -> ToldProject:
    work = project.work
    means = work.means.replace("<名>", project.name)
    indicator = Told(
        id=ident,
        name=work.indicator.replace("<名>", project.name),
        unit=work.unit,
        target=figures.target,
        actual=figures.actual,
        stock=work.stock,
        better=Better.LOWER if work.fewer else None,
    )
    courses = _courses(project)
    return ToldProject(
        name=_named(project),
        means=(
            ToldMeans(
                text=means,
                indicator=indicator,
                courses={year: course for year, (course, _) in courses.items()},
                reasons={year: reason for year, (_, reason) in courses.items()},
                reform_mark=measure.reform.partition(" ")[0] if ident == "p1" else "",
                years=YEARS,
            ),
        ),
        lines=tuple(_lines(measure, ident, project)),
        bars=tuple(_bars(project, means)),
        efforts=efforts_of(project),
    )


def _courses(project: Project) -> dict[str, tuple[str, str]]:
    """維持 goes without saying; now and then a year ends with more in mind."""
    chance = dice("course", project.name)
    reasons = {
        "拡充": ("希望する人が枠を超えるため", "対象とする地区を広げるため"),
        "改善": ("進め方を組み替えるため", "周知の仕方を改めるため"),
        "縮小": ("対象となるものが少なくなるため",),
    }
    return {
        str(year): (course, chance.choice(reasons[course]))
        for year in KNOWN
        if chance.random() < 0.3
        for course in chance.choices(tuple(reasons), (5, 6, 1))
    }


def _lines(measure: Measure, ident: str, project: Project) -> Iterator[ToldLine]:
    parts = (("", 1 - GRANT), ("補助金", GRANT)) if project.work.grant else (("", 1.0),)
    for at, (part, share) in enumerate(parts, start=1):
        money = money_of(project, part, share)
        last = money.budget[YEARS.index(KNOWN[-1])]
        coming = money.budget[-1]
        way = "増加" if coming > last * 1.04 else "減少" if coming < last * 0.96 else "維持"
        yield ToldLine(
            name=f"{project.name}{part}" if part else _named(project),
            code=_code(measure, ident, at),
            budget=money.budget,
            settlement=money.settlement,
            general_share=money.general_share,
            carried=money.carried,
            amended=money.amended,
            cost_courses={str(KNOWN[-1]): way},
            reasons={
                str(year): "前年度から繰り越した工事の費用を含む。"
                for year, amount in zip(YEARS, money.carried, strict=True)
                if amount
            },
            years=YEARS,
        )


def _code(measure: Measure, ident: str, part: int) -> str:
    """会計.款.項.目.大事業.細事業 — of its own for each line of the city."""
    return f"01.{2 + measure.no % 9:02}.{1 + measure.no % 5:02}.{1 + measure.no % 7:02}.{measure.no:03}.{int(ident[1:]) * 10 + part:02}"


def _bars(project: Project, means: str) -> Iterator[ToldBar]:
    yield ToldBar(label=means, years=YEARS)
    if project.work.name in ("講座", "催し"):
        month = dice("bars", project.name).choice((5, 6, 9, 10, 11))
        yield ToldBar(
            label=f"{project.name}の開催期間", from_month=month, to_month=month + 1, event=True, years=YEARS
        )


def _relisted(measure: Measure, project: Project) -> ToldProject:
    """The first project again, in the second direction: an indicator of its own there, its money where it stands."""
    figures = talk_figures(project)
    indicator = Told(
        id="r1",
        name=f"{project.name}の地区説明会の開催回数",
        unit="回",
        target=figures.target,
        actual=figures.actual,
    )
    nothing = tuple(0 for _ in YEARS)
    line = ToldLine(
        name=_named(project), code=_code(measure, "p1", 1), budget=nothing, settlement=nothing, carried=nothing,
        amended=tuple(False for _ in YEARS), years=YEARS,
    )  # fmt: skip
    means = ToldMeans(text=f"{project.name}の地区での説明", indicator=indicator, years=YEARS)
    return ToldProject(name=_named(project), relisted=f"{measure.no}-1", means=(means,), lines=(line,))
