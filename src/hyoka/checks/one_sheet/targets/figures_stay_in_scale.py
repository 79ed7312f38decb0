"""一つの年度だけ桁のちがう数値はない

ほかの年度がそろっているのに、一つの年度だけ10倍や100倍（または10分の1、100分の1）に近いときは、0 の打ちすぎ、
小数点の落ち、単位（千人と人など）の取りちがえが疑われます。
根拠: 入力の誤りで最も多いのは桁と単位の誤り
直し方: もとの資料で桁と単位を確かめる。正しいなら、急に変わった理由を本文に書く。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.targets.reading import named, spoken
from hyoka.checks.one_sheet.targets.scale import Slip, slip_of
from hyoka.sheet import Series, Sheet, each_series


def figures_stay_in_scale(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for series in each_series(sheet):
        for value in series.indicator.values:
            slip = slip_of(series, value)
            if slip:
                yield _finding(series, slip)


def _finding(series: Series, slip: Slip) -> Finding:
    at = series.values_at / slip.value.fiscal_year / slip.cell
    word = {"target": "目標", "actual": "実績"}[slip.cell]
    usual = "、".join(
        f"{value.fiscal_year.short} {spoken(getattr(value, slip.cell))}" for value in slip.usual
    )
    beside = f"ほかの年度（{usual}）" if usual else f"同じ年度の{'目標' if slip.cell == 'actual' else '実績'}"
    return Finding(
        check="figures-stay-in-scale",
        severity=Severity.NOTE if slip.is_small else Severity.WARNING,
        at=at,
        message=(
            f"{named(series)}{slip.value.fiscal_year.short} の{word} {spoken(getattr(slip.value, slip.cell))} は、"
            f"{beside}の{slip.times}です。桁か単位の誤りではありませんか。"
        ),
        places=(at, *(series.values_at / value.fiscal_year / slip.cell for value in slip.usual)),
        fiscal_year=slip.value.fiscal_year,
    )
