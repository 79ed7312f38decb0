"""全庁の見本市で測る — the example city at full size founded, looked at, rolled over, begun and checked; prints a table.

    python bench/city.py [--dir DIR] [--times 5]

`--dir`: a folder in which `hyoka demo --size city` has founded the city already (it is carried into the next year there).
Times of pages are of the server alone, from the request to the last byte of the answer, in this process, on SQLite.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from hyoka.reports import REPORTS

PAGES = (
    ("ホーム", "/"),
    ("評価表の一覧", "/sheets/"),
    ("評価表の一覧（一年度）", "/sheets/?year=2025"),
    ("評価表の一覧 CSV", "/sheets/export.csv"),
    ("進捗", "/board/"),
    ("検索（電子申請）", "/search/?q=電子申請"),
    ("検索（の）", "/search/?q=の"),
    ("指摘", "/findings/"),
    ("指摘 CSV", "/findings/export.csv"),
    ("割り当て", "/assign/"),
    ("督促", "/remind/"),
    ("年度と締切", "/seasons/"),
    ("繰り越しの下見", "/seasons/carry/2026?layout=mihon-2023"),
    ("印刷", "/print/"),
    ("操作の記録", "/audit/"),
    *((f"集計 {name}", f"/reports/{name}/") for name in REPORTS),
    ("見渡し", "/overview/"),
    ("計画", "/plans/"),
    ("財務データ", "/money/"),
    ("全市での点検", "/findings/city"),
    ("組織改編", "/divisions/"),
    ("職員", "/staff/"),
)
PEOPLE = (("sano", "事務局"), ("kinoshita", "財務"), ("tanaka", "担当者"), ("kono", "部長"))


def open_office(folder: Path) -> None:
    for name in [name for name in os.environ if name.startswith("HYOKA_")]:
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="hyoka.config.settings", HYOKA_DIR=str(folder), HYOKA_HTTPS="0", HYOKA_CITY="見本市",
        HYOKA_LOG=str(folder / "bench.log"), HYOKA_URL="http://127.0.0.1:8000",
    )  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds by the clock, seconds of this process, and what came of it."""
    began, used = time.perf_counter(), time.process_time()
    answer = work()
    return time.perf_counter() - began, time.process_time() - used, answer


def row(what: str, seconds: float, used: float | None = None, more: str = "") -> None:
    processor = "" if used is None else f"{used:8.2f} s"
    print(f"| {what} | {seconds:8.2f} s | {processor} | {more} |", flush=True)


def found_city() -> None:
    from hyoka.actions.founding import found, is_founded

    if not is_founded():
        seconds, used, _ = timed(lambda: found(size="city", at=datetime.now(UTC)))
        row("開設（750 冊、50 課）", seconds, used)


def look(times: int) -> None:
    from django.db import connection
    from django.test import Client

    from hyoka.actions.founding import PASSWORD

    print("\n| 画面 | だれが | 処理時間（中央） | 最大 | 問い合わせ | 大きさ |\n|---|---|--:|--:|--:|--:|")
    for login, role in PEOPLE:
        client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")
        client.post("/sign-in", {"login": login, "password": PASSWORD})
        for name, address in PAGES:
            with connection.execute_wrapper(queries := Count()):
                status, size = _read(client, address)
            if status != 200:
                continue  # not for this role
            took = [timed(partial(_read, client, address))[0] for _ in range(times)]
            print(
                f"| {name} | {role} | {statistics.median(took) * 1000:6.0f} ms | {max(took) * 1000:6.0f} ms | {queries.many} | {size / 1000:,.0f} KB |",
                flush=True,
            )


def _read(client: Any, address: str) -> tuple[int, int]:
    answer = client.get(address)
    return answer.status_code, len(b"".join(answer) if answer.streaming else answer.content)


class Count:
    """How many queries ran."""

    many = 0

    def __call__(self, execute: Callable[..., Any], *query: Any) -> Any:
        self.many += 1
        return execute(*query)


def carry_and_begin() -> None:
    """Every plan of the last year is fixed (here by a stroke of the pen), carried, and its evaluation begun."""
    from django.test import Client

    from hyoka.actions.founding import PASSWORD
    from hyoka.actions.rounds import open_round
    from hyoka.layouts import Season
    from hyoka.store.actors import actor_of
    from hyoka.store.models import Person, SheetRecord
    from hyoka.workflow import Stage

    SheetRecord.objects.filter(fiscal_year=2026).update(stage=Stage.FINAL.value)
    client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")
    client.post("/sign-in", {"login": "sano", "password": PASSWORD})
    address = "/seasons/carry/2026?layout=mihon-2023"
    seconds, used, _ = timed(lambda: client.get(address))
    row("年度更新の下見（150 冊）", seconds, used)
    parcels = _parcels(client, address, {"layout": "mihon-2023"})
    made = SheetRecord.objects.filter(fiscal_year=2027).count()
    row(
        f"年度更新（{made} 冊、{len(parcels)} 回に分けて）",
        sum(parcels),
        None,
        f"一回 {max(parcels):.2f} s まで",
    )
    at = datetime.now(UTC)
    taken = open_round(
        fiscal_year=2026, season=Season.EVALUATION, deadline=at + timedelta(days=60), at=at, op_id="bench-open",
        by=actor_of(Person.objects.get(login="sano"), at.date()),
    )  # fmt: skip
    parcels = _parcels(client, f"/seasons/{taken.pk}/begin", {"op_id": "bench-begin"})
    made = SheetRecord.objects.filter(fiscal_year=2026, season=Season.EVALUATION.value).count()
    row(
        f"評価の開始（{made} 冊、{len(parcels)} 回に分けて）",
        sum(parcels),
        None,
        f"一回 {max(parcels):.2f} s まで",
    )


def _parcels(client: Any, address: str, form: dict[str, str]) -> list[float]:
    """Seconds of each request with the page after it, until the page does not go on by itself."""
    took = []
    is_running = True
    while is_running:
        seconds, _, answer = timed(lambda: client.post(address, form, follow=True))
        took.append(seconds)
        is_running = b"data-continues" in answer.content
    return took


def commands(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as made:
        row(
            "`hyoka example --size city --no-book`（750 冊）",
            _run("example", made, "--size", "city", "--no-book"),
        )
        sheets = sorted(str(path) for path in Path(made).rglob("2025-*.json"))
        row(f"`hyoka check`（一年度、{len(sheets)} 冊）", _run("check", *sheets))
    row("`hyoka doctor`", _run("doctor"))
    seconds, used, (chains, events, broken) = timed(_prove)
    row(f"記録の鎖 {chains:,} 本（できごと {events:,}）を確かめる", seconds, used, f"乱れ {broken}")


def _prove() -> tuple[int, int, int]:
    from hyoka.actions.events import verify
    from hyoka.store.models import CITY, Event, SheetRecord

    heads = [(CITY, ""), *SheetRecord.objects.values_list("key", "head")]
    broken = [fault for scope, head in heads for fault in verify(scope, head=head)]
    return len(heads), Event.objects.count(), len(broken)


def _run(*arguments: str) -> float:
    seconds, _, done = timed(
        lambda: subprocess.run(
            [sys.executable, "-m", "hyoka", *arguments], capture_output=True, text=True, check=False
        )
    )
    if done.returncode != 0:
        print(f"  {arguments[0]}: {done.returncode}\n{done.stdout[-600:]}{done.stderr[-600:]}")
    return seconds


def main(arguments: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(arguments.dir or made).resolve()
        open_office(folder)
        print("| 仕事 | 全部で | 処理時間 | |\n|---|--:|--:|---|")
        found_city()
        commands(folder)
        look(arguments.times)
        print("\n| 仕事 | 全部で | 処理時間 | |\n|---|--:|--:|---|")
        carry_and_begin()
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dir", default="")
    parser.add_argument("--times", type=int, default=5)
    sys.exit(main(parser.parse_args()))
