"""実績があれば、評価（Check）がある

活動指標の今年度の実績が記入されているのに評価が空欄であれば、評価の記入もれとみられます。
根拠: 評価と実績は、同じ評価時に記入する
直し方: 実績を踏まえた評価を記入する。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.scene import written
from hyoka.sheet import DirectionSheet, Series, Sheet, Stage, each_series, each_text


def check_is_filled_in(sheet: Sheet, around: Around) -> Iterator[Finding]:
    series = list(each_series(sheet))
    for stage in each_text(sheet):
        if stage.stage != "check" or stage.text is None or stage.text.strip() or not _is_due(stage):
            continue
        filled = [
            one for one in series if _is_of(one, stage.direction) and _has_actual(one, sheet.fiscal_year)
        ]
        if filled:
            yield _finding(sheet, around, stage, filled)


def _is_due(stage: Stage) -> bool:
    """The reform item's Check is due only where its Plan or Do was written."""
    direction = stage.direction
    return not stage.reform or bool(
        (direction.plan.reform or "").strip() or (direction.do.reform or "").strip()
    )


def _is_of(series: Series, direction: DirectionSheet) -> bool:
    return series.direction is not None and series.direction.key == direction.key


def _has_actual(series: Series, fiscal_year: int) -> bool:
    value = series.indicator.at(fiscal_year)
    return value is not None and value.actual.is_known


def _finding(sheet: Sheet, around: Around, stage: Stage, filled: list[Series]) -> Finding:
    told = "、".join(f"{one.indicator.name} {written(one, sheet.fiscal_year)}" for one in filled[:3]) + (
        " など" if len(filled) > 3 else ""
    )
    return Finding(
        check="check-is-filled-in",
        severity=Severity.WARNING,
        at=stage.place,
        message=f"評価が空欄ですが、{sheet.fiscal_year.short} の実績は記入されています（{told}）。",
        places=(stage.place, *(one.values_at / sheet.fiscal_year / "actual" for one in filled)),
        fiscal_year=sheet.fiscal_year,
    )
