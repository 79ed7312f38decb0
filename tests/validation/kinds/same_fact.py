"""同じ事実の二か所の記載の誤り."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from hyoka.checks import Severity
from hyoka.sheet import Indicator, Means, OutcomeIndicator, Presence, Sheet, YearValue, each_project, put
from hyoka.values import Entry, FiscalYear, derive_key

from ..changing import entry, numbered, with_number
from ..kind import Case, Kind
from ..twins import with_twin


def _told_differently(sheet: Sheet, random: Random) -> Iterator[Case]:
    for twin in with_twin(sheet):
        years = [value for value in twin.series.indicator.values if numbered(value)]
        value = random.choice(years[1:])
        number = (value.actual.number or Decimal(0)) + random.randint(1, 9)
        place = twin.at / value.fiscal_year / "actual"
        yield Case(entry(twin.sheet, place, with_number(value.actual, number)))


def _told_alike(sheet: Sheet, random: Random) -> Iterator[Case]:
    """The same figures, written without the thousands' comma or in full width."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for twin in with_twin(sheet):
        changed = twin.sheet
        for value in twin.series.indicator.values:
            written = (value.actual.written or "").replace(",", "")
            written = written.translate(wide) if random.random() < 0.5 else written
            changed = entry(changed, twin.at / value.fiscal_year / "actual", written)
        yield Case(changed)


def _other_quantity(sheet: Sheet, random: Random) -> Iterator[Case]:
    """Another quantity of the same work: its name says so, and its figures differ in every year."""
    for twin in with_twin(sheet, prefix="", suffix="に対する苦情"):
        changed = twin.sheet
        for value in twin.series.indicator.values:
            place = twin.at / value.fiscal_year
            for field in ("target", "actual"):
                cell = getattr(value, field)
                if cell.number is not None:
                    number = Decimal(random.randint(1, 40))
                    changed = entry(changed, place / field, f"{number}件")
            changed = put(changed, place / "status", "")
        yield Case(changed)


def _alike_or_other(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _told_alike(sheet, random)
    yield from _other_quantity(sheet, random)


def _course(years: tuple[int, ...], target: int, actual: int) -> tuple[YearValue, ...]:
    return tuple(
        YearValue(
            fiscal_year=FiscalYear(year),
            target=Entry.of(f"{target}回"),
            actual=Entry.of(f"{actual}回"),
            status="達成" if actual >= target else "未達成",
        )
        for year in years
    )


def _whole_and_parts(sheet: Sheet, random: Random, whole: int, parts: tuple[int, ...]) -> Iterator[Case]:
    """An outcome counting all lectures, and a project that lists the lectures one kind a row."""
    years = tuple(int(year) for year in (2023, 2024, 2025) if year <= sheet.fiscal_year)
    topic = random.choice(["家庭防火", "初期消火", "園芸療法", "在宅介護", "多言語案内"])
    for _, project, place in each_project(sheet):
        if sheet.outcomes.presence is not Presence.PRESENT or project.relisted_from:
            continue
        key = derive_key("whole", project.key)
        outcome = OutcomeIndicator(
            key=key, name=f"{topic}講座の開催数", values=_course(years, sum(parts), whole)
        )
        rows = (*sheet.outcomes.indicators, outcome)
        changed = put(sheet, "/outcomes", sheet.outcomes.model_copy(update={"indicators": rows}))
        means = tuple(
            Means(
                key=derive_key("part", project.key, who),
                no=str(len(project.means) + index + 1),
                text=f"{topic}講座の開催({who})",
                indicator=Indicator(name=f"{topic}講座の開催回数({who})", values=_course(years, part, part)),
                course="維持",
            )
            for index, (who, part) in enumerate(zip(("初級", "中級", "上級"), parts, strict=False))
        )
        yield Case(put(changed, place, project.model_copy(update={"means": (*project.means, *means)})))


def _parts_short(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _whole_and_parts(sheet, random, random.randint(5, 9), (1, random.randint(1, 3)))


def _parts_add_up(sheet: Sheet, random: Random) -> Iterator[Case]:
    first, second = random.randint(1, 4), random.randint(1, 4)
    yield from _whole_and_parts(sheet, random, first + second, (first, second))


KINDS = (
    Kind("同じ事実", "同じ指標の実績が二か所で違う", ("same-quantity-same-figures",), _told_differently, _alike_or_other),
    Kind("同じ事実", "内訳を足しても全体にならない", ("parts-add-up-to-the-whole",), _parts_short, _parts_add_up, Severity.NOTE),
)  # fmt: skip
