"""繰越しの記述 — what last year's sheet says it carried into the next year, in the reasons of its lines and in its texts."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from hyoka.checks.words.paragraph import find_paragraphs
from hyoka.sheet import Place, Sheet, each_line, each_text
from hyoka.values import FiscalYear

# 「繰り越した2橋は」 speaks of the bridges: only what ends its clause says that money was carried.
_CARRIED = re.compile(
    r"繰り?越(?:しました|します|しており|した|し|す)?(?:予定|見込み|もの|ため|こと)?(?:である|です)?(?:$|[、,)])"
)
_NEXT = re.compile(r"(?:翌|次|来)年度[にへ]")
# What else is carried from year to year: taxes in arrears, surpluses, leave.
_OTHER = re.compile(r"未収|滞納|剰余|繰越金|収支|休暇|保留|待機")
_MONEY = re.compile(r"(\d[\d,]*(?:\.\d+)?)(億円|百万円|万円|千円|円)")
_YEN = {"億円": 100_000_000, "百万円": 1_000_000, "万円": 10_000, "千円": 1_000, "円": 1}


class ToldCarry(NamedTuple):
    """One statement that money goes into the next year. `amount` in yen, None where none is named."""

    place: Place
    sentence: str
    amount: Decimal | None


def told_carries(sheet: Sheet) -> tuple[ToldCarry, ...]:
    """The statements of the sheet; the reasons of the budget lines come first, texts count where these are silent."""
    by_line = tuple(
        told
        for _, line, place in each_line(sheet)
        for told in _found(sheet, line.reason or "", place / "reason")
    )
    return by_line or tuple(
        told
        for text in each_text(sheet)
        if text.stage == "check"
        for told in _found(sheet, text.text or "", text.place)
    )


def _found(sheet: Sheet, text: str, place: Place) -> Iterator[ToldCarry]:
    for paragraph in find_paragraphs(text):
        for sentence in paragraph.sentences:
            if (
                _CARRIED.search(sentence)
                and _goes_on(sentence, sheet.fiscal_year)
                and not _OTHER.search(sentence)
            ):
                yield ToldCarry(place, sentence, _amount(sentence))


def _goes_on(sentence: str, fiscal_year: FiscalYear) -> bool:
    """Into the year after the sheet's own, and not out of the year before."""
    following = FiscalYear(fiscal_year + 1)
    named = re.compile(rf"(?:{following.wareki}|{following.short}(?:年度)?|{following}年度)[にへ]")
    return bool(_NEXT.search(sentence) or named.search(sentence))


def _amount(sentence: str) -> Decimal | None:
    """The one amount that the sentence names; None where there is none, or where several leave a choice."""
    found = {(figure, unit) for figure, unit in _MONEY.findall(sentence)}
    if len(found) != 1:
        return None
    [(figure, unit)] = found
    return Decimal(figure.replace(",", "")) * _YEN[unit]
