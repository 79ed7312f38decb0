"""言及 — where a sentence speaks of an indicator, and how surely."""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from hyoka.checks.words.fold import fold
from hyoka.checks.words.names import Core, core_of, deeds_alike, plain_name
from hyoka.sheet import OutcomeIndicator, Series

_WORD = re.compile(r"[一-龠々ァ-ヴーA-Za-z0-9]")
_MAY_STAND_BEFORE = re.compile(r"(?:各|本|当|市|同|年度|今年|なお|月|日|回|特に|また|末|中)$")
_COUNTED = re.compile(
    r"(?:者|団体|件|回|人|個|日|校|箇所|か所|基|橋|台|冊|枚|本|店|戸)?の?(?:延長|総数|件数|回数|人数|者数|個数|数)+|者(?![一-龠ァ-ヴーA-Za-z])|状況|実績|率|割合|額|予定|済|後|中"
)
_COUNTER = re.compile(r"(?:数|率|割合|額|定員|日数|時間|平均)$")
# Between the thing and its deed: 電子申請の年間利用, or, of the thing as object or topic, 会議を計3回開催.
_YEAR = r"(?:(?:平成|令和)?[0-9元]{1,4}年度|今年度|本年度|前年度|昨年度)(?:の|における)?"
_TIGHT = re.compile(
    rf"(?:[0-9][0-9,.]*[^、。ぁ-ん0-9]{{1,3}}の|の|における|に係る|への|に関する)?(?:{_YEAR})?(?:年間|延べ|総)?"
)
# Between two things of a name: particles only. 市税の現年度分の収納率 is not 市税の収納率.
_GAP = re.compile(rf"[ぁ-ん、]{{0,8}}(?:{_YEAR})?(?:年間|延べ|総)?")
_SPEAKS_OF = re.compile(r"(?:事業)?(?:は|を|が|も|に(?:は|も)?(?=、?[0-9延約計])|について|に関して|、)")
_SAYS_DEED = re.compile(r"$|[はがもを、。)(0-9]|し|さ|で(?!の)|について|に関して|っ|い|き|延べ|計|約")
_ONLY_FIGURES = re.compile(r"[0-9.,年度月間平成令和元計約延べ合わせて回件人名団体個箇所は、で]*")
_LOOSE = "(?:の|した|された)?"
# 男性の参加者数 is a part of 参加者数; 令和5年度の参加者数 is not.
_PART = re.compile(r"(?P<noun>[^、。はがをも]{1,12}?)(?:の|での|からの|における|による)$")
_NO_PART = re.compile(
    r"(?:年度|年|末|中|全体|合計|年間|市|市内|本市|過去最[高多]|目標|当初|最終的|現在|こと|ため|その|この|同|事業|結果)$"
)


class Sure(IntEnum):
    """How surely a sentence speaks of an indicator."""

    END = 0  # only the end of its name (受診率), or another way of counting it (延べ)
    THING = 1  # its thing is named, not what is done with it
    NAMED = 2  # thing and deed are named, or the end of the name under a tag that says the rest
    COUNTED = 3  # 「利用件数は」: named with its counter


class Spot(NamedTuple):
    """sentence[start:end] speaks of the indicator; `weight` characters of its name were found."""

    start: int
    end: int
    sure: Sure
    weight: int

    @property
    def rank(self) -> tuple[int, int]:
        return self.sure, self.weight


class Mention(NamedTuple):
    """A spot, and the indicator it speaks of."""

    spot: Spot
    series: Series

    @property
    def rank(self) -> tuple[int, int]:
        return self.spot.rank


def find_mentions(series: Series, tag: str, sentence: str, city: str) -> list[Mention]:
    """Every place of a folded sentence that speaks of an indicator. The tag may say part of its name."""
    spots = _find_spots(series.indicator.name or "", _about(series), tag, sentence, city)
    return [Mention(spot, series) for spot in spots]


def _about(series: Series) -> str:
    """Names that a tag may use for the indicator."""
    item = series.indicator.reform_item if isinstance(series.indicator, OutcomeIndicator) else None
    names = [
        series.project.name if series.project else "",
        series.means.text if series.means else "",
        series.means.reform_mark if series.means else "",
        item.name if item else "",
    ]
    return " ".join(name for name in names if name)


@lru_cache(maxsize=1 << 15)
def _find_spots(name: str, about: str, tag: str, sentence: str, city: str) -> tuple[Spot, ...]:
    tag, sentence = tag.lower(), sentence.lower()
    core = core_of(name, city)
    if core.weight < 2:
        return ()
    found = list(_ends_of_name(plain_name(name, city), fold(about).lower(), tag, sentence))
    for taken_apart in (core, _with_aside(core)):
        if taken_apart is not None and taken_apart.things:
            found += _spots(taken_apart, tag, sentence)
    return tuple(spot for spot in dict.fromkeys(found) if not _is_of_a_part(name, tag, sentence, spot.start))


def _ends_of_name(name: str, about: str, tag: str, sentence: str) -> Iterator[Spot]:
    """The whole name, or its end (給付金の受給者数) where tag or length say which."""
    for start in _word_starts(name):
        end = name[start:]
        if len(end) < 3 or (start and not _COUNTER.search(end)):
            continue
        spots = _starting(end, sentence)
        if not spots:
            continue
        if start == 0:
            sure = Sure.COUNTED
        elif _tag_says(tag, name[:start], about) or (len(end) >= 7 and "の" in end):
            sure = Sure.NAMED
        else:
            sure = Sure.END
        yield from (
            Spot(at, stop, sure, len(end))
            for at, stop in spots
            if _COUNTER.search(end) or not _goes_on(sentence, stop)
        )
        return


def _word_starts(name: str) -> Iterator[int]:
    """Where the words of a compound name begin: after a particle, where the script changes, within long kanji."""
    yield 0
    for at in range(1, len(name)):
        before, here = name[at - 1], name[at]
        if _WORD.match(here) and (not _WORD.match(before) or _script(before) != _script(here)):
            yield at


def _script(sign: str) -> str:
    return "katakana" if re.match("[ァ-ヴー]", sign) else "kanji" if re.match("[一-龠々]", sign) else "latin"


def _tag_says(tag: str, beginning: str, about: str) -> bool:
    """Whether the tag speaks of what is missing of the name: its first word, or its project or means."""
    word = tag.lstrip("0123456789.- ").removesuffix("事業")
    if len(word) < 2:
        return False
    return (
        word in about
        or word[:3] in beginning
        or (len(beginning) >= 2 and beginning.rstrip("のを")[:4] in word)
    )


def _with_aside(core: Core) -> Core | None:
    """利用者数(登録者数): the words in brackets may stand for the last ones."""
    if not core.aside or not core.deed:
        return None
    other = core_of(core.aside)
    return core._replace(deed=other.deed) if other.deed and not other.things else None


def _spots(core: Core, tag: str, sentence: str) -> list[Spot]:
    """The things of the name in their order, and the deed behind them."""
    first, *others = core.things
    starts = _starting(first, sentence)
    if not starts and first not in tag:
        ends = [first[at:] for at in _word_starts(first) if at and len(first) - at >= 3]
        starts = next(
            (spans for end in ends if _tag_begins(tag, first) and (spans := _starting(end, sentence))), []
        )
    found = [spot for at, end in starts for spot in _from_here(core, tag, sentence, at, end, others)]
    if not starts and first in tag:
        found = list(_from_here(core, tag, sentence, 0, 0, others))
    return [max(found, key=lambda spot: spot.rank)] if found else []


def _tag_begins(tag: str, thing: str) -> bool:
    """Whether the tag says the first word of a compound that the sentence leaves out."""
    first = next((at for at in _word_starts(thing) if at), 0)
    return first >= 2 and thing[:first] in tag


def _from_here(
    core: Core, tag: str, sentence: str, start: int, end: int, others: list[str]
) -> Iterator[Spot]:
    is_spoken = end > 0
    for thing in others:
        span = next(iter(_starting(thing, sentence, end)), None)
        if span is None:
            if thing not in tag:
                return
            continue
        if is_spoken and not _GAP.fullmatch(sentence[end : span[0]]):
            return
        start = start if is_spoken else span[0]
        end, is_spoken = span[1], True
    if core.deed:
        yield from _with_deed(core, sentence, start, end, is_spoken)
    elif is_spoken:
        counted = _COUNTED.match(sentence, end)
        if counted:
            yield Spot(start, counted.end(), Sure.COUNTED, core.weight)
        elif not _goes_on(sentence, end):
            yield Spot(start, end, Sure.NAMED, core.weight)


def _with_deed(core: Core, sentence: str, start: int, end: int, is_spoken: bool) -> Iterator[Spot]:
    """The deed after the thing: 電子申請の利用件数, 会議を3回開催した."""
    for word in deeds_alike(core.deed):
        for at, after in _all(word, sentence, end):
            counted = _COUNTED.match(sentence, after)
            between = sentence[end:at]
            if not is_spoken:
                if counted or _ONLY_FIGURES.fullmatch(sentence[:at]):
                    yield Spot(at, counted.end() if counted else after, Sure(2 + bool(counted)), core.weight)
                    return
            elif _TIGHT.fullmatch(between) and (counted or _SAYS_DEED.match(sentence, after)):
                yield Spot(start, counted.end() if counted else after, Sure(2 + bool(counted)), core.weight)
                return
            elif counted and between.endswith("、") and _SPEAKS_OF.match(between):
                yield Spot(at, counted.end(), Sure.NAMED, core.weight)  # 企画展は春に開き、入場者数は
                return
            elif _SPEAKS_OF.match(between) and not counted and _SAYS_DEED.match(sentence, after):
                yield Spot(start, end, Sure.NAMED, core.weight)
                return
    if is_spoken and _SPEAKS_OF.match(sentence, end):
        yield Spot(start, end, Sure.THING, core.weight - len(core.deed))


def _is_of_a_part(name: str, tag: str, sentence: str, at: int) -> bool:
    """Whether the words before narrow it down: 男性の参加者数, 北部地区における参加者数."""
    part = _PART.search(sentence[max(0, at - 18) : at])
    if not part or _NO_PART.search(part["noun"]) or re.search("[0-9]", part["noun"]):
        return False
    word = re.split("[のにでとへ]", part["noun"])[-1]
    return bool(word) and word not in name.lower() and word not in tag


@lru_cache(maxsize=1 << 13)
def _loosely(word: str) -> re.Pattern[str]:
    """登録説明会 is also said 登録の説明会, 利用組数 also 利用した組数."""
    joined = "".join(
        re.escape(sign) + (_LOOSE if _WORD.match(sign) and _WORD.match(after) and not sign.isascii() else "")
        for sign, after in zip(word, word[1:] + " ", strict=True)
    )
    return re.compile(joined)


def _all(word: str, sentence: str, after: int = 0) -> list[tuple[int, int]]:
    """Every place of a word, and where it ends there."""
    if word[0] not in sentence:
        return []
    return [found.span() for found in _loosely(word).finditer(sentence, after)]


def _starting(word: str, sentence: str, after: int = 0) -> list[tuple[int, int]]:
    return [span for span in _all(word, sentence, after) if not _is_inside_a_word(sentence, span[0])]


def _is_inside_a_word(sentence: str, at: int) -> bool:
    """親子講座 is not 講座: the word goes on to the left."""
    before = sentence[:at]
    return bool(before and _WORD.match(before[-1]) and not _MAY_STAND_BEFORE.search(before))


def _goes_on(sentence: str, at: int) -> bool:
    """利用者アンケート is not 利用者: the word goes on to the right."""
    return bool(at < len(sentence) and _WORD.match(sentence[at]) and not sentence[at].isdigit())
