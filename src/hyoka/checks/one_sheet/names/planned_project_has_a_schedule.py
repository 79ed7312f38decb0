"""業務計画の事業は、スケジュール表にある

業務計画の事業がスケジュール表になければ、いつ、どれだけの時間をかけて行うのかが分かりません。
再掲の事業は、再掲元の行があればよいので対象としません。
根拠: スケジュール表は、業務計画の事業ごとに作成する
直し方: スケジュール表に行を加える。行わない事業であれば、業務計画から除く。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.names.project_names import pair, planned, scheduled
from hyoka.layouts import describe
from hyoka.sheet import Presence, Sheet


def planned_project_has_a_schedule(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if sheet.schedule.presence is not Presence.PRESENT:
        return
    own = [named for named in planned(sheet) if not named.is_relisted]
    for project in pair(own, scheduled(sheet), around.layout.municipality).only_left:
        part = describe(around.layout, sheet, project.place).split(" ")[0]
        yield Finding(
            check="planned-project-has-a-schedule",
            severity=Severity.WARNING,
            at=project.place,
            message=f"{part} 業務計画の「{project.name}」が、スケジュール表にありません。",
            places=(project.place,),
            fiscal_year=sheet.fiscal_year,
        )
