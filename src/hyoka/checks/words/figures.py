"""文中の数値 — the figures with units in a sentence. What is no count (dates, years, laws, ranges) is not one."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from hyoka.checks.words.units import COUNTERS

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.,~/\-－第])(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<rest>\.[0-9]+)?(?P<scale>[万億])?"
    r"(?P<more>[0-9]{1,4}(?=[^0-9,.]))?"
)
# 「2億4,600万円」「39万2千円」: told in parts.
_SUM = re.compile(
    r"(?<![0-9A-Za-z.,~/\-－第])(?:(?P<oku>[0-9,]+)億)?(?:(?P<man>[0-9,]+)万)?(?:(?P<sen>[0-9])千)?(?P<unit>円)"
)
_MONEY = {"円": 1, "千円": 10**3, "万円": 10**4, "百万円": 10**6, "億円": 10**8}
_SCALES = {"万": 10**4, "億": 10**8}
_TIMES = frozenset({"年", "月", "時", "年度", "号", "条", "項", "章", "期", "度"})
_NOT_A_COUNT = re.compile(
    r"目|ずつ|当たり|あたり|当り|につき|[0-9]|~|-[0-9]|未満の|以上の(?!実)|台(?!分|と|を|に|が|で|の|、|。|$)|に1"
)
_ORDINAL_BEFORE = re.compile(
    r"(?:第|[Nn]o\.?|№|番号|ページ|p\.|表|図|様式|月|(?<![0-9])1(?:人|世帯|校|件|団体|施設|家庭)に?)$"
)
_QUALIFIED_BEFORE = re.compile(r"(?:約|およそ|おおよそ|概ね|おおむね|ほぼ)$")
_QUALIFIED_AFTER = (
    ("least", re.compile(r"以上|を?超え|超(?!過)|を上回|を突破|強|余")),
    ("most", re.compile(r"以下|未満|以内|を下回|に満たな|弱(?!点)")),
    ("about", re.compile(r"程度|前後|ほど|くらい|ぐらい|近く")),
)


# 「計三回」, and no counters that are part of a word: 一回り, 二件目.
_KANJI_UNITS = "回|件|校|団体|箇所|か所|地区|会場"
_IN_KANJI = re.compile(
    rf"(?<![第一-龠々])(?P<digits>[二三四五六七八九]?十?[一二三四五六七八九]?)(?P<unit>{_KANJI_UNITS})(?![目りぐ一-龠])"
    rf"|(?<=[計各約延])(?P<digits_>[二三四五六七八九]?十?[一二三四五六七八九]?)(?P<unit_>{_KANJI_UNITS})(?![目りぐ])"
)
_DIGITS = "〇一二三四五六七八九"


class Figure(NamedTuple):
    """A figure of a sentence: sentence[start:end] is 「6,141件」."""

    start: int
    end: int
    value: Decimal
    unit: str
    written: str
    bound: str  # "", about, least, most
    grain: Decimal = Decimal(0)  # told finer than the cell: 1,512万円 beside 15百万円

    def in_unit(self, unit: str) -> "Figure":
        """An amount of money told in the unit of another.

        >>> find_figures("1,512万円")[0].in_unit("百万円").fits(Decimal(15))
        True
        """
        if unit == self.unit or unit not in _MONEY or self.unit not in _MONEY:
            return self
        value = self.value * _MONEY[self.unit] / _MONEY[unit]
        return self._replace(value=value, unit=unit, grain=Decimal(1))

    def fits(self, value: Decimal) -> bool:
        """Whether the sentence may say this of `value`."""
        match self.bound:
            case "least":
                return value >= self.value
            case "most":
                return value <= self.value
            case "about":
                return abs(value - self.value) * 20 <= abs(self.value)
            case _:
                return value == self.value or abs(value - self.value) < self.grain or self._is_rounded(value)

    def _is_rounded(self, value: Decimal) -> bool:
        """12.3万人 says what 123,456人 is."""
        if not re.search("[万億]", self.written):
            return False
        return abs(value - self.value) * 50 <= abs(self.value)


def is_slip(one: Decimal, other: Decimal) -> bool:
    """Whether two figures look like one figure and a slip of the pen: two digits swapped, or one digit off.

    >>> is_slip(Decimal(3960), Decimal(3690)), is_slip(Decimal("46.1"), Decimal("41.6")), is_slip(Decimal(12), Decimal(13))
    (True, True, False)
    """
    a, b = str(one), str(other)
    if len(a) != len(b) or len(a) < 3 or a == b:
        return False
    return sorted(a) == sorted(b) or sum(x != y for x, y in zip(a, b, strict=True)) == 1


def find_figures(sentence: str, units: Iterable[str] = ()) -> list[Figure]:
    """The figures of a folded sentence, with one of the known counters or one of `units`.

    >>> [figure.written for figure in find_figures("平成30年4月1日に第3回を開き、12回で約1,300人")]
    ['12回', '1,300人']
    >>> find_figures("3回目、1人1台、10~20件、各課より1名ずつ、2か年")
    []
    """
    sums = [money for money in _SUM.finditer(sentence) if sum(map(bool, money.groups()[:3])) > 1]
    known = _known(frozenset(units))
    found = []
    for number in _NUMBER.finditer(sentence):
        rest = sentence[number.end() :]
        counted = known.match(rest)
        unit = counted[0] if counted else ""
        before, after = sentence[: number.start()], rest[len(unit) :]
        if any(money.start() < number.end() and number.start() < money.end() for money in sums):
            continue
        if not unit or unit in _TIMES or _ORDINAL_BEFORE.search(before) or _NOT_A_COUNT.match(after):
            continue
        end = number.end() + len(unit)
        found.append(
            Figure(
                number.start(),
                end,
                _value(number),
                unit,
                sentence[number.start() : end],
                _bound(before, after),
            )
        )
    return sorted([*found, *_in_kanji(sentence), *(_money(money) for money in sums)])


def _money(found: re.Match[str]) -> Figure:
    """2億4,600万円 in yen."""
    parts = [(found["oku"], 10**8), (found["man"], 10**4), (found["sen"], 10**3)]
    value = sum((Decimal(digits.replace(",", "")) * scale for digits, scale in parts if digits), Decimal(0))
    bound = _bound(found.string[: found.start()], found.string[found.end() :])
    return Figure(found.start(), found.end(), value, "円", found[0], bound)


@lru_cache(maxsize=256)
def _known(units: frozenset[str]) -> re.Pattern[str]:
    """The counters to look for, the longest first."""
    words = sorted({*COUNTERS, *filter(None, units)}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _in_kanji(sentence: str) -> Iterator[Figure]:
    """Figures in Chinese numerals: 三回, 計十二回."""
    for word in _IN_KANJI.finditer(sentence):
        said, unit = word["digits"] or word["digits_"] or "", word["unit"] or word["unit_"]
        tens, ten, ones = said.rpartition("十")
        value = (_DIGITS.index(tens) if tens else len(ten)) * 10 + (_DIGITS.index(ones) if ones else 0)
        if value:
            bound = _bound(sentence[: word.start()], sentence[word.end() :])
            yield Figure(word.start(), word.end(), Decimal(value), unit, word[0], bound)


def _value(number: re.Match[str]) -> Decimal:
    plain = Decimal(number["digits"].replace(",", "") + (number["rest"] or ""))
    if number["scale"]:
        plain = plain * _SCALES[number["scale"]] + Decimal(number["more"] or 0)
    return plain


def _bound(before: str, after: str) -> str:
    if _QUALIFIED_BEFORE.search(before):
        return "about"
    return next((bound for bound, words in _QUALIFIED_AFTER if words.match(after)), "")
