"""傷の試験 — how the text reader fares on damaged copies of a sheet, as a Markdown table.

    python tools/damage.py SHEET.txt [--seed N]

Without a file: the published sheet in the folder of real documents beside the repository.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.readers.damage_score import Score, score_all, total  # noqa: E402

SHEET = ROOT.parent / "shared" / "real" / "mishima" / "h30-joho-seisaku.txt"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sheet", nargs="?", type=Path, default=SHEET)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if not options.sheet.exists():
        print(f"{options.sheet}: ファイルがありません。評価表のテキストを指定してください。", file=sys.stderr)
        return 2
    print("\n".join(table(score_all(options.sheet.read_text(encoding="utf-8"), options.seed))))
    return 0


def table(scores: dict[str, Score]) -> Iterator[str]:
    """The scores by kind of damage, as the lines of a Markdown table."""
    yield "| 傷 | 文書 | 残った数値 | 正しく読めた | うち不確かの印 | 誤り・印あり | 誤り・印なし |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for kind, score in scores.items():
        yield _line(kind, score)
    whole = total(scores.values())
    yield _line("**計**", whole)
    share = len(whole.wrong) / whole.figures if whole.figures else 0
    yield f"\n誤りで印のない数値 {len(whole.wrong):,} / {whole.figures:,}（{share:.3%}）、再現率 {whole.recall:.2%}"


def _line(kind: str, score: Score) -> str:
    return (
        f"| {kind} | {score.texts} | {score.held:,} | {score.recall:.2%} | {score.marked_right:,} "
        f"| {score.marked_wrong:,} | {len(score.wrong)} |"
    )


if __name__ == "__main__":
    sys.exit(main())
