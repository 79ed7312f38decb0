"""事業の似かた — how alike projects of different divisions are, by their names, what they do and what for, and indicators.

A shingle is two neighbouring signs. One that stands in every other project (事業, 推進) says little, so each weighs as
much as it is rare in this city. Only pairs that share a telling shingle of their names or indicators are compared.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from hyoka.checks.one_sheet.names.project_names import name_key
from hyoka.checks.whole_city.city import City
from hyoka.checks.words.fold import fold
from hyoka.checks.words.names import bigrams, core_of, names_alike, without_city
from hyoka.checks.words.paragraph import find_paragraphs
from hyoka.sheet import DirectionSheet, Place, Project, Sheet, each_project
from hyoka.values import compare_key

# Of name, means or purpose, indicators; what a project does not hold leaves its weight to the others.
_WEIGHTS = (0.45, 0.25, 0.3)
_SIMILAR, _BY_NAME_ALONE = 0.5, 0.7  # where nothing but names is known, the names must be closer
_NAME_AT_LEAST = 0.3  # two projects that share only a manner of working are not alike
_TELLING = 12  # a shingle that stands in more projects than this brings no pair together


class Shingles(NamedTuple):
    """Of a project's name, of how it works, of what it is for (its paragraphs of the Plan), of its indicators."""

    name: frozenset[str]
    means: frozenset[str]
    purpose: frozenset[str]
    indicators: frozenset[str]


class Portrait(NamedTuple):
    """A project with its shingles."""

    sheet: Sheet
    project: Project
    place: Place
    shingles: Shingles


class Likeness(NamedTuple):
    """How alike two projects are, from 0 to 1, and by which part; None where one of them does not hold it.

    Of means and purpose the better counts: one division tells how it works where the other tells what for.
    """

    score: float
    parts: tuple[float | None, ...]


def portraits_of(city: City) -> list[Portrait]:
    """Every project that is not relisted."""
    found = []
    for sheet in city.sheets:
        municipality = city.layout_of(sheet).municipality
        for direction, project, place in each_project(sheet):
            if project.name and project.relisted_from is None:
                found.append(Portrait(sheet, project, place, _shingles(direction, project, municipality)))
    return found


def similar_groups(portraits: Sequence[Portrait]) -> list[tuple[list[Portrait], Likeness]]:
    """Projects of different divisions that are much alike: most alike first, with how alike the closest two are.

    Where one is like two others, the three make one group: the branch offices of a city are one thing to look at.
    """
    groups: list[tuple[set[int], Likeness]] = []
    for a, b, likeness in _pairs(portraits):
        met = [group for group in groups if group[0] & {a, b}]
        members = {a, b}.union(*(group[0] for group in met))
        groups = [group for group in groups if group not in met]
        groups.append((members, max((likeness, *(group[1] for group in met)), key=lambda one: one.score)))
    groups.sort(key=lambda group: (-group[1].score, min(group[0])))
    return [([portraits[index] for index in sorted(members)], likeness) for members, likeness in groups]


def _pairs(portraits: Sequence[Portrait]) -> Iterator[tuple[int, int, Likeness]]:
    rarity = tuple(
        _rarity([one.shingles[part] for one in portraits]) for part in range(len(Shingles._fields))
    )
    for a, b in sorted(_candidates(portraits)):
        one, other = portraits[a], portraits[b]
        if _are_of_one_division(one, other) or _same_name(one, other):
            continue
        likeness = _compare(one, other, rarity)
        needed = _SIMILAR if any(part is not None for part in likeness.parts[1:]) else _BY_NAME_ALONE
        if likeness.score >= needed and (likeness.parts[0] or 0) >= _NAME_AT_LEAST:
            yield a, b, likeness


def _candidates(portraits: Sequence[Portrait]) -> set[tuple[int, int]]:
    """Pairs that share a telling shingle of the name or of an indicator."""
    pairs: set[tuple[int, int]] = set()
    for part in ("name", "indicators"):
        holders: dict[str, list[int]] = defaultdict(list)
        for index, portrait in enumerate(portraits):
            for shingle in getattr(portrait.shingles, part):
                holders[shingle].append(index)
        for held in holders.values():
            if len(held) <= _TELLING:
                pairs.update(combinations(held, 2))
    return pairs


def _shingles(direction: DirectionSheet, project: Project, city: str) -> Shingles:
    return Shingles(
        _of(name_key(without_city(project.name or "", city))),
        _all(_plain(one.text, city) for one in project.means),
        _all(_plain(text, city) for text in _purposes(direction, project)),
        _all(core_of(one.indicator.name or "", city).squeezed for one in project.means),
    )


def _purposes(direction: DirectionSheet, project: Project) -> Iterator[str]:
    """The paragraphs of the Plan that bear the project's name."""
    for text in (direction.plan.general, direction.plan.reform):
        for paragraph in find_paragraphs(text or ""):
            if names_alike(paragraph.tag, project.name or ""):
                yield paragraph.text


def _plain(text: str | None, city: str) -> str:
    return compare_key(without_city(fold(text or ""), city))


def _all(texts: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(_of, texts))


def _of(text: str) -> frozenset[str]:
    return bigrams(text) if text else frozenset()


def _rarity(held: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(shingle for one in held for shingle in one)
    return {shingle: math.log((1 + len(held)) / count) for shingle, count in counts.items()}


def _compare(one: Portrait, other: Portrait, rarity: Sequence[dict[str, float]]) -> Likeness:
    name, means, purpose, indicators = (
        _shared(a, b, weights) for a, b, weights in zip(one.shingles, other.shingles, rarity, strict=True)
    )
    deeds = [part for part in (means, purpose) if part is not None]
    parts = (name, max(deeds, default=None), indicators)
    known = [(weight, part) for weight, part in zip(_WEIGHTS, parts, strict=True) if part is not None]
    total = sum(weight for weight, _ in known)
    return Likeness(sum(weight * part for weight, part in known) / total if total else 0.0, parts)


def _shared(one: frozenset[str], other: frozenset[str], rarity: dict[str, float]) -> float | None:
    """The weighed share of common shingles (Dice)."""
    if not one or not other:
        return None
    common = sum(rarity[shingle] for shingle in one & other)
    whole = sum(rarity[shingle] for shingle in one) + sum(rarity[shingle] for shingle in other)
    return 2 * common / whole if whole else 1.0


def _are_of_one_division(one: Portrait, other: Portrait) -> bool:
    divisions = (compare_key(one.sheet.head.division or ""), compare_key(other.sheet.head.division or ""))
    return one.sheet is other.sheet or divisions[0] == divisions[1]


def _same_name(one: Portrait, other: Portrait) -> bool:
    return name_key(one.project.name or "") == name_key(other.project.name or "")
