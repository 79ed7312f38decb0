"""評価表の表 — one row for each sheet: who holds it, and where it stands in the plan."""

from collections.abc import Iterator

from hyoka.sheet import Head, PlanPosition, Sheet
from hyoka.tables.table import Table, Told, Type, Value, column
from hyoka.tables.value import staff


def _rows(told: Told) -> Iterator[tuple[Value, ...]]:
    head, position = told.sheet.head, told.sheet.position
    yield (
        told.sheet.layout,
        head.department,
        position.goal_no,
        position.goal,
        position.policy_no,
        position.policy,
        position.measure,
        position.nickname,
        staff(head.regular_staff),
        staff(head.other_staff),
        head.phone,
        head.extension,
    )


SHEETS = Table(
    name="sheets",
    title="評価表",
    description="評価表（年度・課・施策）ごとに一行。所属と、総合計画での位置付け。",
    own=(
        column("layout", Type.STRING, Sheet, "layout", "様式の名前（hyoka layouts で一覧）", "mishima-2016"),
        column("department", Type.STRING, Head, "department", "評価表を所管する部の、その年度の名称", "企画戦略部"),
        column("goal_no", Type.STRING, PlanPosition, "goal_no", "総合計画の基本目標の番号。印刷されたまま", "IV"),
        column("goal", Type.STRING, PlanPosition, "goal", "総合計画の基本目標", "協働で進める自立したまち"),
        column("policy_no", Type.STRING, PlanPosition, "policy_no", "総合計画の基本方針の番号。印刷されたまま", "7"),
        column("policy", Type.STRING, PlanPosition, "policy", "総合計画の基本方針", "自治システムの充実したまちづくり"),
        column("measure", Type.STRING, PlanPosition, "measure", "施策の名称（愛称を除く）", "便利な電子市役所の構築"),
        column("nickname", Type.STRING, PlanPosition, "nickname", "施策の愛称。様式では名称の後に〈 〉で印刷される", "電子市役所"),
        column("regular_staff", Type.NUMBER, Head, "regular_staff", "課の正職員の人数", "8", unit="人"),
        column("other_staff", Type.NUMBER, Head, "other_staff", "課のその他の職員の人数", "1", unit="人"),
        column("phone", Type.STRING, Head, "phone", "課の電話番号", "055-900-0000"),
        column("extension", Type.STRING, Head, "extension", "課の内線番号。範囲のことがある", "2285-2288"),
    ),
    of=_rows,
    primary_key=("sheet_key",),
    foreign_keys=(),
)  # fmt: skip
