"""再掲の費目には、金額を書かない

再掲の費目の金額は再掲元だけに書きます。両方に書くと、合計で二度数えられます。かっこ書きの参考額は誤りとしません。
根拠: 様式の注記（再掲で表示されている事業は、再掲元の予算費目及び総括表に予算額及び決算額を記載しています）
直し方: 再掲の費目の金額を消す。再掲でないなら、再掲の印を消す。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.amounts.money import is_in_brackets, is_relisted, spoken, yen
from hyoka.sheet import Place, Sheet, each_line
from hyoka.values import Amount, FiscalYear

_FIELDS = {
    "budget": "予算額",
    "budget_general": "予算額のうち一般財源",
    "settlement": "決算額",
    "settlement_general": "決算額のうち一般財源",
}


def relisted_carries_no_money(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for _, line, place in each_line(sheet):
        if not is_relisted(line):
            continue
        held: list[tuple[Place, str, FiscalYear]] = []
        for year in line.years:
            for field, word in _FIELDS.items():
                amount: Amount = getattr(year, field)
                if yen(amount) and not is_in_brackets(amount):
                    said = f"{year.fiscal_year.short} {word} {spoken(amount)}"
                    held.append((place / year.fiscal_year / field, said, year.fiscal_year))
        if held:
            first, _, fiscal_year = held[0]
            yield Finding(
                check="relisted-carries-no-money",
                severity=Severity.ERROR,
                at=first,
                message=f"再掲の費目「{line.name}」に金額があります: {'、'.join(said for _, said, _ in held)}。",
                places=tuple(place for place, _, _ in held),
                fiscal_year=fiscal_year,
            )
