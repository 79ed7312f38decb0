"""指標の表 — outcome and output indicators, one row for each year."""

from collections.abc import Iterator
from typing import NamedTuple

from hyoka.sheet import (
    Indicator,
    IndicatorKind,
    Means,
    OutcomeIndicator,
    Project,
    Series,
    YearValue,
    each_series,
)
from hyoka.tables.table import OF_YEAR, PLACE, Column, Table, Told, Type, Value, column
from hyoka.tables.value import DIRECTION, DIRECTION_NAME, RELISTED_FROM, relisted, unit_of


class Definition(NamedTuple):
    """What an indicator is besides its years: its formula and the reform item it also serves."""

    formula: str | None
    reform_item: str | None


def _definition(series: Series) -> Definition:
    match series.indicator, series.means:
        case OutcomeIndicator() as outcome, _:
            item = outcome.reform_item
            return Definition(outcome.formula, f"{item.no} {item.name}".strip() if item else None)
        case _, Means() as means:
            return Definition(None, means.reform_mark)
    return Definition(None, None)


def _rows(told: Told) -> Iterator[tuple[Value, ...]]:
    for series in each_series(told.sheet):
        for value in series.indicator.values:
            yield _row(told, series, value)
        if not series.indicator.values:
            yield _row(told, series, None)


def _row(told: Told, series: Series, value: YearValue | None) -> tuple[Value, ...]:
    direction, project, means, indicator = series.direction, series.project, series.means, series.indicator
    definition = _definition(series)
    return (
        indicator.series_id or None,
        series.kind.value,
        direction.no if direction else None,
        project.no if project else None,
        project.name if project else None,
        relisted(project.relisted_from, told) if project else None,
        means.no if means else None,
        means.text if means else None,
        indicator.name,
        definition.formula,
        definition.reform_item,
        int(value.fiscal_year) if value else None,
        value.target.written if value else None,
        value.target.number if value else None,
        value.actual.written if value else None,
        value.actual.number if value else None,
        unit_of(value.target, value.actual) if value else None,
        value.status if value else None,
        value.status_reason if value else None,
        indicator.target_kind.value if indicator.target_kind else None,
        indicator.better.value if indicator.better else None,
        indicator.baseline.written,
        direction.name if direction else None,
        series.values_at / value.fiscal_year if value else series.values_at,
    )


_AS_WRITTEN = "書かれたまま（単位や「以上」なども含む）"

INDICATORS = Table(
    name="indicators",
    title="指標",
    description="成果指標（総括表）と活動指標（業務計画）の目標・実績・達成状況。指標の年度欄ごとに一行。",
    own=(
        column("series_id", Type.STRING, Indicator, "series_id", "同じ量の続きであることを示す。年度・評価表・課をまたいで変わらない", "k7d2m4q8ab"),
        Column("kind", Type.STRING, "指標の種類", "outcome は成果指標、output は活動指標", "outcome", words=tuple(kind.value for kind in IndicatorKind), required=True),
        DIRECTION,
        column("project_no", Type.STRING, Project, "no", "業務計画の事業の番号。成果指標では空", "1"),
        column("project", Type.STRING, Project, "name", "業務計画の事業名。成果指標では空", "電子申請運営事業"),
        RELISTED_FROM,
        column("means_no", Type.STRING, Means, "no", "手段の番号。成果指標では空", "1"),
        column("means", Type.STRING, Means, "text", "手段・業務内容。成果指標では空", "電子申請可能手続の拡充"),
        column("indicator", Type.STRING, Indicator, "name", "指標の名称", "電子申請の年間利用件数"),
        column("formula", Type.STRING, OutcomeIndicator, "formula", "指標計算式、または指標の説明。活動指標では空", "年間に電子申請が行われた件数"),
        column("reform_item", Type.STRING, OutcomeIndicator, "reform_item", "行政改革大綱の取組項目（番号と名称）。活動指標では業務計画の取組欄に書かれたまま", "24 eコミュニティまちづくり推進事業"),
        OF_YEAR,
        column("target", Type.STRING, YearValue, "target", f"目標。{_AS_WRITTEN}", "3,800件"),
        Column("target_number", Type.NUMBER, "目標の数値", "目標を一つの数値として読めたとき、その値。読めなければ空（0 ではない）", "3800"),
        column("actual", Type.STRING, YearValue, "actual", f"実績。{_AS_WRITTEN}", "3,245件"),
        Column("actual_number", Type.NUMBER, "実績の数値", "実績を一つの数値として読めたとき、その値。読めなければ空（0 ではない）", "3245"),
        Column("unit", Type.STRING, "単位", "目標の単位。目標が数値でなければ実績の単位", "件"),
        column("status", Type.STRING, YearValue, "status", "評価表に書かれた達成状況・進捗状況。hyoka の判定ではない", "達成"),
        column("status_reason", Type.STRING, YearValue, "status_reason", "達成状況が判定規則と異なるとき、書かれた理由", "年度途中の制度改正による"),
        column("target_kind", Type.STRING, Indicator, "target_kind", "目標の種類。決められていなければ空", "年次"),
        column("better", Type.STRING, Indicator, "better", "数値がどちらに向かえばよいか。決められていなければ空", "増"),
        column("baseline", Type.STRING, Indicator, "baseline", f"基準値。{_AS_WRITTEN}", "3,120件"),
        DIRECTION_NAME,
        PLACE,
    ),
    of=_rows,
    primary_key=("sheet_key", "place"),
)  # fmt: skip
