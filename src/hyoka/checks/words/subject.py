"""主語 — of which indicator a word of a sentence is said."""

import re
from typing import NamedTuple

from hyoka.checks.words.mention import Mention, Sure
from hyoka.checks.words.names import core_of, is_within, likeness
from hyoka.checks.words.scene import Said, Scene
from hyoka.checks.words.topic import turns_away
from hyoka.sheet import Series

_NOUN = re.compile(
    r"(?P<noun>(?:[一-龠々ァ-ヴーA-Za-z0-9]+の)*[一-龠々ァ-ヴーA-Za-z0-9]+)(?:の|が|は|も|を)$"
)
_TIMES = re.compile(r"(?:年度|月|日|実績|件数|人数|回数|数|結果|末|前年|全体|一方)$")
_ENOUGH = 0.6


class Subject(NamedTuple):
    """The indicator, and how surely it is meant."""

    series: Series
    sure: Sure


def subject_of(scene: Scene, said: Said, at: int) -> Subject | None:
    """What is said to have risen, been held or been reached by the word at `at`.

    First the noun right before it (…手続数の増加), where it names an indicator, surely or nearly. A noun that names
    none is something else. Only where no noun stands there (6,141件に増加) is it what the sentence is about.
    """
    before = said.text[:at]
    mentions = [mention for mention in scene.mentions(said) if mention.spot.start < at]
    noun = _NOUN.search(before)
    if noun and not _TIMES.fullmatch(noun["noun"]):
        ending = [mention for mention in mentions if _ends_at(mention, noun)]
        if ending:
            best = max(ending, key=lambda mention: mention.rank)
            return Subject(best.series, best.spot.sure)
        segments = noun["noun"].split("の")
        spoken = ["の".join(segments[start:]) for start in range(len(segments))]
        return next((near for name in spoken if (near := _nearly_named(scene, said, name))), None)
    named = [
        mention
        for mention in mentions
        if mention.spot.sure >= Sure.NAMED and not _turned_away(before, mention)
    ]
    if not named:
        return None
    best = max(named, key=lambda mention: (*mention.rank, mention.spot.start))
    return Subject(best.series, best.spot.sure)


def _ends_at(mention: Mention, noun: re.Match[str]) -> bool:
    return (
        mention.spot.sure >= Sure.NAMED
        and noun.start("noun") < mention.spot.end <= noun.end()
        and (noun.end("noun") - mention.spot.end <= 1)
    )


def _turned_away(before: str, mention: Mention) -> bool:
    own = core_of(mention.series.indicator.name or "").squeezed
    return turns_away(before[mention.spot.end :], own)


def _nearly_named(scene: Scene, said: Said, noun: str) -> Subject | None:
    """An indicator whose name is nearly the noun: 電子申請手続数 may be 電子申請可能手続数, and may not."""
    spoken = core_of(noun).squeezed
    if len(spoken) < 4:
        return None
    scored: list[tuple[float, int, Series]] = []
    for series in scene.series:
        if series.direction is not None and series.direction.key != said.stage.direction.key:
            continue
        name = core_of(series.indicator.name or "", scene.city).squeezed
        if is_within(spoken, name) and likeness(spoken, name) >= _ENOUGH:
            scored.append((likeness(spoken, name), len(scored), series))
    return Subject(max(scored)[2], Sure.THING) if scored else None
