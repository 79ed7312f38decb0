"""増減率 — what a sentence says of a change as a share of what was: 前年度比12.5%増, 約1.3倍, 半減."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from hyoka.values import FiscalYear, YearInText

_RATE = re.compile(
    r"(?<![0-9.,])(?P<about>約|およそ|ほぼ)?(?P<number>[0-9]+(?P<rest>\.[0-9]+)?)"
    r"(?:(?P<unit>%|パーセント|割)(?P<about_>ほど|程度|近く|余り?|弱|強)?の?(?P<way>増(?!やす|設)|減(?!らす)|伸び|上昇|低下|落ち込|上回|下回)"
    r"|(?P<times>倍)(?P<more>以上|超|を超え)?(?P<about__>近く|ほど|程度|余り?|弱|強)?(?=[のにとへ増、]|$))"
)
_WORDS = re.compile(r"(?P<twice>倍増|2倍増)|(?P<half>半減)")
_TWICE, _HALF = (Decimal("1.5"), Decimal(3)), (Decimal("0.33"), Decimal("0.67"))
_SAID = re.compile(
    r"(?!し?(?:なかっ|ませ|よう|たい|を(?:図|目指|見込))|させ|す?る(?:見込|予定|こと|よう)|する(?!$))"
)
_FALLS = frozenset({"減", "低下", "落ち込", "下回"})
# The year that it is held against, right before it: 前年度比, 令和4年度から, 前年度の, 前年度を.
_BASE = re.compile(
    r"(?:末|実績|の?実績|の[0-9][0-9,.]*[^、。ぁ-ん0-9]{1,4})?(?:の?対?比(?:で|べて?|較して)?|に比べて?|と比べて?|と比較して|に対して?|対比|から|より|の|を|に)、?(?:約|およそ|ほぼ)?$"
)
_OTHERS = re.compile(
    r"平均|全国|県内|計画|目標|予定|当初|年前|同月|同期|最終|全体の|うち|コロナ|年間で|[比対]|から|より"
)


class Rate(NamedTuple):
    """sentence[start:end] says so; the actual divided by the base's lies between `least` and `most`."""

    start: int
    end: int
    written: str
    least: Decimal
    most: Decimal
    base: FiscalYear | None  # None: no year is named, the year before goes without saying
    is_share: bool  # told in percent


def find_rates(sentence: str, years: list[YearInText]) -> Iterator[Rate]:
    """Every change told as a share. `years`: the fiscal years the sentence names.

    >>> [rate] = find_rates("派遣件数は、3.5%増の142件であった", [])
    >>> rate.written, rate.least < Decimal("1.035") < rate.most
    ('3.5%増', True)
    >>> list(find_rates("利用者を2倍に増やす。全国平均を3%上回った", []))
    []
    """
    for found in _RATE.finditer(sentence):
        base = _base(sentence, found.start(), years)
        if not isinstance(base, _Unclear) and not (base is None and found["times"]):
            least, most = _bounds(found)
            yield Rate(found.start(), found.end(), found[0], least, most, base, found["unit"] is not None)
    for found in _WORDS.finditer(sentence):
        base = _base(sentence, found.start(), years)
        if not isinstance(base, _Unclear) and _SAID.match(sentence, found.end()):
            least, most = _TWICE if found["twice"] else _HALF
            yield Rate(found.start(), found.end(), found[0], least, most, base, False)


class _Unclear:
    """Held against something that is no year of the sheet."""


def _base(sentence: str, at: int, years: list[YearInText]) -> FiscalYear | _Unclear | None:
    before = [year for year in years if year.end <= at]
    if before and _BASE.match(sentence[before[-1].end : at]):
        return before[-1].fiscal_year
    clause = sentence[:at].rsplit("、", 1)[-1]
    is_of_a_year = any(year.end > at - len(clause) for year in before)
    return _Unclear() if is_of_a_year or _OTHERS.search(clause) else None


def _bounds(found: re.Match[str]) -> tuple[Decimal, Decimal]:
    """Rounded, or cut off, at the last digit told; more freely after 約."""
    is_about = any(found[name] for name in ("about", "about_", "about__"))
    number, step = Decimal(found["number"]), Decimal(1).scaleb(-len((found["rest"] or ".")[1:]))
    if found["times"]:
        return number - (0 if found["more"] else step), Decimal(10**6) if found["more"] else number + step
    if found["unit"] == "割":
        number, step = number * 10, step * 10
    slack = max(step, number / 20, Decimal(1)) if is_about else step
    if found["way"] in _FALLS:
        number = -number
    return 1 + (number - slack) / 100, 1 + (number + slack) / 100
