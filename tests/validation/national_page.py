"""国の行政事業レビュー — the part of docs/validation.md that the national sheets make, beside an earlier count by other hands."""

import time
from collections.abc import Iterator
from pathlib import Path

from tests.validation.national import rates

# The same rules, counted earlier by other hands (the table of 27 systems that the project began from).
COUNTED_BEFORE = {
    "amount": "5,246 / 190,388",
    "spent": "3,993 / 142,791",
    "carry-over": "4,485 / 22,411",
    "restated-amount": "696 / 22,656",
    "restated-target": "559 / 12,105",
    "outlier": "3,116 / 100,816",
    "no-outcome": "13,830 / 47,597",
    "met-outcome": "63%",
    "met-output": "71%",
}
DIFFERENCES = """
調べた数はどの規則でも一致し、当たりは次のところで違います。

* `spent`: 丸めの許し方の違い。許さないと 4,376、1 百万円まで許すと 3,543 で、別の数え方の 3,993 はその間です。
* `carry-over`: 符号の読み方の違い。「翌年度へ繰越し」は 18,112 行で負、82 行で正に書かれています。ここでは大きさだけを比べます（符号ごと比べると 4,466）。
* `restated-amount`・`restated-target`: ここでは同じ年度を書いたすべてのシートの最大と最小を比べます。続く二年だけを比べると執行額は 718 です。
* `outlier`: ここでは目標が 0 より大きいものだけを数えます。
* `unit-slip` は、金額の桁を取り違えた疑いのある行です。件数が少ないので、一つずつ人が見られます。

これらは上限です。表に写すときの誤りや、シートの書き方の癖も入っています。同じ規則は、評価表では
[点検の一覧](checks.md)の `total-is-the-sum-of-lines`、`settlement-within-budget`、`carried-over-had-a-budget`、`past-is-what-was-approved`、
`promised-target-is-kept` などが受け持ちます。
"""


def national(folder: Path) -> Iterator[str]:
    """The rules over all the national sheets, as a chapter."""
    began = time.perf_counter()
    found = rates(folder)
    seconds = time.perf_counter() - began
    yield "\n## 5. 国の行政事業レビュー 47,597 枚\n"
    yield (
        "`python -m tests.validation.national`（見本の置き場所を渡せる）が、国の行政事業レビューシート 2015〜2023 年度の表"
        "（JUDGIT!、CC BY 4.0、出典 内閣官房。予算 237,985 行、指標 328,113 行）のすべてに、金額、繰越し、過去の書き換え、"
        f"外れ値の規則を当てます。ここで {seconds:.1f} 秒（DuckDB、二つのコア）。単位は百万円で、丸めのずれ 1 百万円までは数えません。"
        "右の列は、別の人が同じ資料を別に数えた値です。\n"
    )
    yield "| 規則 | 何を | 当たり / 調べた数 | 割合 | 別の数え方 |"
    yield "|---|---|--:|--:|--:|"
    for rate in found.values():
        counted = COUNTED_BEFORE.get(rate.rule, "—")
        yield f"| `{rate.rule}` | {rate.words} | {rate.hit:,} / {rate.tried:,} | {rate.share:.1f}% | {counted} |"
    yield DIFFERENCES.rstrip("\n")
