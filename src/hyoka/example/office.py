"""見本市の役所 — the people of the example city, and how far each of its sheets has come, as data."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from hyoka.values import Document
from hyoka.workflow import Role, Stage

# A sheet of the year that is being evaluated, and the years before it that are published.
YEAR_NOW = 2025


class Human(Document):
    login: str
    name: str


class Division(Document):
    """A division with its three people. `former`: names it had before."""

    key: str
    name: str
    department: str
    people: dict[Role, Human]
    former: tuple[str, ...] = ()
    until: int | None = None  # the last fiscal year in which it existed
    small: bool = False


class CityPost(Document):
    """A post of the whole city, or of a department (部長)."""

    role: Role
    person: Human
    department: str = ""


class Scene(Document):
    """How far one sheet has come."""

    measure: str
    division: str
    stage: Stage
    typed: int = 100
    note: str = ""
    said: str = ""


class Office(Document):
    divisions: tuple[Division, ...]
    posts: tuple[CityPost, ...]
    scenes: tuple[Scene, ...]
    first_year: int = 2023  # the first fiscal year whose sheets are there
    planning: frozenset[str] = frozenset()  # the divisions that have begun the coming year's plan

    def division_named(self, name: str) -> Division:
        return next(held for held in self.divisions if name == held.name or name in held.former)

    def director_of(self, department: str) -> Human:
        return next(post.person for post in self.posts if post.department == department)

    def holders(self, role: Role) -> tuple[Human, ...]:
        return tuple(post.person for post in self.posts if post.role is role)


_DIVISION_ROLES = {"clerk": Role.CLERK, "chief": Role.CHIEF, "head": Role.HEAD}


@cache
def office() -> Office:
    """The whole office."""
    people, scenes = _read("people.toml"), _read("scenes.toml")
    told = {division["key"]: division for division in people["divisions"]}
    return Office(
        divisions=tuple(_division(division, told) for division in people["divisions"]),
        posts=(
            *(
                CityPost(role=Role.DIRECTOR, department=one["department"], person=_human(one["person"]))
                for one in people["directors"]
            ),
            *(CityPost(role=Role(one["role"]), person=_human(one["person"])) for one in people["city"]),
        ),
        scenes=tuple(Scene.model_validate(scene) for scene in scenes["scenes"]),
        planning=frozenset(scene["division"] for scene in scenes["scenes"]),
    )


def small_office() -> Office:
    """The divisions of the small demo, with those whom their sheets meet on their way: founded while one waits."""
    whole = office()
    divisions = tuple(division for division in whole.divisions if division.small)
    keys = {division.key for division in divisions}
    departments = {"", *(division.department for division in divisions)}
    return Office(
        divisions=divisions,
        posts=tuple(post for post in whole.posts if post.department in departments),
        scenes=tuple(scene for scene in whole.scenes if scene.division in keys),
        first_year=YEAR_NOW - 1,
        planning=frozenset({"toshokan", "kosodate"}),
    )


def _read(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(resources.files("hyoka.example").joinpath(name).read_text("utf-8"))


def _division(told: dict[str, Any], others: dict[str, dict[str, Any]]) -> Division:
    staffed = others[str(told.get("people_of", told["key"]))]
    facts = {name: value for name, value in told.items() if name in Division.model_fields}
    people = {role: _human(staffed[word]) for word, role in _DIVISION_ROLES.items()}
    return Division.model_validate({**facts, "people": people})


def _human(pair: list[str]) -> Human:
    login, name = pair
    return Human(login=login, name=name)
