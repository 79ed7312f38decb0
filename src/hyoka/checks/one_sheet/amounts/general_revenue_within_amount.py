"""一般財源は、その予算額・決算額を超えない

「うち一般財源」は額の内数なので、もとの額より大きくなりません。
根拠: 様式の見出し（うち一般財源）
直し方: 二つの欄の入れちがい、桁の誤りを確かめる。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.amounts.money import is_in_brackets, spoken, yen
from hyoka.sheet import Sheet, each_line
from hyoka.values import Amount

_PAIRS = (("budget", "budget_general", "予算額"), ("settlement", "settlement_general", "決算額"))


def general_revenue_within_amount(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for _, line, place in each_line(sheet):
        for year in line.years:
            for whole_field, part_field, word in _PAIRS:
                whole: Amount = getattr(year, whole_field)
                part: Amount = getattr(year, part_field)
                if not _exceeds(part, whole):
                    continue
                at = place / year.fiscal_year / part_field
                yield Finding(
                    check="general-revenue-within-amount",
                    severity=Severity.ERROR,
                    at=at,
                    message=(
                        f"「{line.name}」{year.fiscal_year.short} の{word}のうち一般財源 {spoken(part)} が、"
                        f"{word} {spoken(whole)} を超えています。"
                    ),
                    places=(at, place / year.fiscal_year / whole_field),
                    fiscal_year=year.fiscal_year,
                )


def _exceeds(part: Amount, whole: Amount) -> bool:
    """Bracketed figures are a way of printing an inner amount, not a negative one."""
    if is_in_brackets(part) or is_in_brackets(whole):
        return False
    inner, outer = yen(part), yen(whole)
    return inner is not None and outer is not None and inner > outer >= 0
