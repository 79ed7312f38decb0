"""名称の誤り."""

from collections.abc import Iterator
from random import Random

from hyoka.checks import Severity
from hyoka.sheet import Place, ScheduleRow, Sheet, each_project, put
from hyoka.values import Entry, derive_key

from ..changing import text
from ..kind import Case, Kind

MISSING = ("scheduled-project-has-a-work-plan", "planned-project-has-a-schedule", "project-is-named-alike")


def _rows(sheet: Sheet) -> Iterator[tuple[ScheduleRow, Place]]:
    for row in sheet.schedule.rows:
        yield row, Place("/schedule") / row.key


def _variant(sheet: Sheet, random: Random) -> Iterator[Case]:
    for row, place in _rows(sheet):
        name = row.project or ""
        if name.endswith("事業") and not name.endswith("推進事業"):
            yield Case(text(sheet, place / "project", name.removesuffix("事業") + "推進事業"))
        if len(name) > 6:
            yield Case(text(sheet, place / "project", name[:2] + name[3:]))


def _same_name(sheet: Sheet, random: Random) -> Iterator[Case]:
    """Width and blanks do not make another name."""
    for row, place in _rows(sheet):
        name = row.project or ""
        yield Case(text(sheet, place / "project", name[:3] + " " + name[3:]))
        yield Case(text(sheet, place / "project", name.replace("・", "･").replace("ー", "ｰ") + " "))


def _unplanned(sheet: Sheet, random: Random) -> Iterator[Case]:
    for name in ("市制記念誌編さん事業", "海外派遣事業", "温泉施設運営事業"):
        if sheet.schedule.rows:
            row = ScheduleRow(key=derive_key("extra", name), project=name, regular_hours=Entry.of("187H"))
            rows = (*sheet.schedule.rows, row)
            yield Case(put(sheet, "/schedule", sheet.schedule.model_copy(update={"rows": rows})))


def _unscheduled(sheet: Sheet, random: Random) -> Iterator[Case]:
    for row, _ in _rows(sheet):
        rows = tuple(other for other in sheet.schedule.rows if other.project != row.project)
        if rows:
            yield Case(put(sheet, "/schedule", sheet.schedule.model_copy(update={"rows": rows})))


def _no_schedule_at_all(sheet: Sheet, random: Random) -> Iterator[Case]:
    """The schedule is not in the source: nothing to compare with."""
    yield Case(put(sheet, "/schedule", type(sheet.schedule)()))


def _ended(sheet: Sheet) -> Iterator[tuple[Sheet, Place, str]]:
    for direction, project, place in each_project(sheet):
        for means in project.means:
            changed = text(sheet, place / means.key / "course", "終了")
            action = Place("/directions") / direction.key / "action"
            yield text(changed, action / "reform", ""), place / means.key, str(action)


def _ended_without_a_reason(sheet: Sheet, random: Random) -> Iterator[Case]:
    for changed, place, _ in _ended(sheet):
        yield Case(text(changed, place / "reason", ""))


def _ended_with_a_reason(sheet: Sheet, random: Random) -> Iterator[Case]:
    for changed, place, _ in _ended(sheet):
        yield Case(text(changed, place / "reason", "国の補助が終わり、利用も少なくなったため"))


def _ended_but_planned(sheet: Sheet, random: Random) -> Iterator[Case]:
    for direction, project, place in each_project(sheet):
        action = Place("/directions") / direction.key / "action" / "general"
        name = project.name or ""
        changed = text(sheet, action, f"【{name}】来年度は回数を増やし、対象を広げて実施していく。")
        for means in project.means:
            changed = text(changed, place / means.key / "course", "終了")
            changed = text(changed, place / means.key / "reason", "利用が少ないため")
        yield Case(changed)


def _ended_and_closed(sheet: Sheet, random: Random) -> Iterator[Case]:
    for direction, project, place in each_project(sheet):
        action = Place("/directions") / direction.key / "action" / "general"
        name = project.name or ""
        changed = text(
            sheet, action, f"【{name}】令和{sheet.fiscal_year - 2018}年度で終了した。記録は資料室に移した。"
        )
        for means in project.means:
            changed = text(changed, place / means.key / "course", "終了")
            changed = text(changed, place / means.key / "reason", "計画の期間が終わるため")
        yield Case(changed)


KINDS = (
    Kind("名称", "スケジュール表の事業名が少し違う", MISSING, _variant, _same_name),
    Kind("名称", "業務計画にない事業がスケジュール表にある", MISSING, _unplanned, _same_name),
    Kind("名称", "業務計画の事業がスケジュール表にない", MISSING, _unscheduled, _no_schedule_at_all),
    Kind("名称", "理由のない終了", ("ending-has-a-reason",), _ended_without_a_reason, _ended_with_a_reason),
    Kind("名称", "終了なのに改善措置が続ける", ("ended-work-is-not-planned",), _ended_but_planned, _ended_and_closed, Severity.NOTE),
)  # fmt: skip
