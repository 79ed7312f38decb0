"""時制 — whether a sentence tells what was done or what is going to be done, by its end."""

import re
from enum import StrEnum


class Tense(StrEnum):
    """What the end of a sentence tells."""

    PAST = "past"
    FUTURE = "future"
    OPEN = "open"  # 計画どおり実施。 / 課題である。


_PAST = re.compile(
    r"(?:た|[んい]だ|ている|でいる|ておる|ております|てある)(?:もの|ところ)?(?:である|です|であった)?[)」』]?$"
)
_MEANT = re.compile(
    r"(?:たい|予定|予定である|予定です|方針である|見込み|見込みである|つもりである|していきます|します)[)」』]?$"
)
# A verb in its plain form tells what is going to be done …
_PLAIN_VERB = re.compile(r"[一-龠々ァ-ヴーぁ-ん][うくぐすつぬぶむる][)」』]?$")
# … unless it tells how things are.
_STATE = re.compile(
    r"(?:ある|いる|できる|出来る|なる|られる|される|(?:言|い|見|思|考|増|超|終わり|数|栄|得ら|絶)え(?:られ)?る|続く|残る|伸びる|[上下]がる|つながる|繋がる"
    r"|広がる|広まる|当たる|異なる|及ぶ|占める|高まる|深まる|強まる|弱まる|有する|要する|資する|寄与する|貢献する|存在する|意味する|示す|表す|含む|伴う|違う|思う"
    r"|感じる|[分わ]かる|満たす|達する|[上下]回る|評価する|判断する|推測する|推察する|認識する|と考える|目立つ|とどまる|留まる|上る|のぼる|至る|過ぎる|相次ぐ|かかる|役立つ|立つ|持つ|保つ|済む|進む|影響する|該当する|相当する|関係する|減る)[)」』]?$"
)


def tense_of(sentence: str) -> Tense:
    """The tense of a folded sentence without its full stop.

    >>> [tense_of(text).value for text in ("研修を実施した", "研修を実施する予定である", "研修を実施")]
    ['past', 'future', 'open']
    >>> [tense_of(text).value for text in ("半日を2回に分ける", "今後の課題である", "交流につながる")]
    ['future', 'open', 'open']
    """
    if _PAST.search(sentence):
        return Tense.PAST
    if _MEANT.search(sentence) or (_PLAIN_VERB.search(sentence) and not _STATE.search(sentence)):
        return Tense.FUTURE
    return Tense.OPEN
