"""文中の年度 — the fiscal years a sentence speaks of, also as 前年度, 今年度 or 「29年度」."""

import re

from hyoka.values import FiscalYear, YearInText, find_fiscal_years

_RELATIVE = {
    "前々年度": -2, "一昨年度": -2, "前年度": -1, "昨年度": -1, "前年": -1, "昨年": -1,
    "当該年度": 0, "今年度": 0, "本年度": 0, "当年度": 0,
    "次年度": 1, "来年度": 1, "翌年度": 1,
}  # fmt: skip
_RELATIVE_WORDS = re.compile("|".join(_RELATIVE))
_BARE = re.compile(r"(?<![0-9,.])([0-9]{1,2}|元)年度")


def years_said(sentence: str, fiscal_year: int, columns: tuple[FiscalYear, ...]) -> list[YearInText]:
    """The fiscal years that a sentence in the sheet of `fiscal_year` names, in order.

    「29年度」 is read where exactly one of the sheet's columns can be meant.

    >>> years = (FiscalYear(2017), FiscalYear(2018), FiscalYear(2019))
    >>> [year.short for *_, year in years_said("前年度と29年度とR1", 2018, years)]
    ['H29', 'H29', 'R01']
    """
    found = list(find_fiscal_years(sentence))
    found += [
        YearInText(word.start(), word.end(), FiscalYear(fiscal_year + _RELATIVE[word[0]]))
        for word in _RELATIVE_WORDS.finditer(sentence)
    ]
    for bare in _BARE.finditer(sentence):
        if any(year.start < bare.end() and bare.start() < year.end for year in found):
            continue
        meant = [year for year in columns if _number_of(year) == bare[1]]
        if len(meant) == 1:
            found.append(YearInText(bare.start(), bare.end(), meant[0]))
    return sorted(found)


def _number_of(fiscal_year: FiscalYear) -> str:
    return re.sub(r"[^0-9元]", "", fiscal_year.wareki)
