"""未実施の年度に、実績の数値はない

未実施は、その活動を行わなかったという判断です。実績が 1 以上あるなら、未達成か達成です（0 のときに未実施とするか
未達成とするかは担当者の判断です）。累計で数える指標や、前年度と同じ実績をそのまま書いたものは、要確認にとどめます。
根拠: 様式の語彙（未実施は規則で決めず、人が選ぶことば）
直し方: 実績と判定のどちらが誤りかを確かめる。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.judgement.years import Judged, each_year, rule_with, spoken
from hyoka.sheet import Sheet, TargetKind
from hyoka.values import Number

_ADDED_UP = (TargetKind.CUMULATIVE, TargetKind.STOCK, TargetKind.FINAL_YEAR)


def not_carried_out_has_no_actual(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for year in each_year(sheet):
        number = year.value.actual.number
        if rule_with(year.value.status, around.layout) is None or number is None or number <= 0:
            continue
        at = year.place / "status"
        yield Finding(
            check="not-carried-out-has-no-actual",
            severity=Severity.WARNING if _is_added_up(year) else Severity.ERROR,
            at=at,
            message=f"{year.name} の判定は「{year.value.status}」ですが、実績に {spoken(year.value.actual)} とあります。",
            places=(at, year.place / "actual"),
            fiscal_year=year.value.fiscal_year,
        )


def _is_added_up(year: Judged) -> bool:
    """Whether the figure may stem from earlier years."""
    actual = year.value.actual.means
    if isinstance(actual, Number) and actual.cumulative:
        return True
    if year.series.indicator.target_kind in _ADDED_UP:
        return True
    before = year.series.indicator.at(year.value.fiscal_year - 1)
    return before is not None and before.actual.number == year.value.actual.number
