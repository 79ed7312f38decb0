"""スケジュール表の事業は、業務計画にある

スケジュール表に従事時間を見込んだ事業が個表の業務計画になければ、何をして何で測るのかが分かりません。
名称がよく似た事業があるときは、名称の違いとして別に指摘します。
根拠: スケジュール表は、業務計画の事業ごとに作成する
直し方: 業務計画に記載を加えるか、スケジュール表の行を事業の単位にそろえる。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.names.project_names import (
    Named,
    has_all_work_plans,
    name_key,
    pair,
    planned,
    scheduled,
)
from hyoka.layouts import describe
from hyoka.sheet import Means, Place, Sheet, each_project


def scheduled_project_has_a_work_plan(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if not has_all_work_plans(sheet):
        return
    for row in pair(planned(sheet), scheduled(sheet), around.layout.municipality).only_right:
        yield _finding(sheet, around, row)


def _finding(sheet: Sheet, around: Around, row: Named) -> Finding:
    found = _means_of_that_name(sheet, row)
    as_means = (
        f"同じ名称は {describe(around.layout, sheet, found)} に手段としてあります（事業ではありません）。"
        if found
        else ""
    )
    return Finding(
        check="scheduled-project-has-a-work-plan",
        severity=Severity.WARNING,
        at=row.place,
        message=f"スケジュール表の「{row.name}」は、どの個表の業務計画にも事業としてありません。{as_means}",
        places=(row.place,),  # the means of that name is a hint, the finding does not lean on it
        fiscal_year=sheet.fiscal_year,
    )


def _means_of_that_name(sheet: Sheet, row: Named) -> Place | None:
    """The means, or its indicator, that bears the name of the schedule's row."""
    for _, project, place in each_project(sheet):
        for means in project.means:
            if row.key in _names(means):
                return place / means.key / "text"
    return None


def _names(means: Means) -> set[str]:
    return {name_key(name) for name in (means.text, means.indicator.name) if name}
