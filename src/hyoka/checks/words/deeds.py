"""した・しなかった — sentences that say that something was not held, or that a target was met or missed."""

import re
from typing import NamedTuple

# 実施には至らなかった, 開催できなかった, 中止した: the sentence ends on it.
_NOT_DONE = re.compile(
    r"(?P<deed>実施|開催|開講|開設|公開|作成|配布|発行|訪問|派遣|掲載|設置|策定|点検|検査)?"
    r"(?:(?:する)?(?:に|には|まで|までには|までに)?(?:至ら|いたら)(?:なかった|なかったもの|ず)"
    r"|(?:する)?(?:こと)?(?:が|は|も)?(?:でき|出来)(?:なかった|ませんでした)"
    r"|(?:は|が)?(?:し|され|行わ|行え)(?:なかった|ませんでした)|(?:行わ|行え)なかった"
    r"|(?:は|が|を)?(?:見送った|見送りとな\w*|中止した|中止とな\w+|取りやめた|とりやめた|未実施であった|未実施だった|未実施とな\w+)"
    r"|(?:は|が)(?:なかった|無かった))"
    r"(?:もの)?(?:であ[るっ]た?)?$"
)
_ONLY_PARTLY = re.compile(
    r"一部|のうち|うち|ほか|回目|以外|代わり|代替|かわり|に変更|変更し|オンライン|書面|縮小|延期|[0-9]+[月日回件人]|だけ|のみ|全て|すべて|十分|充分|対面|まで(?:しか)|当初"
)
_TARGET = r"目標(?:値|件数|回数|人数|数)?(?:(?:で(?:ある|あった)|の|は|、)*[0-9][0-9,.]*[^、。]{1,6}?)?"
_FAR = r"(?:大きく|大幅に|わずかに|僅かに|やや|若干)?"
_BY = r"(?P<by>約?[0-9][0-9,.]*(?:[^、。ぁ-ん0-9]{1,4}))?(?:も|ほど|程度)?"
_MET = re.compile(
    rf"{_TARGET}(?:を?{_FAR}(?:達成(?:でき|した|し、|して(?!い?な)|され|となっ)|クリア(?:した|でき))|に(?:は)?(?:到達|達)し(?!な))"
    r"(?!なかっ|ず|ませ|ない)"
)
_ABOVE = re.compile(
    rf"{_TARGET}を{_FAR}{_BY}{_FAR}(?:上回(?!ら)(?:った|り|る|って)|超え(?!な)(?:た|、|て|る))(?!なかっ|ず|ませ|ない)"
)
_BELOW = re.compile(
    rf"{_TARGET}を{_FAR}{_BY}{_FAR}(?:下回(?!ら)(?:った|り|る|って)|割(?:った|り込))(?!なかっ|ず|ませ|ない)"
)
_MISSED = re.compile(
    rf"{_TARGET}(?:"
    r"(?:を|の)?達成(?:する(?:こと)?)?(?:は|が|には|に|まで)?(?:でき|出来|し|至ら|いたら|なら)(?:なかった|ず|ませんでした|ていない)"
    r"|に(?:は)?(?:わずかに|僅かに|大きく)?(?:届か|達し|及ば|満た)(?:なかった|ず|ない|ていない)|未達(?:成)?)"
)


class NotDone(NamedTuple):
    """sentence[start:] says that something was not done; `deed` is what, "" where it is left open."""

    start: int
    deed: str


def find_not_done(sentence: str) -> NotDone | None:
    """The end of a sentence that says that the whole thing was not done.

    >>> find_not_done("会議の開催を予定していたが、実施には至らなかった").deed
    '実施'
    >>> find_not_done("10月の会議は開催できなかった"), find_not_done("一部は実施できなかった")
    (None, None)
    """
    found = _NOT_DONE.search(sentence)
    if not found or _ONLY_PARTLY.search(sentence):
        return None
    return NotDone(found.start(), found["deed"] or "")


class Verdict(NamedTuple):
    """sentence[start:end] says that the target was met or missed, or that the actual is above or below it."""

    start: int
    end: int
    is_met: bool
    way: int = 0  # 1: above the target, -1: below it, whichever is better
    by: str = ""  # 「33人」, by so much


def find_verdicts(sentence: str) -> list[Verdict]:
    """Targets said to be met or missed, as facts.

    >>> [verdict.is_met for verdict in find_verdicts("目標を達成した")]
    [True]
    >>> [verdict.is_met for verdict in find_verdicts("目標に届かなかった")]
    [False]
    >>> find_verdicts("目標の達成に向けて努める")
    []
    """
    missed = [Verdict(found.start(), found.end(), False) for found in _MISSED.finditer(sentence)]
    missed += _beside(_BELOW, -1, sentence)
    met = [
        Verdict(found.start(), found.end(), True)
        for found in _MET.finditer(sentence)
        if not any(other.start <= found.start() < other.end for other in missed)
    ]
    return sorted([*met, *missed, *_beside(_ABOVE, 1, sentence)])


def _beside(words: re.Pattern[str], way: int, sentence: str) -> list[Verdict]:
    return [
        Verdict(found.start(), found.end(), way > 0, way, found["by"] or "")
        for found in words.finditer(sentence)
    ]
