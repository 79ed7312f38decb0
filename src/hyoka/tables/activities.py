"""業務計画の表 — projects and the means by which they work, with the future course of each."""

from collections.abc import Iterator

from hyoka.sheet import Indicator, Means, Project, each_project
from hyoka.tables.table import PLACE, Table, Told, Type, Value, column
from hyoka.tables.value import DIRECTION, DIRECTION_NAME, RELISTED_FROM, relisted


def _rows(told: Told) -> Iterator[tuple[Value, ...]]:
    for direction, project, at in each_project(told.sheet):
        named = (direction.no, project.no, project.name, relisted(project.relisted_from, told))
        for means in project.means:
            yield (
                *named,
                means.no,
                means.text,
                means.indicator.name,
                means.course,
                means.reason,
                means.reform_mark,
                direction.name,
                at / means.key,
            )
        if not project.means:
            yield (*named, None, None, None, None, None, None, direction.name, at)


ACTIVITIES = Table(
    name="activities",
    title="業務計画",
    description="個表の業務計画。事業の手段・業務内容ごとに一行。手段のない事業も一行になる。",
    own=(
        DIRECTION,
        column("project_no", Type.STRING, Project, "no", "事業の番号。印刷されたまま", "1"),
        column("project", Type.STRING, Project, "name", "事業名", "電子申請運営事業"),
        RELISTED_FROM,
        column("means_no", Type.STRING, Means, "no", "手段の番号。印刷されたまま", "1"),
        column("means", Type.STRING, Means, "text", "手段・業務内容", "電子申請可能手続の拡充"),
        column("indicator", Type.STRING, Indicator, "name", "活動指標の名称。年度別の値は indicators 表にある", "電子申請可能手続数"),
        column("course", Type.STRING, Means, "course", "今後の取組み方針。語彙は様式ごとに決まる", "維持"),
        column("reason", Type.STRING, Means, "reason", "改善内容、終了・休止の理由、目標値変更の理由など", "令和2年度から広報課へ事務移管"),
        column("reform_item", Type.STRING, Means, "reform_mark", "行政改革大綱における取組の欄に書かれたまま", "24"),
        DIRECTION_NAME,
        PLACE,
    ),
    of=_rows,
    primary_key=("sheet_key", "place"),
)  # fmt: skip
