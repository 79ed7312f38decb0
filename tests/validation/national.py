"""国の行政事業レビュー — our rules of amounts, carry-over, restated pasts and outliers over 47,597 real sheets, in one command.

    python -m tests.validation.national [FOLDER]

The tables are JUDGIT!'s (CC BY 4.0): amounts in 百万円, one row a sheet and fiscal year. DuckDB asks them; what each rule
tries and how often it hits is compared with an earlier count by other hands in `docs/validation.md`.
"""

import sys
import time
from pathlib import Path
from typing import NamedTuple

import duckdb

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "real" / "judgit"
TOLERANCE = 1  # 百万円: amounts are rounded when they are printed


class Rate(NamedTuple):
    rule: str
    words: str
    tried: int
    hit: int

    @property
    def share(self) -> float:
        return 100 * self.hit / self.tried if self.tried else 0.0


_PAIRS = "FROM budget a JOIN budget n ON a.file = n.file AND n.年度 = a.年度 + 1"
_RESTATED = """
    WITH told AS (
      SELECT {keys}, count(DISTINCT 公開年度) AS sheets, max({what}) - min({what}) AS spread FROM {table}
      WHERE 事業ID IS NOT NULL AND {what} IS NOT NULL AND 公開年度 <= 2020 {more} GROUP BY ALL
    ) SELECT count(*), count(*) FILTER (spread > {least}) FROM told WHERE sheets > 1
"""
# Each rule as a question: how many could be tried, how many it hits.
RULES: dict[str, tuple[str, str]] = {
    "amount": (
        "予算計 ≠ 当初＋補正＋繰越受入－繰越＋予備費",
        f"""SELECT count(*), count(*) FILTER (abs(予算計 - (当初予算 + coalesce(補正予算, 0) + coalesce(前年度から繰越し, 0)
            + coalesce(翌年度へ繰越し, 0) + coalesce(予備費等, 0))) > {TOLERANCE})
            FROM budget WHERE 予算計 IS NOT NULL AND 当初予算 IS NOT NULL""",
    ),
    "spent": (
        "執行額 ＞ 予算計",
        f"""SELECT count(*), count(*) FILTER (執行額 > 予算計 + {TOLERANCE}) FROM budget
            WHERE 執行額 IS NOT NULL AND 予算計 IS NOT NULL""",
    ),
    "carry-over": (
        "翌年度への繰越し ≠ 翌年度の繰越受入（同じシート）",
        f"""SELECT count(*), count(*) FILTER (abs(abs(a.翌年度へ繰越し) - abs(n.前年度から繰越し)) > {TOLERANCE}) {_PAIRS}
            WHERE a.翌年度へ繰越し IS NOT NULL AND n.前年度から繰越し IS NOT NULL
            AND (a.翌年度へ繰越し <> 0 OR n.前年度から繰越し <> 0)""",
    ),
    "restated-amount": (
        "過ぎた年度の執行額が、二つの年のシートで違う",
        _RESTATED.format(keys="府省庁, 事業ID, 年度", table="budget", what="執行額", least=TOLERANCE, more=""),
    ),
    "restated-target": (
        "過ぎた年度の目標が、二つの年のシートで違う（成果指標）",
        _RESTATED.format(
            keys="府省庁, 事業ID, 指標, 年度", table="indicator", what="target", least=0, more="AND 年度 < 公開年度 AND 種別 = '成果'"
        ),
    ),
    "outlier": (
        "実績 ＞ 2 × 目標（成果指標）",
        """SELECT count(*), count(*) FILTER (target > 0 AND actual > 2 * target) FROM indicator
           WHERE 種別 = '成果' AND target IS NOT NULL AND actual IS NOT NULL""",
    ),
    "unit-slip": (
        "予算計が前の年度のおよそ 1,000 倍か 1/1,000",
        f"""SELECT count(*), count(*) FILTER (n.予算計 / a.予算計 BETWEEN 900 AND 1100 OR a.予算計 / n.予算計 BETWEEN 900 AND 1100)
            {_PAIRS} WHERE a.予算計 > 0 AND n.予算計 > 0""",
    ),
    "no-outcome": (
        "成果指標のないシート",
        """SELECT count(DISTINCT file), count(DISTINCT file) FILTER (file NOT IN (SELECT file FROM indicator WHERE 種別 = '成果'))
           FROM budget""",
    ),
    "met-outcome": (
        "実績 ≧ 目標（成果指標、そのまま比べたとき）",
        """SELECT count(*), count(*) FILTER (actual >= target) FROM indicator
           WHERE 種別 = '成果' AND target IS NOT NULL AND actual IS NOT NULL""",
    ),
    "met-output": (
        "実績 ≧ 目標（活動指標）",
        """SELECT count(*), count(*) FILTER (actual >= target) FROM indicator
           WHERE 種別 = '活動' AND target IS NOT NULL AND actual IS NOT NULL""",
    ),
}  # fmt: skip


def rates(folder: Path) -> dict[str, Rate]:
    """Every rule over all of the sheets."""
    base = duckdb.connect()
    for table, file in (("budget", "judgit_budget.csv.gz"), ("raw", "judgit_indicators.csv.gz")):
        kinds = "" if table == "budget" else ", all_varchar = true"
        texts = ", types = {'事業番号': 'VARCHAR', '事業ID': 'VARCHAR'}" if table == "budget" else ""
        base.execute(
            f"CREATE TABLE {table} AS SELECT * FROM read_csv('{folder / file}', header = true{kinds}{texts})"
        )
    base.execute(
        "CREATE TABLE indicator AS SELECT file, 府省庁, 事業ID, 種別, 指標, CAST(公開年度 AS INT) AS 公開年度, CAST(年度 AS INT) AS 年度, "
        "TRY_CAST(目標または見込み AS DOUBLE) AS target, TRY_CAST(実績 AS DOUBLE) AS actual FROM raw"
    )
    found = {}
    for rule, (words, question) in RULES.items():
        row = base.execute(question).fetchone()
        assert row is not None
        found[rule] = Rate(rule, words, *row)
    return found


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    began = time.perf_counter()
    found = rates(folder)
    for rate in found.values():
        print(f"{rate.rule:16} {rate.hit:>8,} / {rate.tried:>8,} {rate.share:5.1f}%  {rate.words}")
    print(f"{time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
