"""同じ量を表す指標は、結んで一度だけ記入する

総括表の成果指標と個表の活動指標が同じ名称（または指標計算式が同じ名称）で、書かれた数値もすべて一致するときは、同じ指標として
結べます。結ぶと、どちらか一方に書いた目標と実績がもう一方にも入り、食い違いません。名称が似ているだけのもの、数値が一つでも違うもの、
単位が違うものには何も言いません。
根拠: 総括表の成果指標と個表の活動指標は、同じ事業の同じ実績を記載する
直し方: 指摘の「同じ指標を結ぶ」を押し、開いた画面で「同じ指標として結ぶ」を押す。別の量であれば、そのままでよい。
"""

from collections.abc import Iterator
from itertools import combinations

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.alike import Alike, cells_of, how_alike
from hyoka.checks.words.names import core_of
from hyoka.layouts import describe
from hyoka.sheet import Series, Sheet, each_series
from hyoka.sheet.linking import differing

_ENOUGH = 2  # figures that agree


def one_quantity_is_linked(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for one, other in combinations(each_series(sheet), 2):
        if (
            one.kind is other.kind
            or _is_one(one, other)
            or not _could_be_linked(one, other, around.layout.municipality)
        ):
            continue
        at, facing = one.values_at / "name", other.values_at / "name"
        yield Finding(
            check="one-quantity-is-linked",
            severity=Severity.NOTE,
            at=at,
            message=(
                f"「{one.indicator.name}」と {describe(around.layout, sheet, other.values_at)} は、名称も数値も同じ量とみられます。"
                "同じ指標として結ぶと、一度の記入で両方に入ります。"
            ),
            places=(at, facing),
            fiscal_year=sheet.fiscal_year,
        )


def _is_one(one: Series, other: Series) -> bool:
    return bool(one.indicator.series_id) and one.indicator.series_id == other.indicator.series_id


def _could_be_linked(one: Series, other: Series, city: str) -> bool:
    alike = how_alike(one, other, city)
    if alike is not Alike.SAME and not (alike is Alike.SIMILAR and _formula_is_name(one, other, city)):
        return False
    agreeing = [cell for cell in cells_of(one, other) if cell.agrees]
    is_apart = any(differing(one, other)) or len(_units(one) | _units(other)) > 1
    return len(agreeing) >= _ENOUGH and not is_apart


def _units(series: Series) -> frozenset[str]:
    """The units in which the figures are written: a link would write one over the other."""
    entries = (entry for year in series.indicator.values for entry in (year.target, year.actual))
    return frozenset(entry.unit for entry in entries if entry.number is not None and entry.unit)


def _formula_is_name(one: Series, other: Series, city: str) -> bool:
    formula, name = (core_of(text, city).squeezed for text in (one.formula, other.indicator.name or ""))
    return bool(formula) and formula == name
