"""増減 — what a sentence says of rise and fall as a fact (増加した), not as a wish (増加を図る)."""

import re
from enum import IntEnum
from typing import NamedTuple


class Way(IntEnum):
    """Which way a figure went."""

    FELL = -1
    SAME = 0
    ROSE = 1

    @property
    def words(self) -> str:
        return {-1: "減少", 0: "横ばい", 1: "増加"}[self.value]


class Change(NamedTuple):
    """sentence[start:end] says that something rose, fell or stayed."""

    start: int
    end: int
    way: Way
    is_exact: bool = False  # 前年度と同数


_WORDS = {
    Way.ROSE: r"増加|増え|倍増|急増|微増|上昇|伸び|増(?=とな|し|。|、|$|であ)",
    Way.FELL: r"減少|減っ|減り|半減|激減|微減|低下|落ち込|減(?=とな|し|。|、|$|であ)",
    Way.SAME: r"横ばい|[前昨]年度?並み?|[前昨]年度と同[数件程じ]|変わらな",
}
_SAID = re.compile("|".join(f"(?P<{way.name}>{words})" for way, words in _WORDS.items()))
# The word goes on as a fact…
_FACT = re.compile(
    r"し?(?:た(?!め|い|ところで)|て(?:い[るたま]|お[りっ]|き[たて])|ました)|とな(?:っ|り)|に伴|によ[りっる]|を受け|したことか?ら?|が見られ|が続|傾向"
    r"|込んだ|$|[。、)]|し、|であ(?!る(?:こと|よう))|で推移|に転じ|となる"
)
# … and not as something wanted, feared or expected, nor as something that did not happen.
_NO_FACT = re.compile(
    r".{0,4}(?:ため(?:に|の|、)|よう|べ[くき]|図|目指|努|見込|期待|必要|予想|予測|懸念|防|抑|歯止め|可能性|課題|対策|つなが|繋が|向け|させ)"
    r"|し?(?:なかっ|ませんで)|には?至ら"
)


def find_changes(sentence: str) -> list[Change]:
    """Rises and falls told as facts.

    >>> [change.way.name for change in find_changes("登録者の増加に伴い、相談は減少した")]
    ['ROSE', 'FELL']
    >>> find_changes("利用の増加を図り、減少しないよう努める")
    []
    """
    return [
        Change(said.start(), said.end(), Way[said.lastgroup or "SAME"], said[0].endswith(("同数", "同件")))
        for said in _SAID.finditer(sentence)
        if not _NO_FACT.match(sentence, said.end())
        and (said.lastgroup == "SAME" or _FACT.match(sentence, said.end()))
    ]


class Record(NamedTuple):
    """sentence[start:end] says that it never was more (`way` 1) or less (-1)."""

    start: int
    end: int
    way: int


_RECORD = re.compile(r"過去最(?:[多高大]|(?P<least>[少低小]))")


def find_records(sentence: str) -> list[Record]:
    """過去最多, 過去最少.

    >>> find_records("過去最多の142件となった")[0].way, find_records("最多は市民課である")
    (1, [])
    """
    return [
        Record(said.start(), said.end(), -1 if said["least"] else 1) for said in _RECORD.finditer(sentence)
    ]
