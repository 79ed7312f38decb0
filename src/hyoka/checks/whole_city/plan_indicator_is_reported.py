"""総合計画の目標指標は、施策の評価表に出る

総合計画がその施策に掲げた目標指標が、その施策のどの評価表の成果指標にもないと、計画の進み具合をだれも報告していないことになります。
計画が分からないときは、何も言いません。
根拠: 総合計画の進行管理
直し方: 成果指標に加える。計画の指標をやめたのなら、計画のほうを直す。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.whole_city.naming import comes_first
from hyoka.checks.words.names import names_alike
from hyoka.sheet import Sheet


def plan_indicator_is_reported(sheet: Sheet, around: Around) -> Iterator[Finding]:
    plan = around.plan
    measure = plan.find_measure(sheet.position.measure_no or "") if plan is not None else None
    if plan is None or measure is None:
        return
    same = [one for one in around.beside.of(sheet) if one.position.measure_no == sheet.position.measure_no]
    if any(comes_first(sheet, one) for one in same):
        return  # the first sheet of the measure says it
    names = [one.name or "" for held in (sheet, *same) for one in held.outcomes.indicators]
    for indicator in plan.indicators:
        if indicator.node != measure.key or any(names_alike(name, indicator.name) for name in names):
            continue
        yield Finding(
            check="plan-indicator-is-reported",
            severity=Severity.WARNING,
            at="/outcomes",
            message=f"総合計画の目標指標「{indicator.name}」（{measure.label}）が、この施策の成果指標にありません。",
            places=("/outcomes",),
            fiscal_year=sheet.fiscal_year,
        )
