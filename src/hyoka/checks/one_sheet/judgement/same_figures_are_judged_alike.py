"""同じ指標の同じ数値は、どこでも同じに判定される

総括表の成果指標と業務計画の活動指標が同じものを数えているとき、同じ年度の同じ目標・実績に、一方は順調、他方は未達成と
いう判定は食いちがいです。順調と達成、遅れと未達成のように意味が同じことばは問いません。
同じ指標とみるのは、名前が同じか、分かっているすべての年度の目標と実績が一致するときです。
根拠: 一つの事実には一つの判定（公表された評価表で、1,279人／1,285人が順調と未達成の両方に判定された例がある）
直し方: どちらの判定が正しいかを決めてそろえる。指標によって見方を変えるなら、理由を書く。
"""

from collections.abc import Iterator
from itertools import combinations

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.judgement.years import Judged, spoken
from hyoka.judging import are_comparable, meant
from hyoka.sheet import Series, Sheet, YearValue, each_series
from hyoka.values import Entry, Number, compare_key

_TELLING = 100  # figures below this agree by chance


def same_figures_are_judged_alike(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for one, other in combinations(each_series(sheet), 2):
        if not _are_the_same(one, other):
            continue
        for value in one.indicator.values:
            twin = other.indicator.at(value.fiscal_year)
            if twin is None or not _have_the_same_figures(value, twin):
                continue
            said, said_there = meant(value.status, around.layout), meant(twin.status, around.layout)
            if said is None or said_there is None or said is said_there:
                continue
            if value.status_reason or twin.status_reason:
                continue
            here, there = Judged(one, value), Judged(other, twin)
            yield Finding(
                check="same-figures-are-judged-alike",
                severity=Severity.WARNING,
                at=here.place / "status",
                message=(
                    f"{here.name} 目標 {spoken(value.target)}、実績 {spoken(value.actual)} の判定が、"
                    f"一方では「{value.status}」、他方（「{other.indicator.name}」）では「{twin.status}」です。"
                ),
                places=tuple(
                    year.place / cell for year in (here, there) for cell in ("status", "target", "actual")
                ),
                fiscal_year=value.fiscal_year,
            )


def _are_the_same(one: Series, other: Series) -> bool:
    """One quantity in two places: linked, called the same, or with the same telling figures in every year."""
    if one.indicator.series_id and one.indicator.series_id == other.indicator.series_id:
        return True
    pairs = [
        (value, twin)
        for value in one.indicator.values
        if (twin := other.indicator.at(value.fiscal_year)) and _is_full(value) and _is_full(twin)
    ]
    alike = [_have_the_same_figures(value, twin) for value, twin in pairs]
    if compare_key(one.indicator.name or "") == compare_key(other.indicator.name or "") != "":
        return one.kind is not other.kind or all(alike)
    figures = {
        number
        for value, _ in pairs
        for number in (value.target.number, value.actual.number)
        if number is not None
    }
    return len(pairs) > 1 and all(alike) and len(figures) > 2 and max(figures) >= _TELLING


def _is_full(value: YearValue) -> bool:
    return value.target.number is not None and value.actual.number is not None


def _have_the_same_figures(value: YearValue, twin: YearValue) -> bool:
    return _is_equal(value.target, twin.target) and _is_equal(value.actual, twin.actual)


def _is_equal(one: Entry, other: Entry) -> bool:
    a, b = one.means, other.means
    return isinstance(a, Number) and isinstance(b, Number) and a.value == b.value and are_comparable(a, b)
