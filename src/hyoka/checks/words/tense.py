"""時制 — whether a sentence tells what was done or what is going to be done, by its end."""

import re
from enum import StrEnum


class Tense(StrEnum):
    """What the end of a sentence tells."""

    PAST = "past"
    FUTURE = "future"
    OPEN = "open"  # 計画どおり実施。


_PAST = re.compile(
    r"(?:た|[んい]だ|ている|ておる|ております|てある)(?:もの|ところ)?(?:である|です|であった)?[)」』]?$"
)
_FUTURE = re.compile(
    r"(?:する|ていく|ていきたい|でいく|でいきたい|てまいる|てまいりたい|していきます|します|たい|予定|予定である|予定です|方針である|見込みである|見込み|こととする|ものとする|つもりである"
    r"|図る|進める|努める|行う|目指す|検討する|始める|続ける|取り組む|設ける|広げる|増やす|減らす|高める|深める|促す|進んでいく|ようにする|[ていで]い?きます|めます|います|ります)[)」』]?$"
)
_NOW = re.compile(
    r"(?:に(?:寄与|貢献|資)|と(?:評価|判断|考慮)|と考え)する$|必要(?:が|で)ある$|課題である$|感じる$|思われる$|考えられる$|存在する$|を要する$|課題とな(?:る|っている)$"
)


def tense_of(sentence: str) -> Tense:
    """The tense of a folded sentence without its full stop.

    >>> [tense_of(text).value for text in ("研修を実施した", "研修を実施する予定である", "研修を実施")]
    ['past', 'future', 'open']
    """
    if _PAST.search(sentence):
        return Tense.PAST
    if _FUTURE.search(sentence) and not _NOW.search(sentence):
        return Tense.FUTURE
    return Tense.OPEN
