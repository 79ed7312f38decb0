"""全庁の文章 — a project's paragraph in each of Plan, Do, Check and Action: what was promised is what is planned next.

A project takes the steps of its kind of work in an order of its own, one a year; last year's Action speaks of this
year's step. Figures are told by their series (`{p1}`), so that text and table agree.
"""

from typing import NamedTuple

from hyoka.example.large.chance import dice
from hyoka.example.large.figures import YEARS, Figures
from hyoka.example.large.town import Project, Step, Town
from hyoka.values import FiscalYear

MONTHS = ("5月", "6月", "7月", "9月", "10月", "11月", "1月", "2月")


class Said(NamedTuple):
    """One year's four paragraphs."""

    plan: str
    do: str
    check: str
    action: str


def said_of(town: Town, project: Project, ident: str, figures: Figures) -> dict[int, Said]:
    work = project.work
    steps = dice("steps", project.name).sample(work.steps, len(YEARS))
    told = {}
    for at, year in enumerate(YEARS):
        step = _filled(town, project.name, year, steps[at])
        coming = _filled(town, project.name, year + 1, steps[at + 1]) if at + 1 < len(YEARS) else step
        outcome = _figure_sentence(project, ident, figures, year) if year < YEARS[-1] else ""
        told[year] = Said(
            plan=_tagged(project.name, step.plan),
            do=_tagged(project.name, step.do),
            check=_tagged(project.name, step.result + outcome),
            action=_tagged(project.name, coming.next),
        )
    return told


def reform_of(town: Town, item: str) -> dict[int, Said]:
    """The texts of a reform item: 「3 窓口のオンライン化」."""
    name = item.partition(" ")[2]
    steps = dice("reform", item).sample(town.reform, len(YEARS))
    told = {}
    for at, year in enumerate(YEARS):
        step = _filled(town, name, year, steps[at])
        coming = _filled(town, name, year + 1, steps[at + 1]) if at + 1 < len(YEARS) else step
        told[year] = Said(*(_tagged(item, text) for text in (step.plan, step.do, step.result, coming.next)))
    return told


def _tagged(name: str, text: str) -> str:
    return f"【{name}】{text}"


def _filled(town: Town, name: str, year: int, step: Step) -> Step:
    """One place, partner and month for the whole step: promise and plan speak of the same ones."""
    chance = dice("words", name, year)
    words = {
        "<名>": name,
        "<場>": chance.choice(town.places),
        "<相手>": chance.choice(town.partners),
        "<月>": chance.choice(MONTHS),
    }
    texts = step.model_dump()
    texts["do"] = f"<名>{chance.choice(('では、', 'に当たり、', 'について、'))}{texts['do']}"
    for sign, word in words.items():
        texts = {field: text.replace(sign, word) for field, text in texts.items()}
    return Step.model_validate(texts)


def _figure_sentence(project: Project, ident: str, figures: Figures, year: int) -> str:
    """What the table says, in words of one of several shapes."""
    work = project.work
    name = work.indicator.replace("<名>", project.name)
    at = YEARS.index(year)
    if work.words:
        is_met = figures.actual[at] == figures.target[at]
        return f"{name}は、「{{{ident}}}」まで進んだ。" if is_met else f"{name}は「{{{ident}}}」にとどまり、予定した「{{{ident}!}}」に至らなかった。"  # fmt: skip
    beyond, chance = figures.beyond(year), dice("sentence", project.name, year)
    if beyond == 0:
        return f"{name}は、目標どおり{{{ident}}}となった。"
    if work.fewer:
        return _fewer(chance.randrange(2), name, ident, beyond < 0, figures.way(year), year)
    way = {1: "増加", -1: "減少"}.get(figures.way(year))
    if work.unit == "%":
        way = {"増加": "上昇", "減少": "低下"}.get(way or "")
    if way and chance.random() < 0.5:
        return f"{name}は、{FiscalYear(year - 1).wareki}の{{{ident}@{year - 1}}}から{{{ident}}}に{way}した。"
    if beyond > 0:
        return chance.choice(
            (
                f"{name}は{{{ident}}}となり、目標の{{{ident}!}}を上回った。",
                f"{name}は、目標の{{{ident}!}}に対して{{{ident}}}であった。",
            )
        )
    return chance.choice(
        (
            f"{name}は{{{ident}}}で、目標の{{{ident}!}}に届かなかった。",
            f"一方、{name}は{{{ident}}}と、目標の{{{ident}!}}を下回った。",
        )
    )


def _fewer(shape: int, name: str, ident: str, is_met: bool, way: int, year: int) -> str:
    if shape and way:
        word = "増加" if way > 0 else "減少"
        return f"{name}は、{FiscalYear(year - 1).wareki}の{{{ident}@{year - 1}}}から{{{ident}}}に{word}した。"
    if is_met:
        return f"{name}は{{{ident}}}で、目標の{{{ident}!}}以内に収まった。"
    return f"{name}は{{{ident}}}で、目標の{{{ident}!}}以内に抑えることができなかった。"
