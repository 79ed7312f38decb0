"""従事見込時間数の表 — planned hours of staff, one row for each project of the schedule."""

from collections.abc import Iterator

from hyoka.sheet import Place, ScheduleRow
from hyoka.tables.table import PLACE, Table, Told, Type, Value, column
from hyoka.tables.value import hours


def _rows(told: Told) -> Iterator[tuple[Value, ...]]:
    for row in told.sheet.schedule.rows:
        yield row.project, hours(row.regular_hours), hours(row.other_hours), Place("/schedule") / row.key


HOURS = Table(
    name="hours",
    title="従事見込時間数",
    description="スケジュール表の事業ごとに一行。職員が従事する見込みの時間数。",
    own=(
        column("project", Type.STRING, ScheduleRow, "project", "スケジュール表の事業名。業務計画と同じ書き方とは限らない", "電子申請運営事業"),
        column("regular_hours", Type.NUMBER, ScheduleRow, "regular_hours", "正職員の従事見込時間数", "747", unit="時間"),
        column("other_hours", Type.NUMBER, ScheduleRow, "other_hours", "その他職員の従事見込時間数", "187", unit="時間"),
        PLACE,
    ),
    of=_rows,
    primary_key=("sheet_key", "place"),
)  # fmt: skip
