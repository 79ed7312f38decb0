"""指標は、終わりの記載なしに消えない

前年度の評価表にあった指標が、「終了」などの方針も理由もなく今年度の評価表にないと、成果を追えなくなります。
根拠: 指標は計画期間を通じて追うもの。終えるときは前年度の「今後の取組み方針」に書く
直し方: 続ける指標なら戻す。終えるのなら、前年度の方針に「終了」と理由を書く（評価時）か、事務局に伝える。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.over_years.moved import is_moved
from hyoka.sheet import Sheet, each_series


def indicator_goes_on(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if not around.before or not (
        sheet.outcomes.is_known and all(one.work_plan.is_known for one in sheet.directions)
    ):
        return
    last = around.before[0]
    here = {str(series.place) for series in each_series(sheet)}
    known = {series.indicator.series_id for series in each_series(sheet) if series.indicator.series_id}
    for series in each_series(last):
        indicator = series.indicator
        is_ended = series.means is not None and (
            series.means.course in around.layout.ending_words
            or series.means.course is None
            or is_moved(series.means.reason, sheet.fiscal_year)
        )
        if str(series.place) in here or indicator.series_id in known or is_ended or not indicator.name:
            continue
        holder = (
            series.place.parent if str(series.place.parent) == "/outcomes" else _nearest(sheet, series.place)
        )
        yield Finding(
            check="indicator-goes-on",
            severity=Severity.WARNING,
            at=holder,
            message=f"{last.fiscal_year.wareki}の評価表にあった指標「{indicator.name}」が、終了の記載なしに、なくなっています。",
            places=(holder,),
            fiscal_year=sheet.fiscal_year,
        )


def _nearest(sheet: Sheet, place: str) -> str:
    """The work plan in which the indicator stood, if its direction is still there."""
    direction = place.split("/")[2]
    if any(one.key == direction for one in sheet.directions):
        return f"/directions/{direction}/work_plan"
    return "/directions"
