"""言及 — where a sentence speaks of an indicator, and how surely."""

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from hyoka.checks.words.fold import fold
from hyoka.checks.words.names import Core, core_of, deeds_alike
from hyoka.sheet import Series

_COMPOUND = re.compile(r"[一-龠々ァ-ヴーA-Za-z0-9]")
_BEFORE_A_NAME = re.compile(r"(?:各|本|当|市|同|年度|今年|なお|月|日|回|特に|また)$")
_COUNTED = re.compile(
    r"(?:者|団体|件|回|人|個)?(?:総数|件数|回数|人数|者数|個数|数)+|者(?![一-龠])|状況|実績|率|割合|額|予定|済|後|中"
)
# So many signs may stand between the thing and the deed of one phrase: 会議を計3回開催.
_GAP = 14


class Sure(IntEnum):
    """How surely a sentence speaks of an indicator."""

    THING = 1  # its thing is named, not what is done with it
    NAMED = 2  # thing and deed are named
    COUNTED = 3  # 「利用件数は」: named with its counter


class Spot(NamedTuple):
    """sentence[start:end] speaks of the indicator; `weight` characters of its name were found."""

    start: int
    end: int
    sure: Sure
    weight: int


class Mention(NamedTuple):
    """A spot, and the indicator it speaks of."""

    spot: Spot
    series: Series

    @property
    def rank(self) -> tuple[int, int]:
        return self.spot.sure, self.spot.weight


def find_mentions(series: Series, tag: str, sentence: str, city: str) -> list[Mention]:
    """Every place of a folded sentence that speaks of an indicator. The tag may say part of its name."""
    about = " ".join(
        name or "" for name in (series.project and series.project.name, series.means and series.means.text)
    )
    spots = _find_spots(series.indicator.name or "", about, tag, sentence, city)
    return [Mention(spot, series) for spot in spots]


@lru_cache(maxsize=1 << 15)
def _find_spots(name: str, about: str, tag: str, sentence: str, city: str) -> tuple[Spot, ...]:
    core = core_of(name, city)
    if core.weight < 2:
        return ()
    tag, sentence = tag.lower(), sentence.lower()
    if not core.things:
        return tuple(_bare_deeds(core, fold(about).lower(), tag, sentence))
    other = _with_aside(core)
    found = _spots(core, tag, sentence) + (_spots(other, tag, sentence) if other else [])
    return tuple(dict.fromkeys(found))


def _with_aside(core: Core) -> Core | None:
    """利用者数(登録者数): the words in brackets may stand for the last ones."""
    if not core.aside or not core.deed:
        return None
    other = core_of(core.aside)
    return core._replace(deed=other.deed) if other.deed and not other.things else None


def _spots(core: Core, tag: str, sentence: str) -> list[Spot]:
    things: list[tuple[int, int]] = []
    for thing in core.things:
        found = _find_thing(thing, sentence, things[-1][1] if things else 0)
        if found is not None:
            things.append(found)
        elif thing not in tag:
            return []
    start, end = (things[0][0], things[-1][1]) if things else (0, 0)
    if core.deed:
        return _with_deed(core, sentence, start, end, bool(things))
    if not things:
        return []
    counted = _COUNTED.match(sentence, end)
    if counted:
        return [Spot(start, counted.end(), Sure.COUNTED, core.weight)]
    return [] if _goes_on(sentence, end) else [Spot(start, end, Sure.NAMED, core.weight)]


def _with_deed(core: Core, sentence: str, start: int, end: int, spoken: bool) -> list[Spot]:
    """The deed after the thing: 電子申請の利用件数, 会議を3回開催した."""
    for word in deeds_alike(core.deed):
        for at in _all(word, sentence, end):
            after = at + len(word)
            counted = _COUNTED.match(sentence, after)
            joined = at - end <= _GAP
            if counted and (joined or not spoken):
                return [Spot(start if spoken else at, counted.end(), Sure.COUNTED, core.weight)]
            if not _goes_on(sentence, after):
                begin, stop = (start, after if joined else end) if spoken else (at, after)
                return [Spot(begin, stop, Sure.NAMED, core.weight)]
    return [Spot(start, end, Sure.THING, core.weight - len(core.deed))] if spoken else []


def _bare_deeds(core: Core, about: str, tag: str, sentence: str) -> list[Spot]:
    """「参加者数」 alone names an indicator only under a tag that says of what."""
    if not tag or tag.removesuffix("事業") not in about:
        return []
    return [
        Spot(at, counted.end(), Sure.COUNTED, core.weight)
        for at in _all(core.deed, sentence, 0)
        if not _is_inside_a_word(sentence, at)
        and (counted := _COUNTED.match(sentence, at + len(core.deed))) is not None
    ]


def _find_thing(thing: str, sentence: str, after: int) -> tuple[int, int] | None:
    spots = [at for at in _all(thing, sentence, after) if not _is_inside_a_word(sentence, at)]
    return (spots[0], spots[0] + len(thing)) if spots else None


def _all(word: str, sentence: str, after: int) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(word), sentence) if found.start() >= after]


def _is_inside_a_word(sentence: str, at: int) -> bool:
    """親子講座 is not 講座: the word goes on to the left."""
    before = sentence[:at]
    return bool(before and _COMPOUND.match(before[-1]) and not _BEFORE_A_NAME.search(before))


def _goes_on(sentence: str, at: int) -> bool:
    """利用者アンケート is not 利用者: the word goes on to the right."""
    return bool(at < len(sentence) and _COMPOUND.match(sentence[at]) and not sentence[at].isdigit())
