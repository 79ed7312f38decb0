"""値 — fiscal years, money, entries, keys and Japanese text: what every floor above is made of."""

from hyoka.values.document import Document
from hyoka.values.entry import Absent, Entry, Meaning, Milestone, Number, Why, find_absence, understand
from hyoka.values.figure import Figure, Qualifier, find_figure
from hyoka.values.fiscal_year import FiscalYear, YearInText, find_fiscal_years, parse_range
from hyoka.values.key import Key, derive_key
from hyoka.values.money import Amount, Money, MoneyMeaning, MoneyUnit, understand_amount
from hyoka.values.text import (
    DASHES,
    MAX_UNITS,
    Text,
    clean_text,
    compare_key,
    fold_radicals,
    hold_text,
    kanji_number,
    unwrap,
)

__all__ = [
    "DASHES",
    "MAX_UNITS",
    "Absent",
    "Amount",
    "Document",
    "Entry",
    "Figure",
    "FiscalYear",
    "Key",
    "Meaning",
    "Milestone",
    "Money",
    "MoneyMeaning",
    "MoneyUnit",
    "Number",
    "Qualifier",
    "Text",
    "Why",
    "YearInText",
    "clean_text",
    "compare_key",
    "derive_key",
    "find_absence",
    "find_figure",
    "find_fiscal_years",
    "fold_radicals",
    "hold_text",
    "kanji_number",
    "parse_range",
    "understand",
    "understand_amount",
    "unwrap",
]
