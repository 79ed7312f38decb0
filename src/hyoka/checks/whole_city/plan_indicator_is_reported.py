"""総合計画の目標指標は、どこかの評価表で報告されている

総合計画が施策に掲げた目標指標は、その施策の評価表の成果指標か活動指標に、同じ名称（またはよく似た名称）で出ていなければ、計画の
進み具合がだれにも報告されません。ほかの施策の評価表にあるときは、それでよいものとします。その施策の評価表がないときと、
成果指標の表が原資料にないときは何も言いません。
根拠: 総合計画の進行管理（計画の目標指標を行政評価で毎年追う）
直し方: 総括表の成果指標に加える。名称を変えた指標なら、計画の名称に合わせる。
"""

from collections.abc import Iterator

from hyoka.checks.finding import Severity
from hyoka.checks.whole_city.city import City, named
from hyoka.checks.whole_city.city_finding import CityFinding, Concerned
from hyoka.checks.words.listed import number_key
from hyoka.checks.words.names import core_of, likeness
from hyoka.plan import Node, PlanIndicator
from hyoka.sheet import Sheet, each_series

_ALIKE = 0.8


def plan_indicator_is_reported(city: City) -> Iterator[CityFinding]:
    if city.plan is None:
        return
    reported = [name for sheet in city.sheets for name in _names(sheet, city)]
    measures = {node.key: node for node in city.plan.measures}
    for indicator in city.plan.indicators:
        measure = measures.get(indicator.node)
        if measure is None or not measure.holds_in(city.fiscal_year):
            continue
        sheets = [
            sheet for sheet in city.sheets if number_key(sheet.position.measure_no) == number_key(measure.no)
        ]
        if not sheets or not all(_is_told(sheet) for sheet in sheets):
            continue
        wanted = core_of(indicator.name, city.layout_of(sheets[0]).municipality).squeezed
        if not any(name == wanted or likeness(name, wanted) >= _ALIKE for name in reported):
            yield _finding(city, indicator, measure, sheets)


def _names(sheet: Sheet, city: City) -> Iterator[str]:
    municipality = city.layout_of(sheet).municipality
    for series in each_series(sheet):
        yield from (
            core_of(words, municipality).squeezed
            for words in (series.indicator.name, series.formula)
            if words
        )


def _is_told(sheet: Sheet) -> bool:
    return sheet.outcomes.is_known and all(one.work_plan.is_known for one in sheet.directions)


def _finding(city: City, indicator: PlanIndicator, measure: Node, sheets: list[Sheet]) -> CityFinding:
    where = "、".join(named(sheet) for sheet in sheets)
    message = (
        f"総合計画が施策{measure.no}に掲げる指標「{indicator.name}」が、どの評価表にもありません（{where}）。"
    )
    alone = f"総合計画が施策{measure.no}に掲げる指標「{indicator.name}」が、この評価表にありません。"
    return CityFinding(
        check="plan-indicator-is-reported",
        severity=Severity.WARNING,
        message=message,
        concerned=tuple(Concerned(sheet_key=sheet.key, at="/outcomes", alone=alone) for sheet in sheets),
        fiscal_year=city.fiscal_year,
    )
