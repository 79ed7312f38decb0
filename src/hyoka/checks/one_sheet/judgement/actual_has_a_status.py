"""目標と実績のある年度には、判定がある

ほかの指標はその年度の判定を終えているのに、この指標だけ判定が空欄です。
根拠: 様式の達成状況・進捗状況の欄（評価時に記入する）
直し方: 判定を書く。
"""

from collections import Counter
from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.judgement.years import Judged, each_year, spoken
from hyoka.judging import is_stated
from hyoka.sheet import Sheet


def actual_has_a_status(sheet: Sheet, around: Around) -> Iterator[Finding]:
    comparable = [
        year for year in each_year(sheet) if year.value.target.is_known and year.value.actual.is_known
    ]
    judged = Counter(_column(year) for year in comparable if is_stated(year.value.status))
    waiting = Counter(_column(year) for year in comparable if year.value.status == "")
    for year in comparable:
        if year.value.status != "" or year.value.fiscal_year > sheet.fiscal_year:
            continue
        if judged[_column(year)] < waiting[_column(year)] or not judged[_column(year)]:
            continue  # the year's judgements are not made yet
        at = year.place / "status"
        yield Finding(
            check="actual-has-a-status",
            severity=Severity.WARNING,
            at=at,
            message=(
                f"{year.name} は目標 {spoken(year.value.target)}、実績 {spoken(year.value.actual)} がありますが、"
                "判定が空欄です。"
            ),
            places=(at, year.place / "target", year.place / "actual"),
            fiscal_year=year.value.fiscal_year,
        )


def _column(year: Judged) -> tuple[str, int]:
    """One year's column of one kind of table."""
    return year.series.kind, int(year.value.fiscal_year)
