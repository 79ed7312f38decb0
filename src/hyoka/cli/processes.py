"""子の番 — the server and the worker as processes: started, watched, started again, and ended together.

Each child holds the other end of a pipe: if this process is killed, they notice and end as well. No fork: the same on
Windows.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hyoka.cli.words import say

PATIENCE = 15  # seconds for a child to end by itself
LONGEST_PAUSE = 30.0


class ServerEnded(Exception):
    """The server is gone. The message is meant for the person who runs it."""


@dataclass
class Child:
    """One process, with the processes that it starts in turn."""

    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.5
    _due: float | None = None

    def start(self) -> None:
        options: dict[str, object] = (
            {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
            if os.name == "nt"
            else {"start_new_session": True}
        )
        self.process = subprocess.Popen(  # type: ignore[call-overload]
            [sys.executable, "-m", *self.arguments], stdin=subprocess.PIPE, **options
        )
        self.started, self._due = time.monotonic(), None

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def due(self) -> float:
        """When it may be started again, now that it has died: the pause grows while it keeps dying."""
        if self._due is None:
            now = time.monotonic()
            self.pause = 1.0 if now - self.started > 60 else min(self.pause * 2, LONGEST_PAUSE)
            self._due = now + self.pause
        return self._due

    def ask_to_end(self) -> None:
        if self.process is None or not self.is_running:
            return
        with contextlib.suppress(OSError):
            if self.process.stdin is not None:
                self.process.stdin.close()
            if os.name != "nt":
                self.process.terminate()

    def end(self, seconds: float = PATIENCE) -> None:
        """Wait for it, then insist; what it started goes with it."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        with contextlib.suppress(OSError):
            if os.name == "nt":
                self.process.kill()
            else:
                os.killpg(self.process.pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)


class Asked:
    """Whether this process was asked to end: Ctrl-C, or a signal of the system."""

    def __init__(self) -> None:
        self.to_end = False

    def __bool__(self) -> bool:
        return self.to_end

    def _note(self, number: int, frame: object) -> None:
        self.to_end = True

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        names = ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP")
        numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
        before = {number: signal.signal(number, self._note) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def keep_running(server: Child, worker: Child, asked: Asked, *, ready: Callable[[], bool]) -> None:
    """Run both until asked to end. `ready` is called until it says True, with the server's first answer.

    Raises ServerEnded.
    """
    is_ready = False
    try:
        server.start()
        worker.start()
        while not asked:
            if not server.is_running:
                code = server.process.returncode if server.process else "?"
                raise ServerEnded(
                    say(
                        f"サーバーが止まりました（終了コード {code}）。上の記録か HYOKA_LOG の最後の行を見てください。",
                        f"the server has ended (exit code {code}): see the last lines of the log",
                    )
                )
            is_ready = is_ready or ready()
            if not worker.is_running and time.monotonic() >= worker.due():
                worker.start()
            time.sleep(0.2)
    finally:
        for child in (worker, server):
            child.ask_to_end()
        for child in (worker, server):
            child.end()
