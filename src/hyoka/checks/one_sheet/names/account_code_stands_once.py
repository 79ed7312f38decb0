"""予算科目コードは、一つの費目だけにある

同じ予算科目コードが別の費目にもあれば、同じ予算を二度数えているか、コードの写し誤りのおそれがあります。
再掲の費目は、再掲元と同じコードになるので対象としません。
根拠: 予算科目コードは、費目を一つに定める
直し方: コードを予算書で確かめる。同じ費目を二か所に載せる場合は、再掲と書く。
"""

from collections import defaultdict
from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.layouts import describe
from hyoka.sheet import BudgetLine, Place, Sheet, each_line
from hyoka.values import compare_key


def account_code_stands_once(sheet: Sheet, around: Around) -> Iterator[Finding]:
    lines: dict[str, list[tuple[BudgetLine, Place]]] = defaultdict(list)
    for _, line, place in each_line(sheet):
        if line.account_code and line.relisted_from is None:
            lines[compare_key(line.account_code)].append((line, place))
    for same in lines.values():
        if len(same) < 2:
            continue
        told = "、".join(describe(around.layout, sheet, place) for _, place in same)
        places = tuple(place / "account_code" for _, place in same)
        yield Finding(
            check="account-code-stands-once",
            severity=Severity.NOTE,
            at=places[1],
            message=f"予算科目コード {same[0][0].account_code} が、{len(same)} つの費目にあります: {told}。",
            places=places,
            fiscal_year=sheet.fiscal_year,
        )
