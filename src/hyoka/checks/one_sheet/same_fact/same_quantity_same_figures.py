"""同じ量を表す指標は、どこに書いても同じ数値である

成果指標と活動指標が同じ量を表すとき（会議の「開催件数」と「開催回数」など）、目標も実績も一つの事実です。
名称が同じかよく似ていて、ほかの年度の数値が一致しているものを、同じ量とみます。
根拠: 総括表の成果指標と個表の活動指標は、同じ事業の同じ実績を記載する
直し方: どちらの数値が正しいかを元の資料で確かめ、両方の欄をそろえる。別の量であれば、名称で区別できるようにする。
"""

from collections.abc import Iterator
from itertools import combinations

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.alike import Cell, Verdict, same_quantity
from hyoka.checks.words.scene import written
from hyoka.layouts import describe
from hyoka.sheet import IndicatorKind, Series, Sheet, each_series

_WORDS = {"target": "目標", "actual": "実績"}


def same_quantity_same_figures(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for one, other in combinations(each_series(sheet), 2):
        if _are_apart(one, other):
            continue
        verdict = same_quantity(one, other, around.layout.municipality)
        if verdict:
            for cell in verdict.differing:
                yield _finding(sheet, around, one, other, cell, verdict)


def _are_apart(one: Series, other: Series) -> bool:
    """Rows of one project, numbered apart, are not meant to be one quantity."""
    outputs = one.kind is other.kind is IndicatorKind.OUTPUT
    outcomes = one.kind is other.kind is IndicatorKind.OUTCOME
    return outcomes or (outputs and one.project is other.project)


def _finding(
    sheet: Sheet, around: Around, one: Series, other: Series, cell: Cell, verdict: Verdict
) -> Finding:
    at, facing = (series.values_at / cell.fiscal_year / cell.field for series in (one, other))
    equal = "、".join(_agreeing(verdict))
    because = (
        f"ほかの数値（{equal}）は一致しており、同じ量とみられます。" if equal else "同じ系列の指標です。"
    )
    return Finding(
        check="same-quantity-same-figures",
        severity=Severity.ERROR if verdict.is_certain else Severity.WARNING,
        at=at,
        message=(
            f"「{one.indicator.name}」{cell.fiscal_year.short} の{_WORDS[cell.field]} {written(one, cell.fiscal_year, cell.field)} が、"
            f"{describe(around.layout, sheet, facing)} の {written(other, cell.fiscal_year, cell.field)} と一致しません。{because}"
        ),
        places=(at, facing),
        fiscal_year=cell.fiscal_year,
    )


def _agreeing(verdict: Verdict) -> Iterator[str]:
    for field, label in _WORDS.items():
        years = [cell.fiscal_year.short for cell in verdict.agreeing if cell.field == field]
        if years:
            yield f"{label} {'・'.join(years)}"
