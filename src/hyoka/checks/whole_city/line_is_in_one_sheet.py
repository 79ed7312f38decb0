"""同じ予算科目の金額は、一つの評価表に書く

同じ予算科目コードの費目が二つの評価表にあり、どちらにも金額があると、市全体の合計で二重に数えられます。
根拠: 事業費は一度だけ数える（再掲の費目には金額を書かない）
直し方: 一方を再掲にする。分けて執行するのなら、予算科目コードを細事業まで書き分ける。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.whole_city.naming import comes_first, named
from hyoka.finance import normal_code
from hyoka.sheet import BudgetLine, Place, Sheet, each_line


def line_is_in_one_sheet(sheet: Sheet, around: Around) -> Iterator[Finding]:
    mine = list(_paid(sheet))
    if not mine:
        return
    theirs = [(one, line) for one in around.beside for _, line in _paid(one)]
    by_code: dict[str, list[tuple[Sheet, BudgetLine]]] = {}
    for one, line in theirs:
        by_code.setdefault(normal_code(line.account_code or ""), []).append((one, line))
    for at, line in mine:
        code = normal_code(line.account_code or "")
        for one, other in by_code.get(code, []):
            if not comes_first(sheet, one):
                continue
            is_same = _amounts(line, sheet.fiscal_year) == _amounts(other, one.fiscal_year)
            place = at / "account_code"
            yield Finding(
                check="line-is-in-one-sheet",
                severity=Severity.ERROR if is_same else Severity.WARNING,
                at=place,
                message=(
                    f"「{line.name}」（{line.account_code}）の金額は、{named(one)} の「{other.name}」にもあります。"
                    + ("金額も同じで、市の合計で二重に数えられます。" if is_same else "市の合計で二重に数えられていないか確かめてください。")
                ),
                places=(place,),
                fiscal_year=sheet.fiscal_year,
            )  # fmt: skip


def _paid(sheet: Sheet) -> Iterator[tuple[Place, BudgetLine]]:
    """The lines with a code and with money in the sheet's own year."""
    for _, line, at in each_line(sheet):
        if line.relisted_from is None and line.account_code and any(_amounts(line, sheet.fiscal_year)):
            yield at, line


def _amounts(line: BudgetLine, year: int) -> tuple[object, object]:
    held = next((column for column in line.years if column.fiscal_year == year), None)
    return (held.budget.yen, held.settlement.yen) if held else (None, None)
