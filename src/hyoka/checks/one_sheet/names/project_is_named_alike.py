"""一つの事業は、どの表でも同じ名称で書く

業務計画・予算費目表・スケジュール表で「…事業」「…推進事業」のように少し違う名称を使うと、同じ事業かどうかが
分からず、表をまたいだ集計もできません。
根拠: 事業名は、業務計画・予算費目・スケジュールで共通である
直し方: 正しい名称にそろえる。別の事業であれば、足りない表に記載を加える。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.names.project_names import Named, budgeted, pair, planned, scheduled
from hyoka.layouts import describe
from hyoka.sheet import Sheet


def project_is_named_alike(sheet: Sheet, around: Around) -> Iterator[Finding]:
    city = around.layout.municipality
    plans, lines, rows = planned(sheet), budgeted(sheet), scheduled(sheet)
    told: set[str] = set()
    if plans and rows:
        for one, other in pair(plans, rows, city).near:
            told |= {one.key, other.key}
            yield _finding(sheet, around, one, other)
    elsewhere = plans + rows
    if elsewhere and lines:
        known = {named.key for named in elsewhere}
        strange = [named for named in lines if named.key not in known]
        for one, other in pair(_own(elsewhere, lines), strange, city).near:
            if not told & {one.key, other.key}:
                yield _finding(sheet, around, one, other)


def _own(elsewhere: list[Named], lines: list[Named]) -> list[Named]:
    """Projects that have no budget line of their name."""
    keys = {named.key for named in lines}
    return [named for named in elsewhere if named.key not in keys]


def _finding(sheet: Sheet, around: Around, one: Named, other: Named) -> Finding:
    parts = [describe(around.layout, sheet, named.place).split(" ")[0] for named in (one, other)]
    return Finding(
        check="project-is-named-alike",
        severity=Severity.WARNING,
        at=one.place,
        message=(
            f"{parts[0]} の「{one.name}」と {parts[1]} の「{other.name}」は、名称が少し違います。"
            "同じ事業であれば、名称をそろえてください。"
        ),
        places=(one.place, other.place),
        fiscal_year=sheet.fiscal_year,
    )
