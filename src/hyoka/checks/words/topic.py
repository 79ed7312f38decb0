"""話題 — whether a sentence has turned to something else between a name and what is said."""

import re

# は and も set the topic for what follows, が and を only within their clause.
_SET = re.compile(
    r"(?P<noun>[一-龠々ァ-ヴーA-Za-z0-9)]+(?:の[一-龠々ァ-ヴーA-Za-z0-9]+)*)(?:では|には|は|も)(?!の)"
)
_IN_CLAUSE = re.compile(r"(?P<noun>[一-龠々ァ-ヴーA-Za-z0-9)]+)(?:が|を(?=[0-9])|では)")
# Times and the counter alone are no topic of their own.
_NONE = re.compile(
    r"(?:.*(?:年度|年|末|月|日|[0-9])|実績値?|合計|結果|目標値?|件数|回数|人数|総数|数|数値|全体|ため|影響|こと|前回|一方)"
)
_COUNTER = re.compile(r"(?:件数|回数|者数|人数|総数|数)$")
_OWN_PARTICLE = re.compile(r"^(?:について|に関して|において)?[はがもをの]?、?")


def turns_away(between: str, own: str = "") -> bool:
    """Whether what stands between a name and a word or figure speaks of something else.

    >>> turns_away("は増え、手続の案内は"), turns_away("は、周知が進んだことに伴い、"), turns_away("は、平成29年度は")
    (True, False, False)
    """
    rest = _OWN_PARTICLE.sub("", between)
    clause = rest.rsplit("、", 1)[-1]
    nouns = [found["noun"] for found in (*_SET.finditer(rest), *_IN_CLAUSE.finditer(clause))]
    return any(not _is_own(noun, own) for noun in nouns)


def _is_own(noun: str, own: str) -> bool:
    last = noun.rsplit("の", 1)[-1]
    return bool(_NONE.fullmatch(last)) or (bool(own) and _COUNTER.sub("", last).lower() in own)
