"""年度 — fiscal years, April to March, and their names in 和暦."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from hyoka.values.text import kanji_number

# The fiscal year in which each era's year 1 (元年) falls, latest era first. 平成31年度 = 令和元年度 = 2019.
ERAS = {"令和": 2019, "平成": 1989, "昭和": 1926, "大正": 1912, "明治": 1868}
_LETTERS = {"令和": "R", "平成": "H", "昭和": "S", "大正": "T", "明治": "M"}
_ERA_OF = {alias: era for era, letter in _LETTERS.items() for alias in (era, era[0], letter, letter.lower())}
_ERA_OF |= {"㋿": "令和", "㍻": "平成", "㍼": "昭和", "㍽": "大正", "㍾": "明治"}
_FIRST, _LAST = min(ERAS.values()), 9999


class FiscalYear(int):
    """The year that begins on 1 April, called by the calendar year it begins in.

    >>> FiscalYear(2023).wareki, FiscalYear(2019).wareki, FiscalYear(2018).short
    ('令和5年度', '令和元年度', 'H30')
    >>> FiscalYear.parse("平成31年度") == FiscalYear.parse("R01") == 2019
    True
    >>> sorted(["R01", "H30", "R02"], key=FiscalYear.parse)
    ['H30', 'R01', 'R02']
    """

    __slots__ = ()

    def __new__(cls, value: int) -> "FiscalYear":
        if not _FIRST <= value <= _LAST:
            raise ValueError(f"年度は {_FIRST} から {_LAST} までです: {int(value)}")
        return super().__new__(cls, value)

    @classmethod
    def parse(cls, text: str) -> "FiscalYear":
        """The one fiscal year that the text names.

        >>> [FiscalYear.parse(text).short for text in ("R元", "２０１８年度", "平成31（令和元）年度", "令和5年度（2023年度）")]
        ['R01', 'H30', 'R01', 'R05']
        >>> FiscalYear.parse("令和")
        Traceback (most recent call last):
        ValueError: 年度として読めません: '令和' （例: 令和5年度、R05、2023年度）
        """
        folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
        found = _ONE_YEAR.fullmatch(folded)
        if found:
            year = _year_of(found["era"], found["number"] or found["calendar"])
            again = found["number2"] or found["calendar2"]
            twice = _year_of(found["era2"], again) if again else year
            if year and year == twice:
                return year
        raise ValueError(f"年度として読めません: {text!r} （例: 令和5年度、R05、2023年度）")

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        """The fiscal year a day lies in.

        >>> int(FiscalYear.of(date(2019, 3, 31))), int(FiscalYear.of(date(2019, 4, 1)))
        (2018, 2019)
        """
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def calendar(self) -> str:
        """西暦: 2018年度."""
        return f"{int(self)}年度"

    @property
    def wareki(self) -> str:
        """和暦: 平成30年度, 令和元年度."""
        era, number = self._era()
        return f"{era}{'元' if number == 1 else number}年度"

    @property
    def short(self) -> str:
        """As columns are headed: H30, R01."""
        era, number = self._era()
        return f"{_LETTERS[era]}{number:02d}"

    def _era(self) -> tuple[str, int]:
        return next((era, self - first + 1) for era, first in ERAS.items() if self >= first)

    def __str__(self) -> str:
        return int.__repr__(self)

    def __repr__(self) -> str:
        return f"FiscalYear({int(self)})"

    @classmethod
    def _validate(cls, value: Any) -> "FiscalYear":
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return cls(value)
        raise ValueError(f"年度として読めません: {value!r} （例: 令和5年度、R05、2023年度）")

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(
                int, return_schema=core_schema.int_schema(), when_used="json"
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "integer", "minimum": _FIRST, "maximum": _LAST}


class YearInText(NamedTuple):
    """A fiscal year named inside a sentence: text[start:end] names it."""

    start: int
    end: int
    fiscal_year: FiscalYear


_KANJI = "元〇一二三四五六七八九十百千"
_ERA = "令和|平成|昭和|大正|明治|[令平昭大明]|[RHSTMrhstm]"
_ONE_YEAR = re.compile(
    f"(?:(?P<era>{_ERA})(?P<number>[0-9]{{1,2}}|[{_KANJI}]+)"
    f"|(?:FY)?(?P<calendar>(?:18|19|20|21)[0-9][0-9]|[一二][〇一二三四五六七八九]{{3}}))"
    f"(?:年度?)?(?:[(/・](?:(?P<era2>{_ERA})(?P<number2>[0-9]{{1,2}}|[{_KANJI}]+)|(?P<calendar2>[12][0-9]{{3}}))"
    "(?:年度?)?\\)?)?(?:年度?)?"
)


def _year_of(era: str | None, number: str) -> FiscalYear | None:
    """The year an era and a number name; None where there is none, as 令和0年度."""
    value = int(number) if number.isdecimal() else kanji_number(number)
    if not value:
        return None
    year = ERAS[_ERA_OF[era]] + value - 1 if era else value
    return FiscalYear(year) if _FIRST <= year <= _LAST else None


_DIGIT = "[0-9０-９]"
_IN_TEXT = re.compile(
    "(?P<era>令和|平成|昭和|大正|明治|[㋿㍻㍼㍽㍾]|(?<![A-Za-zＡ-Ｚａ-ｚ0-9０-９])[RHＲＨ])"
    f"\\s?(?P<number>{_DIGIT}{{1,2}}(?![0-9０-９A-Za-zＡ-Ｚａ-ｚ%％]|[,，]{_DIGIT}{{3}})|元|[一二三四五六七八九十]{{1,4}}(?=年))"
    f"|(?<!{_DIGIT})(?P<calendar>(?:[1１][89８９]|[2２][01０１]){_DIGIT}{{2}})"
    f"(?=\\s?年|\\s?[・、～〜~\\-－―]\\s?{_DIGIT}{{4}}\\s?年)"
)
_MONTH = "(?:[1１][0-2０-２]|[0０]?[1-9１-９])(?![0-9０-９])"
# What may follow: 年度, 年, 年3月, .3.31 (the months before April belong to the fiscal year before).
_TAIL = re.compile(
    f"\\s?年(?:度|\\s?(?P<month>{_MONTH})\\s?(?:[~〜～－―-]\\s?{_DIGIT}{{1,2}}\\s?)?月(?:\\s?{_DIGIT}{{1,2}}\\s?日)?)?"
    f"|[./．／](?P<dotted>{_MONTH})(?:[./．／]{_DIGIT}{{1,2}}(?!{_DIGIT}))?"
)
# 平成28・29年度, H28～30年度: the era is said once.
_JOINT = "[・、，,～〜~\\-－―]"
_NEXT = re.compile(
    f"\\s?(?:年度?)?{_JOINT}(?P<number>{_DIGIT}{{1,2}})(?!{_DIGIT})(?=(?:{_JOINT}{_DIGIT}{{1,2}})*\\s?年度)"
)


def find_fiscal_years(text: str) -> list[YearInText]:
    """Every fiscal year a sentence names, in order. 「29年度」 alone could be of any era and is not one.

    >>> [(text, int(year)) for _, _, year in find_fiscal_years("平成29年度の5,696件から、R元は6,141件")
    ...  for text in [year.short]]
    [('H29', 2017), ('R01', 2019)]
    >>> find_fiscal_years("29年度、H2O、R-18、平成の大合併")
    []
    >>> [year.short for *_, year in find_fiscal_years("平成28・29年度と平成31年3月末")]
    ['H28', 'H29', 'H30']
    """
    return sorted(_years_in(text))


def _years_in(text: str) -> Iterator[YearInText]:
    for found in _IN_TEXT.finditer(text):
        era = unicodedata.normalize("NFKC", found["era"]) if found["era"] else None
        year = _year_of(era, unicodedata.normalize("NFKC", found["number"] or found["calendar"]))
        if year is None:
            continue
        tail = _TAIL.match(text, found.end())
        month = int((tail["month"] or tail["dotted"] or 4) if tail else 4)
        yield YearInText(
            found.start(), tail.end() if tail else found.end(), year if month >= 4 else FiscalYear(year - 1)
        )
        after = _NEXT.match(text, found.end()) if era else None
        while after and era:
            following = _year_of(era, unicodedata.normalize("NFKC", after["number"]))
            end = _TAIL.match(text, after.end())
            if following:
                yield YearInText(after.start("number"), end.end() if end else after.end(), following)
            after = _NEXT.match(text, after.end())


_BETWEEN = re.compile(r"\s*(?:年度?)?\s*(?:[~〜～－―—–‐−-]|(?<=[0-9度])ー|から|より|・・・|…)\s*")

_FOR_YEARS = re.compile(r"\s*(?:の[0-9]{1,2}[かヶケカヵ]?年間?|\([0-9]{1,2}[かヶケカヵ]?年間?\))$")


def parse_range(text: str) -> tuple[FiscalYear, ...]:
    """The years of a plan period, first to last.

    >>> [year.short for year in parse_range("H28～R02")]
    ['H28', 'H29', 'H30', 'R01', 'R02']
    >>> parse_range("平成28～30年度") == parse_range("2016年度から2018年度まで")
    True
    """
    plain = _FOR_YEARS.sub("", unicodedata.normalize("NFKC", text).strip())
    ends = _BETWEEN.split(plain.removesuffix("まで"))
    if len(ends) == 1:
        return (FiscalYear.parse(ends[0]),)
    era = re.match(_ERA, ends[0])
    if len(ends) == 2:
        last = ends[1]
        if era and re.fullmatch(r"[0-9]{1,2}(?:年度?)?", last):
            last = era[0] + last
        years = FiscalYear.parse(ends[0]), FiscalYear.parse(last)
        if years[0] <= years[1]:
            return tuple(FiscalYear(year) for year in range(years[0], years[1] + 1))
    raise ValueError(f"年度の範囲として読めません: {text!r} （例: H28～R02、平成28～令和2年度）")
