"""hyoka worker — what happens behind the pages: findings and tables follow the cells, books are made.

It rests as long as it has worked: those who type go first, and it takes at most half a core from them.
"""

import logging
import os
import signal
import sys
import threading
import time
from datetime import UTC, datetime

import click

from hyoka.cli.command import Command
from hyoka.cli.office import open_office
from hyoka.cli.words import say

IDLE = 0.5  # seconds between looks when there is nothing to do
LATE = 10  # seconds of lag from which on it is logged, once a minute
RESTS = 1  # times as long as it has worked (measured: bench/office.py, docs/performance.md)
LONGEST_REST = 5.0


def _worker(job: str | None) -> int:
    open_office()
    if job is not None:
        from hyoka.actions.press import make

        if hasattr(os, "nice"):
            os.nice(10)  # those who type go first
        return 0 if make(key=job, at=datetime.now(UTC)) else 1
    ended = threading.Event()
    _listen(ended)
    _work(ended)
    return 0


def _work(ended: threading.Event) -> None:
    from django.db import DatabaseError, close_old_connections, connection

    from hyoka.actions.jobs import Press
    from hyoka.actions.work import Turn, Worker, leave_word

    log = logging.getLogger("hyoka.worker")
    worker, press = Worker(), Press()
    told = said = 0.0
    try:
        while not ended.is_set():
            began = time.monotonic()
            turn = Turn(False, 0, 0.0)
            try:
                close_old_connections()
                turn = worker.turn(at=datetime.now(UTC))
                if not turn.has_worked and worker.tend_city(at=datetime.now(UTC)):
                    turn = turn._replace(has_worked=True)
                press.tend(at=datetime.now(UTC))
            except DatabaseError as error:
                log.warning("the database did not answer: %s", type(error).__name__)
                connection.close()
                ended.wait(2)
            now = time.monotonic()
            if now - told >= 2:
                told = now
                leave_word(turn, at=datetime.now(UTC))
            if turn.lag > LATE and now - said >= 60:
                said = now
                log.warning("findings are late", extra={"seconds": round(turn.lag, 1)})
            ended.wait(min(RESTS * (now - began), LONGEST_REST) if turn.has_worked else IDLE)
    finally:
        press.end()
        connection.close()


def _listen(ended: threading.Event) -> None:
    """End when told to, and when whoever started the worker is gone (its end of the pipe closes)."""
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda number, frame: ended.set())

    def watch() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        ended.set()

    if not sys.stdin.isatty():
        threading.Thread(target=watch, daemon=True).start()


command = Command(
    name="worker",
    callback=_worker,
    params=[
        click.Option(["--job"], metavar=say("鍵", "KEY"), help=say(
            "この印刷の仕事だけをして終わる（裏の仕事が自分で使う）。", "Do only this print job and end (used by the worker itself).",
        )),
    ],
    help=say(
        """
保存のあとの点検、表、検索の文、まとめて印刷を、画面の裏で進めます。hyoka serve と hyoka demo が自分で動かすので、
ふだん打つことはありません。標準入力が閉じると終わります。

終了コード: 0 終わるように言われて終わった。1 印刷の仕事ができなかった。2 動かせなかった。
""",
        """
Checks what was saved, keeps tables and search up to date, makes books: behind the pages. hyoka serve and hyoka demo
start it themselves. It ends when its standard input closes.

Exit code: 0 ended as told; 1 the print job failed; 2 could not run.
""",
    ),
)  # fmt: skip
