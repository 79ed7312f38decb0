"""文章の表 — Plan, Do, Check and Action, one row for each text that is there."""

from collections.abc import Iterator

from hyoka.sheet import STAGES, each_text
from hyoka.tables.table import PLACE, Column, Table, Told, Type, Value
from hyoka.tables.value import DIRECTION, DIRECTION_NAME


def _rows(told: Told) -> Iterator[tuple[Value, ...]]:
    for cell in each_text(told.sheet):
        if cell.text and not cell.text.isspace():
            yield cell.direction.no, cell.stage, cell.reform, cell.text, cell.direction.name, cell.place


NARRATIVES = Table(
    name="narratives",
    title="文章",
    description=(
        "個表の Plan・Do・Check・Action の文章。文章が書かれている欄ごとに一行。"
        "空欄と、原資料にない欄は行にならない。"
    ),
    own=(
        DIRECTION,
        Column(
            "stage", Type.STRING, "段階", "plan 実施計画、do 取組内容、check 評価、action 改善内容", "plan",
            words=STAGES, required=True,
        ),
        Column("reform", Type.BOOLEAN, "行革取組項目の欄か", "true は【行革取組項目】の欄、false は一般の欄", "false", required=True),
        Column("text", Type.STRING, "文章", "書かれたまま。段落は改行、【 】の見出しも文章のうち", "【電子申請】手続を増やす。", required=True),
        DIRECTION_NAME,
        PLACE,
    ),
    of=_rows,
    primary_key=("sheet_key", "place"),
)  # fmt: skip
