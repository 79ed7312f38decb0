"""予算費目の表 — budget lines, one row for each year. A relisted line is there and carries no money."""

from collections.abc import Iterator

from hyoka.sheet import BudgetLine, CostYear, each_line
from hyoka.tables.table import OF_YEAR, PLACE, Table, Told, Type, Value, column
from hyoka.tables.value import DIRECTION, DIRECTION_NAME, RELISTED_FROM, relisted, yen


def _rows(told: Told) -> Iterator[tuple[Value, ...]]:
    for direction, line, at in each_line(told.sheet):
        named = (direction.no, line.name, line.account_code, relisted(line.relisted_from, told))
        said = (line.cost_course, line.reason, line.reform_mark, line.no, direction.name)
        for year in line.years:
            here = at / year.fiscal_year
            yield (
                *named,
                int(year.fiscal_year),
                yen(year.budget, told.sheet, here / "budget"),
                yen(year.budget_general, told.sheet, here / "budget_general"),
                year.budget_amended,
                yen(year.settlement, told.sheet, here / "settlement"),
                yen(year.settlement_general, told.sheet, here / "settlement_general"),
                *said,
                here,
            )
        if not line.years:
            yield (*named, None, None, None, None, None, None, *said, at)


COSTS = Table(
    name="costs",
    title="予算費目",
    description=(
        "予算費目表の費目。費目の年度欄ごとに一行（年度欄のない費目も一行になる）。再掲の費目は行にあり、金額は再掲元にある。"
        "「なし」と書かれた予算費目表は行にならない。"
    ),
    own=(
        DIRECTION,
        column("line", Type.STRING, BudgetLine, "name", "予算費目の事業名、補助金（細節）名", "IT推進事業"),
        column("account_code", Type.STRING, BudgetLine, "account_code", "会計.款.項.目.大事業.細事業", "01.02.01.14.020.02"),
        RELISTED_FROM,
        OF_YEAR,
        column("budget", Type.INTEGER, CostYear, "budget", "予算額", "1200000", unit="円"),
        column("budget_general", Type.INTEGER, CostYear, "budget_general", "予算額のうち一般財源", "1200000", unit="円"),
        column(
            "budget_amended", Type.BOOLEAN, CostYear, "budget_amended",
            "当初予算から補正・流用で変わったか（様式では赤字）。空は分からない", "false",
        ),
        column("settlement", Type.INTEGER, CostYear, "settlement", "決算額", "1154000", unit="円"),
        column("settlement_general", Type.INTEGER, CostYear, "settlement_general", "決算額のうち一般財源", "1154000", unit="円"),
        column("cost_course", Type.STRING, BudgetLine, "cost_course", "次年度のコスト方向性。語彙は様式ごとに決まる。費目に一つで、どの年度の行にも同じものが入る", "維持"),
        column("reason", Type.STRING, BudgetLine, "reason", "決算額増減の理由・改善状況等。費目に一つ", "機器の更新が終わったため"),
        column("reform_item", Type.STRING, BudgetLine, "reform_mark", "行政改革大綱における取組の欄に書かれたまま。費目に一つ", "24"),
        column("line_no", Type.STRING, BudgetLine, "no", "費目の番号。印刷されたまま", "1"),
        DIRECTION_NAME,
        PLACE,
    ),
    of=_rows,
    primary_key=("sheet_key", "place"),
)  # fmt: skip
