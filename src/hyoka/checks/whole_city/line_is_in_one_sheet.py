"""同じ予算科目の金額は、一つの評価表に書く

同じ予算科目コードの費目が二つの評価表にあり、どちらにも金額があると、市全体の合計で二重に数えられます。
根拠: 事業費は一度だけ数える（再掲の費目には金額を書かない）
直し方: 一方を再掲にする。分けて執行するのなら、予算科目コードを細事業まで書き分ける。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.beside import paid_lines
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.whole_city.naming import comes_first, named
from hyoka.finance import normal_code
from hyoka.sheet import Sheet


def line_is_in_one_sheet(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if not around.beside.sheets:
        return
    for mine in paid_lines(sheet):
        for other in around.beside.paid.get(normal_code(mine.line.account_code or ""), []):
            if other.sheet.fiscal_year != sheet.fiscal_year or not comes_first(sheet, other.sheet):
                continue
            is_same = mine.amounts == other.amounts
            place = mine.place / "account_code"
            yield Finding(
                check="line-is-in-one-sheet",
                severity=Severity.ERROR if is_same else Severity.WARNING,
                at=place,
                message=(
                    f"「{mine.line.name}」（{mine.line.account_code}）の金額は、{named(other.sheet)} の「{other.line.name}」にもあります。"
                    + ("金額も同じで、市の合計で二重に数えられます。" if is_same else "市の合計で二重に数えられていないか確かめてください。")
                ),
                places=(place,),
                fiscal_year=sheet.fiscal_year,
            )  # fmt: skip
