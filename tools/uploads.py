"""アップロードの節 — what an upload costs in its child process, and what becomes of bad ones: for docs/robustness.md.

    python tools/uploads.py [--mutants N]

prints the section alone; `python tools/robustness.py` makes the whole page.
"""

import argparse
import logging
import os
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.robust.bad_files import ALL  # noqa: E402
from tests.robust.mutants import KINDS, mutants  # noqa: E402

from hyoka.example import sheets  # noqa: E402
from hyoka.readers import confined, read_bytes  # noqa: E402
from hyoka.readers.confined import AT_ONCE, read_confined  # noqa: E402
from hyoka.readers.limits import Limits  # noqa: E402
from hyoka.readers.refused import Refused  # noqa: E402
from hyoka.sheet import Sheet, sheet_to_json  # noqa: E402
from hyoka.writers.pdf import write_sheet  # noqa: E402
from hyoka.writers.xlsx import write_xlsx  # noqa: E402

REAL = ROOT.parent / "shared" / "real" / "mishima" / "h30-joho-seisaku.txt"
LARGE = 300  # sheets in one workbook
_TIMES = 5


class Cost(NamedTuple):
    """What one upload came to."""

    end: str  # a code, or "read"
    seconds: float
    cpu: float
    peak: int


class Costs(logging.Handler):
    """What the children say of themselves in the log."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.last: dict[int, tuple[float, int]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        found = re.search(r"([\d.]+) s of CPU, (\d+) bytes", record.getMessage())
        if found and record.thread is not None:
            self.last[record.thread] = float(found[1]), int(found[2])


COSTS = Costs()


def cost(data: bytes, name: str, limits: Limits | None = None) -> Cost:
    """Read it as an upload."""
    COSTS.last.pop(threading.get_ident(), None)
    begun = time.perf_counter()
    try:
        read_confined(data, name, limits=limits)
        end = "read"
    except Refused as refused:
        end = refused.code.value
    seconds = time.perf_counter() - begun
    return Cost(end, seconds, *COSTS.last.get(threading.get_ident(), (0.0, 0)))


def uploads(of_each_kind: int) -> Iterator[str]:
    """The section, line by line."""
    logging.getLogger(confined.__name__).addHandler(COSTS)
    logging.getLogger(confined.__name__).setLevel(logging.INFO)
    limits = Limits()
    yield "\n## アップロード\n"
    yield (
        "画面から受け取るファイルは、`hyoka.readers.confined` が一つずつ別のプロセスで読みます（同時に "
        f"{AT_ONCE} つまで。ほかは {limits.queue_seconds:g} 秒まで待ちます）。読む前に、大きさ（{limits.file_bytes >> 20} MB）、"
        f"ブックの部品の数（{limits.entries:,}）、展開した大きさ（{limits.unfolded_bytes >> 20} MB）、圧縮率（{limits.ratio} 倍）、"
        "部品の名前を、何も展開せずに見ます。子プロセスに許すのは、"
        f"アドレス空間 {limits.memory >> 20} MiB、処理時間 {limits.cpu_seconds} 秒、時計で {limits.wall_seconds:g} 秒、答え {limits.answer_bytes >> 20} MiB、"
        f"開けるファイル {limits.open_files} 個です。環境変数は空（Python と hyoka の置き場所だけ）、ファイルの受け渡しは名前のない一時ファイルで、"
        "親が強制終了されても何も残りません。ネットワーク、ほかのプログラム、書き込み、Python と hyoka 自身のほかのファイルを開くことは、"
        "監査フックが断ります。Linux が許すところでは、網のない名前空間にも移ります。監査フックは Python の呼び出しを見張るもので、"
        "解析ライブラリの機械語の中の不具合までは防げません。そこは名前空間と資源の上限が受け持ちます。"
        "**Windows には資源の上限も名前空間もなく、時計（30 秒）と監査フックだけが働きます。**\n"
    )
    yield from _good(limits)
    yield from _bad(of_each_kind)


def _good(limits: Limits) -> Iterator[str]:
    yield "| 読めるファイル | 同じプロセスで | 子プロセスで（下見も） | うち処理時間 | 子の最大のメモリー |"
    yield "|---|--:|--:|--:|--:|"
    wide = Limits(cpu_seconds=600, wall_seconds=1_200)  # to measure, not to end it
    load = max(os.getloadavg())
    for title, name, data in _files():
        times = _TIMES if len(data) < 1 << 20 else 1
        plain = min(_timed(lambda data=data, name=name: read_bytes(data, name)) for _ in range(times))  # type: ignore[misc]
        best = min((cost(data, name, wide) for _ in range(times)), key=lambda cost: cost.seconds)
        if best.end != "read":
            title = f"{title}（{best.end}）"
        yield f"| {title} | {plain:.2f} 秒 | {best.seconds:.2f} 秒 | {best.cpu:.2f} 秒 | {best.peak >> 20} MiB |"
    yield (
        "\n数回のうち最も速い回です（大きなブックは一回）。時間の上限を外して測りました。"
        f"{os.cpu_count()} コアの機械で、ほかの仕事の負荷は {load:.1f} でした（コアの数を超えると、秒はその分だけ延びます）。子プロセスを起こす手間は、Python と文書の型を読み込む時間です。"
        f"PDF は処理時間 {limits.cpu_seconds} 秒でおよそ 100 頁（20 冊ほど）までで、それより長い綴りは E-IMP-20 で断り、分けてもらいます。"
        f"{LARGE} 冊のブックはその上限に近く、混んだ機械では E-IMP-20 になります。そのときは分けてもらうか、上限（`Limits`）を上げます。\n"
    )


def _files() -> Iterator[tuple[str, str, bytes]]:
    if REAL.exists():
        yield "実物の評価表（テキスト）", "a.txt", REAL.read_bytes()
    first = sheets()[0]
    yield "JSON、一冊", "a.json", sheet_to_json(first).encode()
    yield "Excel、一冊", "a.xlsx", write_xlsx([first])
    yield "PDF、一冊", "a.pdf", write_sheet(first)
    book = write_xlsx(_many(LARGE))
    yield f"Excel、{LARGE} 冊（{len(book) / 1e6:.0f} MB）", "b.xlsx", book


def _many(count: int) -> list[Sheet]:
    each = sheets()
    return [
        each[number % len(each)].model_copy(update={"key": f"{each[number % len(each)].key}{number}"})
        for number in range(count)
    ]


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _bad(of_each_kind: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        try:
            yield "| 悪いファイル | 数 | 断った | 読めた | E-IMP-99 | 最も長い時間 | うち処理時間 | 子の最大のメモリー | 残った一時ファイル |"
            yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
            corpus = [(bad.name, bad.make) for bad in ALL if not bad.deed]
            yield _row("爆弾と罠", [cost(make(), name) for name, make in corpus], folder)  # type: ignore[call-arg, arg-type]
            before = _resident()
            for kind in KINDS:
                count = of_each_kind // 3 if kind == "pdf" else of_each_kind
                with ThreadPoolExecutor(AT_ONCE) as pool:
                    found = list(
                        pool.map(lambda mutant: cost(mutant.data, mutant.name), mutants(kind, count, 0))
                    )
                yield _row(f"変わり種 {kind}", found, folder)
        finally:
            tempfile.tempdir = None
    yield f"\n変わり種を読ませているあいだに、読ませた側のプロセスのメモリーは {max(0, _resident() - before) >> 20} MiB 増えました。\n"


def _resident() -> int:
    """Bytes that this process holds now."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmRSS"))


def _row(title: str, found: list[Cost], folder: str) -> str:
    ends = Counter(cost.end for cost in found)
    return (
        f"| {title} | {len(found)} | {len(found) - ends['read']} | {ends['read']} | {ends['E-IMP-99']} "
        f"| {max(cost.seconds for cost in found):.1f} 秒 | {max(cost.cpu for cost in found):.1f} 秒 "
        f"| {max(cost.peak for cost in found) >> 20} MiB | {len(list(Path(folder).iterdir()))} |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mutants", type=int, default=300)
    for line in uploads(parser.parse_args().mutants):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
