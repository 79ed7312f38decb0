"""子プロセス — the readers in a process of their own, which can neither take the machine nor reach out of itself.

    python -m hyoka.readers.child < upload > answer

The input is one line of JSON (name, layout, limits), then the file. The answer is lines: R a Reading, P the preview,
T a row of a table, and at the very end E with the code of a refusal or none. Without that last line the process came to grief.
"""

import gc
import json
import math
import os
import signal
import sys
import sysconfig
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO

from hyoka.layouts import NoSuchLayout, layout_names, load_layout
from hyoka.readers.limits import Limits
from hyoka.readers.open import read_bytes
from hyoka.readers.preview import PREVIEW, preview_of
from hyoka.readers.reading import CannotRead, Formless, Locked, Stranger, TooLarge, Trap
from hyoka.readers.refused import Code
from hyoka.readers.rows import read_rows

_CODES = {
    TooLarge: Code.TOO_MUCH_IN_IT,
    Locked: Code.LOCKED,
    Stranger: Code.STRANGER,
    Formless: Code.NO_SUCH_LAYOUT,
    Trap: Code.TRAP,
}
ROWS = "*rows"  # in the place of a layout: no sheet is wanted, but the rows of a table (`confined.ROWS`)
_SECONDS_FOR_PREVIEW = 5.0
_MARGIN = 1 << 20  # of the answer's file, for its last line

# What a reader never does. Names of audit events, or how they begin.
_FORBIDDEN = (
    "socket.", "urllib.", "http.", "ftplib.", "smtplib.", "subprocess.", "os.exec", "os.spawn", "os.posix_spawn", "os.fork",
    "os.system", "os.startfile", "os.kill", "pty.", "ctypes.", "pickle.", "os.remove", "os.rename", "os.mkdir", "os.rmdir",
    "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime", "os.putenv", "os.unsetenv", "shutil.",
    "tempfile.", "sqlite3.", "webbrowser.", "winreg.",
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Forbidden(BaseException):
    """Something in here wanted out. No reader's `except Exception` may hide it."""


class AnswerTooLarge(Exception):
    """More than the process that asked will take."""


def confine(limits: Limits) -> None:
    """Give up, for good, everything that reading does not need. To be called before the file is looked at."""
    _without_network()
    _with_limits(limits)
    roots = tuple(_roots())

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            _watch_open(arguments, roots)
        elif event.startswith(_FORBIDDEN):
            raise Forbidden(event)

    sys.addaudithook(watch)


def _watch_open(arguments: tuple[Any, ...], roots: tuple[str, ...]) -> None:
    """Python and hyoka read themselves as they go; nothing else is opened, and nothing is written."""
    path, _, flags = arguments
    if isinstance(path, int):
        return
    if isinstance(flags, int) and flags & _WRITES:
        raise Forbidden("open for writing")
    if not os.path.abspath(os.fsdecode(path)).startswith(roots):
        raise Forbidden("open")


def _roots() -> Iterable[str]:
    """Where Python and its packages lie."""
    for place in {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *filter(None, sys.path)}:
        for path in {os.path.abspath(place), os.path.realpath(place)} - {os.sep}:
            yield path + os.sep
            if path.endswith(".zip"):
                yield path


def _with_limits(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource

    # Should the process that started us be killed, we end by ourselves.
    signal.alarm(math.ceil(limits.wall_seconds) + 1)
    for name, soft, hard in (
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_CPU", limits.cpu_seconds, limits.cpu_seconds + 1),
        ("RLIMIT_FSIZE", limits.answer_bytes + _MARGIN, limits.answer_bytes + _MARGIN),
        ("RLIMIT_NOFILE", limits.open_files, limits.open_files),
        ("RLIMIT_AS", limits.memory, limits.memory),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (soft, hard))
        except (AttributeError, ValueError, OSError):
            continue  # not on this system, or less is allowed already


def _without_network() -> None:
    """A network namespace of its own, with nothing in it, where Linux lets us have one."""
    if sys.platform != "linux":
        return
    import ctypes

    new_net, new_user = 0x40000000, 0x10000000
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    if unshare(new_net):
        unshare(new_net | new_user)


class Answer:
    """The lines that go back, counted."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file, self._left = file, most

    def write(self, kind: bytes, line: bytes) -> None:
        """Raises AnswerTooLarge."""
        self._left -= len(line) + 2
        if self._left < 0:
            raise AnswerTooLarge
        self._file.write(kind + line + b"\n")

    def end(self, code: Code | None, **said: str | float) -> None:
        line = json.dumps({"code": code, **said})
        self._file.write(b"E" + line.encode() + b"\n")
        self._file.flush()


def read(data: bytes, name: str, layout: str | None, limits: Limits, answer: Answer) -> None:
    """Read the file and write what it holds.

    Raises CannotRead, NoSuchLayout, AnswerTooLarge.
    """
    if layout is not None and layout == ROWS:
        for row in read_rows(data):
            answer.write(b"T", json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"))
        return
    if layout is not None and layout not in layout_names():
        raise NoSuchLayout(f"様式「{layout[:80]}」はありません。使える様式: {'、'.join(layout_names())}")
    readings = read_bytes(data, name, layout)
    for name in {reading.sheet.layout for reading in readings}:
        load_layout(name)
    for reading in readings:
        answer.write(b"R", reading.model_dump_json().encode())
    left = min(_SECONDS_FOR_PREVIEW, limits.cpu_seconds - time.process_time() - 1)
    answer.write(b"P", PREVIEW.dump_json(preview_of(data, readings, seconds=left)))


def _told(reading: Callable[[], None]) -> dict[str, str] | None:
    """How reading ended: None, or a code with the reader's words, or where in our own code it came to grief."""
    try:
        reading()
    except AnswerTooLarge:
        return {"code": Code.ANSWER_TOO_LARGE}
    except NoSuchLayout as error:
        return {"code": Code.NO_SUCH_LAYOUT, "message": f"{error}。"}
    except CannotRead as error:
        if _is_memory(error):
            return {"code": Code.MEMORY}
        own = error.__cause__ if isinstance(error.__cause__, CannotRead) else error  # without the file's name
        return {"code": _CODES.get(type(own), Code.NOT_A_SHEET), "message": str(own)}
    except BaseException as error:
        if _is_memory(error):
            return {"code": Code.MEMORY}
        return {"code": Code.CRASH, "fault": _fault(error)}
    return None


def _is_memory(error: BaseException | None) -> bool:
    """Whether it was for want of memory, whatever a parser made of that."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _fault(error: BaseException) -> str:
    """What happened and where, without a word of the file: messages of exceptions quote it."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[:-6:-1])
    what = str(error) if isinstance(error, Forbidden) else ""
    return f"{type(error).__name__} {what} at {where}".replace("  ", " ")


def _peak_meter() -> Callable[[], int]:
    """Tells the most memory that this process has held; 0 where the system does not say. Opened before all is shut."""
    try:
        status = os.open("/proc/self/status", os.O_RDONLY)
    except OSError:
        return lambda: 0

    def peak() -> int:
        lines = os.pread(status, 1 << 14, 0).splitlines()
        return next((int(line.split()[1]) << 10 for line in lines if line.startswith(b"VmHWM")), 0)

    return peak


def main() -> None:
    with os.fdopen(os.dup(1), "wb") as file:
        os.dup2(2, 1)  # nothing that a library prints gets into the answer
        asked = json.loads(sys.stdin.buffer.readline())
        limits = Limits(**asked["limits"])
        answer = Answer(file, limits.answer_bytes)
        peak = _peak_meter()
        confine(limits)
        gc.set_threshold(100_000, 50, 100)  # everything lives until the end: looking for garbage finds little
        data = sys.stdin.buffer.read()
        told = _told(lambda: read(data, asked["name"], asked["layout"], limits, answer))
        gc.collect()
        used = {"cpu": round(time.process_time(), 2), "peak": peak()}
        answer.end(Code(told.pop("code")) if told else None, **(told or {}), **used)
        os._exit(0)  # a hundred thousand objects need no burial


if __name__ == "__main__":
    main()
