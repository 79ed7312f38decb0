"""壊れた入力の頁 — every bad file against every command, and mutants by the thousand: docs/robustness.md.

    python tools/robustness.py [--mutants N] [--pdf-mutants N]

Each bad file is met by a process of its own with half a gigabyte of address space. 10,000 mutants take an hour or two;
`--mutants 300` takes some minutes.
"""

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.robust.bad_files import BOOKS, EVERYDAY, JSON, PDFS, Bad, sheet_json  # noqa: E402
from tests.robust.limited import MEMORY, Ran, listing, run  # noqa: E402
from tests.robust.mutants import KINDS  # noqa: E402
from tests.robust.test_output_safety import OUTPUTS  # noqa: E402
from tests.robust.test_spreadsheets import FAITHFUL, FORMULAS, UNHOLDABLE  # noqa: E402
from tests.robust.trying import Outcome, try_all  # noqa: E402
from uploads import uploads  # noqa: E402

PAGE = ROOT / "docs" / "robustness.md"
GROUPS = {"ふだんのまちがい": EVERYDAY, "JSON": JSON, "Excel のブック": BOOKS, "PDF": PDFS}
COMMANDS = {
    "read": ("read", "{}", "-o", "out.json"),
    "check": ("check", "{}"),
    "table": ("table", "indicators", "{}", "-o", "out.csv"),
    "write": ("write", "{}", "-o", "out.pdf"),
    "diff": ("diff", "good.json", "{}"),
}
# The sheet itself is whole; only its form is not to be had, which these commands can do without.
WITHOUT_FORM = {"様式.json": {"read", "table"}}
CHUNK = 50


def page(per_kind: int, of_pdf: int) -> Iterator[str]:
    yield "<!-- Made by `python tools/robustness.py`: run it again, do not edit this page. -->"
    yield "# 検証 4：壊れた入力\n"
    yield from _bad_files()
    yield from _mutants(per_kind, of_pdf)
    yield from uploads(min(per_kind, 300))
    yield from _tested()


def _bad_files() -> Iterator[str]:
    yield "## 読めないファイル\n"
    yield (
        "どのファイルも、read・check・table・write・diff のそれぞれが、終了コード 2 と、"
        "`hyoka:` で始まる日本語一行で断り、出力も一時ファイルも残しません。"
        f"一つずつ別のプロセスで、メモリーを {MEMORY >> 20} MiB（アドレス空間）に限って実行しました。\n"
    )
    yield "| 種類 | ファイル | 実行 | 決まりどおり | 最も長い時間 | 最大のメモリー |"
    yield "|---|--:|--:|--:|--:|--:|"
    for title, group in GROUPS.items():
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found = [each for several in pool.map(lambda bad: list(_meet(bad)), group) for each in several]
        wrong = [f"{name}: {command}: {ran.err[:200]}" for name, command, ran, right in found if not right]
        for line in wrong:
            print(line, file=sys.stderr)
        slowest = max(found, key=lambda each: each[2].seconds)
        largest = max(found, key=lambda each: each[2].peak)
        yield (
            f"| {title} | {len(group)} | {len(found)} | {len(found) - len(wrong)} "
            f"| {slowest[2].seconds:.1f} 秒（{slowest[0]}） | {largest[2].peak >> 20} MiB（{largest[0]}） |"
        )
    yield ""


def _meet(bad: Bad) -> Iterator[tuple[str, str, Ran, bool]]:
    """One bad file, met by each command."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "good.json").write_text(json.dumps(sheet_json()), encoding="utf-8")
        bad.put(folder)
        before = listing(folder)
        for command, arguments in COMMANDS.items():
            if command in WITHOUT_FORM.get(bad.name, ()):
                continue
            ran = run(*(argument.format(bad.name) for argument in arguments), cwd=folder)
            right = ran.is_one_complaint and re.search(bad.words, ran.err) and listing(folder) == before
            yield bad.name, command, ran, bool(right)


def _mutants(per_kind: int, of_pdf: int) -> Iterator[str]:
    yield "## 変わり種\n"
    yield (
        "自分で書き出したファイルの、ビット、バイト、行、ことば、ブックの中の XML、PDF の中の描画命令を変えたものです。"
        "断るか、読めたものを点検し、八つの表と JSON にできるかを見ます。それ以外の誤りは一つもあってはなりません。\n"
    )
    yield "| 種類 | 数 | 断った | 読めた | ほかの誤り | 最も長い時間 | 最大のメモリー |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for kind in KINDS:
        count = of_pdf if kind == "pdf" else per_kind
        whole = Outcome(kind)
        with ProcessPoolExecutor(max_tasks_per_child=1) as pool:
            starts = range(0, count, CHUNK)
            for part in pool.map(
                try_all, *zip(*((kind, min(CHUNK, count - at), at) for at in starts), strict=True)
            ):
                whole.add(part)
        for fault in whole.faults:
            print(fault, file=sys.stderr)
        yield (
            f"| {kind} | {whole.tried:,} | {whole.refused:,} | {whole.read:,} | {len(whole.faults)} "
            f"| {whole.slowest:.1f} 秒 | {whole.peak >> 20} MiB |"
        )


def _tested() -> Iterator[str]:
    """What the tests promise beside, told with their own figures."""
    yield "\n## 書き出しと文字（試験で確かめていること）\n"
    yield (
        f"* 書き出し {len(OUTPUTS)} 通り: 途中で書けなくなっても（ディスクの満杯、ファイルの大きさの上限）、元のファイルは"
        "そのまま残り、一時ファイルは残らない。出力先のフォルダーがない、読み込むファイルと同じ（リンクでも）なら、書く前に断る。"
    )
    yield "* 書き出しの途中で 12 回強制終了: その名前にあるのは、元の内容か、完全な新しい内容のどちらか。"
    yield (
        f"* 式に見える文字 {len(FORMULAS)} 種: 表の CSV と様式の Excel を LibreOffice で開いて、式は 0 個"
        "（守りのない対照の CSV では 1 個）。JSON・Excel・CSV から読み戻して元と同じ。"
    )
    yield f"* 壊れやすい文字 {len(FAITHFUL)} 種（髙﨑𠮷、異体字、結合文字、絵文字、右から左の文字、先頭の 0、▲ など）: JSON・Excel・CSV で一字も変わらない。"
    yield f"* 保存できない文字 {len(UNHOLDABLE)} 種（ヌル文字、片割れのサロゲートなど）: 入口で、文字の名を挙げて断る。"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mutants", type=int, default=10_000)
    parser.add_argument("--pdf-mutants", type=int)
    options = parser.parse_args()
    of_pdf = options.mutants if options.pdf_mutants is None else options.pdf_mutants
    PAGE.write_text("\n".join(page(options.mutants, of_pdf)) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
