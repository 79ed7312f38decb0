"""話題 — whether a sentence has turned to something else between a name and what is said."""

import re

# は and も set the topic for what follows, が and を only within their clause.
_SET = re.compile(
    r"(?P<noun>[一-龠々ァ-ヴーA-Za-z0-9)]+(?:の[一-龠々ァ-ヴーA-Za-z0-9)]+)*(?:[ぁ-ん]{1,3}?)??)(?:では|には|は|も)(?!の)"
)
_IN_CLAUSE = re.compile(
    r"(?P<noun>[一-龠々ァ-ヴーA-Za-z0-9)]+)(?:が|を(?=[0-9])|では)|(?P<last>[^、はがを]{2,})が(?:約|延べ)?$"
)
# What was the cause is told: 「更新が進んだことにより13件減少」.
_CAUSE = re.compile(r"により|によって|ため|ことから|ことで|に伴い|に伴って|を受けて?|の結果")
# Times and the counter alone are no topic of their own.
_NONE = re.compile(
    r"(?:.*(?:年度|年|末|月|日|[0-9])|実績値?|合計|結果|目標値?|件数|回数|人数|総数|数|数値|全体|累計|ため|影響|こと|前回|一方)"
)
_COUNTER = re.compile(r"(?:件数|回数|者数|人数|総数|数)$")
_OWN_PARTICLE = re.compile(r"^(?:\([^()]*\))?(?:について|に関して|において)?[はがもをの]?、?")


def turns_away(between: str, own: str = "") -> bool:
    """Whether what stands between a name and a word or figure speaks of something else.

    >>> turns_away("は増え、手続の案内は"), turns_away("は、周知が進んだことに伴い、"), turns_away("は、平成29年度は")
    (True, False, False)
    """
    rest = _OWN_PARTICLE.sub("", between)
    clause = _CAUSE.split(rest.rsplit("、", 1)[-1])[-1]
    found = [*_SET.finditer(rest), *_IN_CLAUSE.finditer(clause)]
    return any(not _is_own(_noun(topic), own) or _is_narrowed(topic) for topic in found)


def _noun(topic: re.Match[str]) -> str:
    said = topic.groupdict()
    return said["noun"] or said.get("last") or ""


def _is_own(noun: str, own: str) -> bool:
    """Whether every part of the noun is of the indicator's name, a time or a counter."""
    return all(
        _NONE.fullmatch(part) or (own and (word := _COUNTER.sub("", part).lower()) and word in own)
        for part in noun.split("の")
    )


def _is_narrowed(topic: re.Match[str]) -> bool:
    """支援につながる件数は: a counter with a verb before it is another count."""
    before = topic.string[: topic.start()]
    return bool(_COUNTER.fullmatch(_noun(topic)) and re.search("[るたいうくすつむ]$", before))
