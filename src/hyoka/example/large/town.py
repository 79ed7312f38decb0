"""見本市の全庁 — the data files as values: kinds of work, divisions, measures and projects."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from hyoka.values import Document

_OUTCOME = re.compile(r"(?P<name>.+) (?P<unit>\S+) (?P<flag>[▼■]?)(?P<level>[\d.]+)")


class Step(Document):
    """What is said of one year: promised the year before, planned, carried out, and what came of it."""

    next: str
    plan: str
    do: str
    result: str


class Work(Document):
    """仕事の種類 — with the names of its means and indicator, and the range of its figures and money (千円)."""

    name: str
    direction: str
    project: str = "<名>事業"
    means: str
    indicator: str
    unit: str = ""
    scale: tuple[int, int] = (0, 0)
    words: tuple[str, ...] = ()  # milestones in place of figures
    money: tuple[int, int]
    grant: bool = False  # most of its money is a 補助金 with a line of its own
    stock: bool = False
    fewer: bool = False  # fewer is better
    steps: tuple[Step, ...]


class Project(NamedTuple):
    name: str
    work: Work


class Outcome(NamedTuple):
    """成果指標 — its name and unit, and about where it stood in the first year."""

    name: str
    unit: str
    level: str
    fewer: bool
    stock: bool


class Measure(NamedTuple):
    no: int
    name: str
    division: "Division"
    outcome: Outcome
    projects: tuple[Project, ...]
    reform: str = ""  # 「3 窓口のオンライン化」


class Policy(Document):
    departments: tuple[str, ...]
    goal: tuple[str, str]
    policy: tuple[str, str]


class Division(Document):
    key: str
    name: str
    department: str
    measures: tuple[str, ...]


class Town(NamedTuple):
    divisions: tuple[Division, ...]
    measures: tuple[Measure, ...]
    policies: dict[str, Policy]  # by department
    reform: tuple[Step, ...]
    places: tuple[str, ...]
    partners: tuple[str, ...]


@cache
def town() -> Town:
    told, works = _read("town.toml"), _read("works.toml")
    kinds = {work["name"]: Work.model_validate(work) for work in works["works"]}
    policies = [Policy.model_validate(one) for one in told["policies"]]
    divisions = tuple(Division.model_validate(one) for one in told["divisions"])
    lines = [(division, line) for division in divisions for line in division.measures]
    return Town(
        divisions=divisions,
        measures=tuple(
            _measure(no, division, line, kinds) for no, (division, line) in enumerate(lines, start=1)
        ),
        policies={department: policy for policy in policies for department in policy.departments},
        reform=tuple(Step.model_validate(step) for step in works["reform"]["steps"]),
        places=tuple(works["places"]),
        partners=tuple(works["partners"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("hyoka.example.large").joinpath(name).read_text("utf-8"))


def _measure(no: int, division: Division, line: str, kinds: dict[str, Work]) -> Measure:
    name, outcome, projects, *reform = (part.strip() for part in line.split("|"))
    pairs = (pair.strip().split(":") for pair in projects.split(","))
    return Measure(
        no=no,
        name=name,
        division=division,
        outcome=_outcome(outcome),
        projects=tuple(Project(called, kinds[kind]) for called, kind in pairs),
        reform=reform[0] if reform else "",
    )


def _outcome(text: str) -> Outcome:
    found = _OUTCOME.fullmatch(text)
    if found is None:
        raise ValueError(f"成果指標は「名称 単位 水準」と書きます: {text}")
    return Outcome(found["name"], found["unit"], found["level"], found["flag"] == "▼", found["flag"] == "■")
