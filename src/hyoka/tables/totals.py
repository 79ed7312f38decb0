"""予算額・決算額の表 — one row for each sheet and year column of the summary."""

from collections.abc import Iterator

from hyoka.sheet import Place, TotalYear
from hyoka.tables.table import OF_YEAR, PLACE, Table, Told, Type, Value, column
from hyoka.tables.value import yen


def _rows(told: Told) -> Iterator[tuple[Value, ...]]:
    for year in told.sheet.totals.years:
        at = Place("/totals") / year.fiscal_year
        yield (
            int(year.fiscal_year),
            yen(year.budget, told.sheet, at / "budget"),
            year.budget_amended,
            yen(year.settlement, told.sheet, at / "settlement"),
            yen(year.carried_over, told.sheet, at / "carried_over"),
            at,
        )


TOTALS = Table(
    name="totals",
    title="予算額・決算額",
    description="総括表の予算額と決算額。評価表の年度欄ごとに一行。再掲の費目と、様式の注記にある対象外経費は含まない。",
    own=(
        OF_YEAR,
        column("budget", Type.INTEGER, TotalYear, "budget", "予算額", "7283000", unit="円"),
        column(
            "budget_amended", Type.BOOLEAN, TotalYear, "budget_amended",
            "当初予算から補正・流用で変わったか（様式では赤字）。空は分からない（テキストには色がない）", "true",
        ),
        column("settlement", Type.INTEGER, TotalYear, "settlement", "決算額", "7014000", unit="円"),
        column("carried_over", Type.INTEGER, TotalYear, "carried_over", "決算額のうち繰越明許分", "0", unit="円"),
        PLACE,
    ),
    of=_rows,
    primary_key=("sheet_key", "place"),
)  # fmt: skip
