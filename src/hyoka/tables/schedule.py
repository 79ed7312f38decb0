"""予定の表 — bars and events of the schedule, one row each."""

from collections.abc import Iterator

from hyoka.sheet import Bar, BarKind, Place, ScheduleRow
from hyoka.tables.table import PLACE, Table, Told, Type, Value, column


def _rows(told: Told) -> Iterator[tuple[Value, ...]]:
    for row in told.sheet.schedule.rows:
        for bar in row.bars:
            at = Place("/schedule") / row.key / bar.key
            yield row.project, bar.from_month, bar.to_month, bar.label, bar.kind.value, at


SCHEDULE = Table(
    name="schedule",
    title="予定",
    description="スケジュール表の線と行事。線ごとに一行。年度は4月に始まるので、1月から3月は翌年の月。",
    own=(
        column("project", Type.STRING, ScheduleRow, "project", "スケジュール表の事業名。業務計画と同じ書き方とは限らない", "電子申請運営事業"),
        column("from_month", Type.INTEGER, Bar, "from_month", "線の始まる月。読み取れなければ空", "4", unit="月"),
        column("to_month", Type.INTEGER, Bar, "to_month", "線の終わる月。読み取れなければ空", "3", unit="月"),
        column("label", Type.STRING, Bar, "label", "線に添えられたことば", "ICT推進リーダー研修"),
        column("bar_kind", Type.STRING, Bar, "kind", "bar は事業全体の線、event はその中の行事", "event", words=tuple(kind.value for kind in BarKind), required=True),
        PLACE,
    ),
    of=_rows,
    primary_key=("sheet_key", "place"),
)  # fmt: skip
