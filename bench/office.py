"""三百人が開き、一秒に三十回保存する — the office under the load of a deadline day, on this machine with its own server.

    python bench/office.py [--seconds 300] [--people 300] [--saves 30]       SQLite
    python tools/postgres.py python bench/office.py                          PostgreSQL

300 open sessions ask for news as their pages do (every 15 s); so many saves a second arrive at fixed moments, whoever is
still waiting (latency counts from the moment a save was due). Behind them `hyoka worker` refreshes findings and tidy rows.
The peer in the same run is the server's own sign-in page: a request that touches no database.
"""

import argparse
import json
import queue
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.server import Client, Server, running  # noqa: E402


class Load:
    """Requests that are due at fixed moments, sent by threads; what came of each."""

    def __init__(self, server: Server, clerks: list[dict[str, Any]], senders: int) -> None:
        self.server, self.clerks = server, clerks
        self.due: queue.Queue[tuple[float, str, int] | None] = queue.Queue()
        self.took: dict[str, list[float]] = {"save": [], "news": [], "peer": []}
        self.told: list[str] = []
        self.wrong: Counter[str] = Counter()
        self.revs: dict[tuple[int, str], int] = {}
        self.heard: dict[int, int] = {}
        self.locks = [threading.Lock() for _ in clerks]
        self.threads = [threading.Thread(target=self._send, daemon=True) for _ in range(senders)]

    def run(self, seconds: float, saves: float, news_every: float) -> None:
        for thread in self.threads:
            thread.start()
        began, number, asked, peers = time.monotonic() + 1, 0, 0, 0
        while (now := time.monotonic() - began) < seconds:
            while number / saves <= now:
                self.due.put((began + number / saves, "save", number % len(self.clerks)))
                number += 1
            while asked * news_every / len(self.clerks) <= now:
                self.due.put(
                    (began + asked * news_every / len(self.clerks), "news", asked % len(self.clerks))
                )
                asked += 1
            while peers <= now:
                self.due.put((began + peers, "peer", 0))
                peers += 1
            time.sleep(0.005)
        for _ in self.threads:
            self.due.put(None)
        for thread in self.threads:
            thread.join(120)

    def _send(self) -> None:
        client = Client(self.server.port)
        while (task := self.due.get()) is not None:
            at, kind, number = task
            clerk = self.clerks[number]
            client.cookies = {} if kind == "peer" else {"hyoka": clerk["session"], "hyoka-csrf": "a" * 32}
            try:
                if kind == "save":
                    self._save(client, number, clerk)
                elif kind == "news":
                    self._hear(client, number, clerk)
                else:
                    self._expect(kind, client.get("/sign-in").status)
            except (OSError, ValueError, KeyError) as error:
                self.wrong[f"{kind} {type(error).__name__}"] += 1
            self.took[kind].append(time.monotonic() - at)
        client.close()

    def _hear(self, client: Client, number: int, clerk: dict[str, Any]) -> None:
        """What has happened since this page last asked."""
        since = self.heard.get(number, clerk["seq"])
        answer = client.get(f"/sheets/{clerk['key']}/state?since={since}", **{"X-Hyoka-Poll": "1"})
        self._expect("news", answer.status)
        if answer.status == 200:
            self.heard[number] = answer.json()["seq"]

    def _expect(self, kind: str, status: int) -> None:
        if status != 200:
            self.wrong[f"{kind} {status}"] += 1

    def _save(self, client: Client, number: int, clerk: dict[str, Any]) -> None:
        """Each clerk has cells of their own on the shared sheet, and waits for one save before the next."""
        with self.locks[number]:
            mine = clerk["cells"][number // 25 % len(clerk["cells"])]
            base = self.revs.get((number, mine), 0)
            op_id = str(uuid.uuid4())
            edit = {
                "op_id": op_id,
                "op": "set",
                "place": mine,
                "base_rev": base,
                "value": f"{time.monotonic():.3f}件",
            }
            answer = client.save(clerk["key"], edit)
            [result] = answer.json()["results"]
            if result["status"] != "saved":
                self.wrong[f"save {answer.status} {result['status']}"] += 1
            else:
                self.told.append(op_id)
            self.revs[(number, mine)] = result["rev"]


def percentile(took: list[float], share: float) -> float:
    ordered = sorted(took)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def main(arguments: argparse.Namespace) -> int:
    with running(workers=2) as server:
        clerks = server.ask("bench.people:found", arguments.people)["clerks"]
        worker = subprocess.Popen(
            [sys.executable, "-m", "hyoka", "worker"], env=server.environment, cwd=ROOT, stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        load = Load(server, clerks, senders=24)
        lags: list[float] = []
        watcher = threading.Thread(target=_watch, args=(server, lags, arguments.seconds), daemon=True)
        watcher.start()
        load.run(arguments.seconds, arguments.saves, news_every=15)
        watcher.join(60)
        time.sleep(15)
        end = server.ask("bench.people:end")
        worker.terminate()
        lost = len(set(load.told) - set(end["op_ids"]))
        print(
            f"{'PostgreSQL' if server.environment['HYOKA_DATABASE'] else 'SQLite'}, {arguments.seconds} s, {arguments.people} sessions"
        )
        for kind, took in load.took.items():
            print(
                f"  {kind:5} {len(took):6,}  p50 {percentile(took, 0.5) * 1000:6.0f} ms  p95 {percentile(took, 0.95) * 1000:6.0f} ms"
                f"  p99 {percentile(took, 0.99) * 1000:6.0f} ms  max {max(took, default=0) * 1000:6.0f} ms"
            )
        print(
            f"  acknowledged saves {len(load.told):,} ({len(load.told) / arguments.seconds:.1f} a second), lost {lost}, errors {json.dumps(load.wrong)}"
        )
        print(
            f"  chains broken {end['broken']}; findings behind: worst {max(lags, default=0):.1f} s, median {percentile(lags, 0.5):.1f} s; sheets behind 15 s after the end: {end['behind']}"
        )
        return int(bool(lost or load.wrong or end["broken"]))


def _watch(server: Server, lags: list[float], seconds: float) -> None:
    """The lag of the findings, from time to time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(30)  # each look is a process of its own, which costs the server a second
        lags.append(server.ask("bench.people:lag"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--saves", type=float, default=30)
    sys.exit(main(parser.parse_args()))
