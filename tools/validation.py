"""検証の頁 — how right the checks and the text reader are, measured: docs/validation.md.

    python tools/validation.py [--per-kind N]     # writes the page; takes some minutes

The real sheet and its damages are read from the folder of real documents beside the repository, where it is there.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tools")]

from damage import table as damage_table  # noqa: E402
from tests.readers.damage_score import score_all  # noqa: E402
from tests.validation import real_sheet  # noqa: E402
from tests.validation.city_kinds import CITY_KINDS  # noqa: E402
from tests.validation.kinds import KINDS  # noqa: E402
from tests.validation.measuring import Result, false_alarms, measure  # noqa: E402
from tests.validation.measuring_city import clean_years, measure_city  # noqa: E402
from tests.validation.national_page import national  # noqa: E402
from tests.validation.real_cities import city_of, projects_of  # noqa: E402

from hyoka.checks import EVERY_CHECK, Severity  # noqa: E402
from hyoka.checks.whole_city import run_city  # noqa: E402
from hyoka.example import clean_sheets  # noqa: E402

PAGE = ROOT / "docs" / "validation.md"
REAL = ROOT.parent / "shared" / "real"
VERDICTS = {"right": "当たり", "arguable": "意見の分かれるもの", "wrong": "外れ"}


def page(per_kind: int) -> Iterator[str]:
    yield "<!-- Made by `python tools/validation.py`: run it again, do not edit this page. -->"
    yield "# 検証：点検と読み取りは、どれだけ正しいか\n"
    yield (
        f"点検 {len(EVERY_CHECK)} 件と、テキストの読み取りを、三通りに測ったものです。"
        "同じ数値は `python tools/validation.py` で得られます。\n"
    )
    yield from _real()
    yield from _mutants(per_kind)
    yield from _city_mutants(per_kind)
    yield from _damages()
    yield from national(REAL / "judgit")


def _real() -> Iterator[str]:
    rows = real_sheet.judged()
    yield "## 1. 公表された評価表（三島市、平成30年度、施策48）\n"
    yield (
        "人が先に見つけた食い違い G1〜G7 のうち、見つけるべきものはすべて見つけ、食い違いでないもの"
        "（二つの語彙、失われた予算費目表、正しい三つの記述）には黙っています。指摘の一つずつを、原本と照らして判定しました。"
        f"要修正・要確認のうち外れは {real_sheet.wrong_alarms()} 件です。\n"
    )
    yield "| 重さ | 場所 | 点検 | 判定 | 理由 |"
    yield "|---|---|---|---|---|"
    for row in sorted(rows, key=lambda row: Severity(row.severity).rank):
        label = Severity(row.severity).label
        yield f"| {label} | {row.at} | `{row.check}` | {VERDICTS[row.verdict]} | {row.why} |"
    yield ""


def _mutants(per_kind: int) -> Iterator[str]:
    sheets = clean_sheets()
    results = [measure(kind, sheets, per_kind=per_kind) for kind in KINDS]
    alarms = false_alarms(sheets)
    mutants, found = sum(r.mutants for r in results), sum(r.found for r in results)
    misses, spoke = sum(r.near_misses for r in results), sum(r.spoke for r in results)
    yield f"## 2. 見本市の評価表に入れた誤り（{len(KINDS)} 種）\n"
    yield (
        f"食い違いのない {len(sheets)} 枚に、誤りを一つずつ入れ、見つかるかを測ります。"
        "それぞれに、よく似ているが正しい書き方（まぎらわしいもの）を添え、そちらには黙っているべきものとします。\n"
    )
    yield f"* 誤り {mutants:,} 件のうち {found:,} 件を発見（{found / mutants:.1%}）"
    yield f"* まぎらわしいもの {misses:,} 件のうち、指摘したもの {spoke:,} 件（{spoke / misses:.1%}）"
    yield f"* 食い違いのない {len(sheets)} 枚での要修正・要確認: {sum(alarms.values())} 件\n"
    yield "| 種類 | 誤り | 求める重さ | 発見 | 再現率 | まぎらわしいもの | 誤った指摘 |"
    yield "|---|---|---|--:|--:|--:|--:|"
    yield from map(_row, results)
    yield (
        "\n**この数値の限り。** 点検は、この見本市で調整しました。初めての文章では下がります。別に書いた 13 分野の文章のうち、"
        "直す前に初めて当てた 66 文では、正しい文への誤った指摘が 3 件（4.5%）、誤りの見落としが 37 件中 2 件でした"
        "（今は `tests/checks/passages/` の 282 文すべてに黙り、146 の誤りをすべて見つけます）。\n"
    )


def _city_mutants(per_kind: int) -> Iterator[str]:
    results = [measure_city(kind, per_kind=per_kind) for kind in CITY_KINDS]
    yield f"### 評価表どうしの誤り（{len(CITY_KINDS)} 種）\n"
    yield (
        f"同じ年度の評価表を一つの市とし、{len(clean_years())} 年度の見本市に、二つの評価表にまたがる誤りを一つずつ入れます。"
        "食い違いのない見本市では、全市の点検は参考も含めて何も言いません。\n"
    )
    yield "| 誤り | 点検 | 求める重さ | 発見 | まぎらわしいもの | 誤った指摘 |"
    yield "|---|---|---|--:|--:|--:|"
    for result in results:
        kind = result.kind
        level = "参考以上" if kind.level is Severity.NOTE else f"{kind.level.label}以上"
        yield (
            f"| {kind.title} | `{kind.check}` | {level} | {result.found}/{result.mutants} "
            f"| {result.near_misses} | {len(result.alarms)} |"
        )
    yield "\n### 実在の五市の事務事業で\n"
    yield (
        "公表された事務事業の一覧（各市の公表資料から、github の onuma-spec/jimujigyou-hyoka、MIT。事業名、課、活動指標の名称だけで、手段も時間も科目コードもない）に全市の点検を"
        "当てた件数です。「似た事業」は、似たものどうしを一組と数えます。\n"
    )
    yield "| 市 | 事業 | 再掲の印なく重なる事業 | 似た事業の組 | 秒 |"
    yield "|---|--:|--:|--:|--:|"
    for path in sorted((REAL / "cities").glob("*.csv")):
        city = city_of(path)
        began = time.perf_counter()
        found = Counter(finding.check for finding in run_city(city))
        seconds = time.perf_counter() - began
        twice, alike = found["project-is-in-one-sheet"], found["project-is-not-like-another"]
        yield f"| {path.stem} | {projects_of(city)} | {twice} | {alike} | {seconds:.1f} |"
    yield ""


def _row(result: Result) -> str:
    kind = result.kind
    level = "参考以上" if kind.level is Severity.NOTE else f"{kind.level.label}以上"
    return (
        f"| {kind.family} | {kind.title} | {level} | {result.found}/{result.mutants} | {result.recall:.0%} "
        f"| {result.near_misses} | {result.spoke} |"
    )


def _damages() -> Iterator[str]:
    yield "## 3. 傷ついたテキストの読み取り\n"
    yield (
        "公表された評価表のテキストに、行や欄の欠け、列のずれ、空白、文字コードなどの傷をつけ、"
        "残った数値を正しく読めるか、誤って読んだ数値に「不確か」の印があるかを測ります。"
        "誤りで印のないものは、0.1% 以下でなければなりません。\n"
    )
    text = (REAL / real_sheet.TEXT).read_text(encoding="utf-8")
    yield from damage_table(score_all(text))
    yield "\n## 4. 壊れた入力\n"
    yield "読めないファイル、変わり種、書き出しの途中の失敗は、[別の頁](robustness.md)にまとめています。"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--per-kind", type=int, default=40)
    options = parser.parse_args()
    if not REAL.exists():
        print(f"{REAL.name}: 実物の評価表のフォルダーがありません。", file=sys.stderr)
        return 2
    PAGE.write_text("\n".join(page(options.per_kind)) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
