"""目標と実績は、同じ単位で書かれている

目標が人数で実績が件数なら、達成したかどうかは決まりません。件と回のように同じものを数えることばの違いや、一方だけ
単位を省いたものは問いません。
根拠: 達成状況は目標と実績を比べて判定する
直し方: 単位をそろえる。桁（千円と円など）も確かめる。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.targets.reading import named, number_of, spoken
from hyoka.judging import units_agree
from hyoka.sheet import Sheet, YearValue, each_series


def target_and_actual_share_a_unit(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for series in each_series(sheet):
        apart = [value for value in series.indicator.values if _is_apart(value)]
        if not apart:
            continue
        said = "、".join(
            f"{value.fiscal_year.short} 目標 {spoken(value.target)}・実績 {spoken(value.actual)}"
            for value in apart
        )
        last = apart[-1]
        cells = [
            series.values_at / value.fiscal_year / cell for value in apart for cell in ("target", "actual")
        ]
        yield Finding(
            check="target-and-actual-share-a-unit",
            severity=Severity.WARNING,
            at=series.values_at / last.fiscal_year / "actual",
            message=f"{named(series)}の目標と実績の単位がちがいます: {said}。",
            places=tuple(cells),
            fiscal_year=last.fiscal_year,
        )


def _is_apart(value: YearValue) -> bool:
    target, actual = number_of(value.target), number_of(value.actual)
    return target is not None and actual is not None and not units_agree(target.unit, actual.unit)
