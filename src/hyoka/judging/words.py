"""判定のことば — whether a stated word says yes or no, whatever vocabulary it comes from."""

from enum import StrEnum
from functools import lru_cache

from hyoka.layouts import Layout
from hyoka.values import compare_key, find_absence

# The same few words are compared over and over.
word_key = lru_cache(maxsize=4096)(compare_key)


class Meant(StrEnum):
    """What a stated judgement comes down to: 順調 and 達成 agree, so do 遅れ, 未達成 and 未実施."""

    GOOD = "good"
    BAD = "bad"


def is_stated(status: str | None) -> bool:
    """Whether a judgement is stated at all: a blank or a dash states none."""
    return find_absence(status) is None


def meant(status: str | None, layout: Layout) -> Meant | None:
    """What a word means by the layout's rules; None for no word, or one that no rule can place (概ね順調)."""
    if status is None or not is_stated(status):
        return None
    word = word_key(status)
    if any(word == word_key(rule.met) for rule in layout.rules):
        return Meant.GOOD
    bad = {word_key(said) for rule in layout.rules for said in (rule.missed, *rule.human)}
    return Meant.BAD if word in bad else None
