"""指標の単位は、年度の途中で変わらない

単位が変わると、年度を並べて比べられません。数え方を変えたときは、その理由を書き、できれば指標を分けます。
件と回のように同じものを数えることばの違いは問いません。
根拠: 様式の欄（目標値変更理由等）。指標は年度を並べて比べるためのもの
直し方: 単位をそろえる。数え方を変えたなら理由を書き、新しい指標として行を分ける。
"""

from collections.abc import Iterator
from itertools import pairwise

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.targets.reading import is_explained, named, number_of, spoken
from hyoka.judging import units_agree
from hyoka.sheet import Series, Sheet, YearValue, each_series


def unit_changes_for_a_reason(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for series in each_series(sheet):
        if is_explained(series):
            continue
        cell = "target" if any(_unit(value, "target") for value in series.indicator.values) else "actual"
        known = [value for value in series.indicator.values if _unit(value, cell)]
        for before, value in pairwise(known):
            if units_agree(_unit(before, cell), _unit(value, cell)) or not _is_meant(before, value):
                continue
            yield _finding(series, before, value, cell)
            break


def _unit(value: YearValue, cell: str) -> str:
    number = number_of(getattr(value, cell))
    return number.unit if number else ""


def _is_meant(before: YearValue, value: YearValue) -> bool:
    """Both years are in themselves consistent: else target-and-actual-share-a-unit says it."""
    return all(units_agree(_unit(year, "target"), _unit(year, "actual")) for year in (before, value))


def _finding(series: Series, before: YearValue, value: YearValue, cell: str) -> Finding:
    at = series.values_at / value.fiscal_year / cell
    word = {"target": "目標", "actual": "実績"}[cell]
    return Finding(
        check="unit-changes-for-a-reason",
        severity=Severity.WARNING,
        at=at,
        message=(
            f"{named(series)}の{word}の単位が、{before.fiscal_year.short} の {spoken(getattr(before, cell))} から "
            f"{value.fiscal_year.short} は {spoken(getattr(value, cell))} に変わっています。理由が見当たりません。"
        ),
        places=(at, series.values_at / before.fiscal_year / cell),
        fiscal_year=value.fiscal_year,
    )
