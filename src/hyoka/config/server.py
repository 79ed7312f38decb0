"""サーバー — the web server as a process of its own: `python -m hyoka.config.server`, started by `hyoka serve` and `demo`.

It ends when it is told to, and also when whoever started it is gone: its standard input closes then.
"""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from hyoka.config.env import setting
from hyoka.config.logs import logging_dict


def serve(*, host: str, port: int, workers: int, certificate: str = "", key: str = "") -> None:
    """Until the process is told to end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hyoka.config.settings")
    Granian(
        "hyoka.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,  # while an upload is being read in its own process, the others go on
        backlog=1024,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=logging_dict(setting("HYOKA_LOG")),
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        ssl_cert=Path(certificate) if certificate else None,
        ssl_key=Path(key) if key else None,
    ).serve()


def end_with_parent() -> None:
    """Watch the standard input: it closes when the process that holds its other end has ended, however that came."""

    descriptor = sys.stdin.fileno()

    def watch() -> None:
        while os.read(descriptor, 1):
            pass
        if os.name == "nt":
            os._exit(0)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--certificate", default="")
    parser.add_argument("--key", default="")
    wanted = parser.parse_args()
    end_with_parent()
    serve(**vars(wanted))


if __name__ == "__main__":
    main()
