"""隔てて読む — an upload is read by a child process with little memory, little time and no way out.

Whatever is in the file, what comes back is readings with a preview of their source, or `Refused` with a code of the
closed list. The files between the two processes have no names: nothing is left behind, even if both are killed.
"""

import contextlib
import json
import logging
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, NamedTuple

from pydantic import TypeAdapter, ValidationError

import hyoka
from hyoka.readers.limits import Limits
from hyoka.readers.preflight import inspect, plain_name
from hyoka.readers.preview import PREVIEW, Preview
from hyoka.readers.reading import Reading
from hyoka.readers.refused import Code, Refused, refusal
from hyoka.readers.rows import Rows

ROWS = "*rows"  # what the child is asked for in the place of a layout (`child.ROWS`)
AT_ONCE = 2  # children of one process; the others wait
_places = threading.BoundedSemaphore(AT_ONCE)
_log = logging.getLogger(__name__)
# All that Python needs of its surroundings. Settings, keys and the address of the database stay here.
_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH")
_LONGEST_MESSAGE = 2_000
# How libraries say on their way out that there was no memory left.
_NO_MEMORY = (b"memory allocation of", b"MemoryError", b"bad_alloc", b"Cannot allocate memory")


@dataclass(frozen=True)
class Read:
    """What an upload holds: its sheets, and the source to compare them with."""

    readings: tuple[Reading, ...]
    preview: Preview


@dataclass(frozen=True)
class _Told:
    """The last line of an answer."""

    code: Code | None  # None: everything was read
    cpu: float  # seconds
    peak: int  # bytes
    message: str = ""  # the reader's
    fault: str = ""  # kind and place


class _Ended(NamedTuple):
    """How a child ended."""

    code: int | None  # as subprocess tells it; None: we ended it
    answer: IO[bytes]
    complaint: bytes  # the end of what it said on its way out: looked at, never kept


_TOLD = TypeAdapter(_Told)
_ROW = TypeAdapter(tuple[str, ...])


def read_confined(data: bytes, name: str, *, layout: str | None = None, limits: Limits | None = None) -> Read:
    """Every sheet in an upload, read in a child process; `name` is what its owner calls it, never a path.

    Raises Refused.
    """
    limits = limits or Limits()
    inspect(data, limits)
    if not _places.acquire(timeout=limits.queue_seconds):
        raise refusal(Code.BUSY)
    try:
        with _ran(data, plain_name(name), layout, limits) as ended:
            return _read_of(ended, limits)
    finally:
        _places.release()


def read_rows_confined(data: bytes, name: str, *, limits: Limits | None = None) -> Rows:
    """The rows of a table, CSV or Excel, read in a child process in the same way.

    Raises Refused.
    """
    limits = limits or Limits()
    inspect(data, limits)
    if not _places.acquire(timeout=limits.queue_seconds):
        raise refusal(Code.BUSY)
    try:
        with _ran(data, plain_name(name), ROWS, limits) as ended:
            return _rows_of(ended, limits)
    finally:
        _places.release()


@contextlib.contextmanager
def _ran(data: bytes, name: str, layout: str | None, limits: Limits) -> Iterator[_Ended]:
    """A child that has ended, with what it gave."""
    with (
        tempfile.TemporaryFile() as upload,
        tempfile.TemporaryFile() as answer,
        tempfile.TemporaryFile() as complaint,
    ):
        asked = {"name": name, "layout": layout, "limits": asdict(limits)}
        upload.write(json.dumps(asked).encode() + b"\n")
        upload.write(data)
        upload.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-P", "-s", "-B", "-X", "utf8", "-m", "hyoka.readers.child"],
            stdin=upload,
            stdout=answer,
            stderr=complaint,
            env=environment(),
            cwd=os.path.abspath(os.sep),
            start_new_session=True,
        )
        code: int | None = None
        try:
            code = child.wait(limits.wall_seconds)
        except subprocess.TimeoutExpired:
            pass
        finally:
            _end(child)
        complaint.seek(max(0, complaint.seek(0, os.SEEK_END) - 4_096))
        answer.seek(0)
        yield _Ended(code, answer, complaint.read())


def environment() -> dict[str, str]:
    """The child's environment: where hyoka lies, and nothing of ours."""
    ours = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return {**ours, "PYTHONPATH": str(Path(hyoka.__file__).parent.parent)}


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End the child, if it has not ended, and whatever it may have started."""
    if child.returncode is not None:
        return  # its number may be another process's by now
    if sys.platform == "win32":
        child.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _read_of(ended: _Ended, limits: Limits) -> Read:
    """What the child's lines say. They are as little trusted as the file: data only, and checked.

    Raises Refused.
    """
    readings: list[Reading] = []
    preview: Preview | None = None
    told, lines = _lines_of(ended, limits)
    if told.code is not None:
        raise _refused(told, told.code, limits)
    try:
        for kind, line in lines:
            if kind == b"R":
                readings.append(Reading.model_validate_json(line))
            elif kind == b"P":
                preview = PREVIEW.validate_json(line)
    except ValidationError as error:
        raise _incident(f"an answer that is none: {type(error).__name__}") from None
    if not readings or preview is None:
        raise _incident("an answer without readings")
    return Read(tuple(readings), preview)


def _rows_of(ended: _Ended, limits: Limits) -> Rows:
    told, lines = _lines_of(ended, limits)
    if told.code is not None:
        raise _refused(told, told.code, limits)
    try:
        return tuple(_ROW.validate_json(line) for kind, line in lines if kind == b"T")
    except ValidationError as error:
        raise _incident(f"an answer that is none: {type(error).__name__}") from None


def _lines_of(ended: _Ended, limits: Limits) -> tuple[_Told, Iterator[tuple[bytes, bytes]]]:
    """How reading ended, and the lines before that, each with its kind.

    Raises Refused.
    """
    size = ended.answer.seek(0, os.SEEK_END)
    if ended.code != 0 or size > limits.answer_bytes + (1 << 20):
        raise _came_to_grief(ended, limits)
    told = _last_line(ended.answer)
    if told is None:
        raise _came_to_grief(ended, limits)
    _log.info("upload: %s, %s s of CPU, %s bytes at most", told.code or "read", told.cpu, told.peak)
    ended.answer.seek(0)
    return told, ((line[:1], line[1:]) for line in ended.answer)


def _last_line(answer: IO[bytes]) -> _Told | None:
    size = answer.seek(0, os.SEEK_END)
    answer.seek(max(0, size - (1 << 16)))
    last = answer.read().rstrip(b"\n").rpartition(b"\n")[2]
    if last[:1] != b"E":
        return None
    try:
        return _TOLD.validate_json(last[1:])
    except ValidationError as error:
        raise _incident(f"an answer that is none: {type(error).__name__}") from None


def _refused(told: _Told, code: Code, limits: Limits) -> Refused:
    """The refusal that the child told."""
    if code is Code.CRASH:
        return _incident(told.fault[:_LONGEST_MESSAGE])
    if told.message:
        return Refused(code, " ".join(told.message.splitlines())[:_LONGEST_MESSAGE])
    return refusal(code, most=_most(code, limits))


def _came_to_grief(ended: _Ended, limits: Limits) -> Refused:
    """Why a child ended without a word."""
    if ended.code is None or (
        hasattr(signal, "SIGXCPU") and ended.code in (-signal.SIGXCPU, -signal.SIGALRM)
    ):
        return refusal(Code.TIME, most=_most(Code.TIME, limits))
    # The system's own killer means memory too: nobody else kills a child while we wait for it.
    if ended.code == -9 or any(word in ended.complaint for word in _NO_MEMORY):
        return refusal(Code.MEMORY, most=_most(Code.MEMORY, limits))
    return _incident(f"the child ended with {ended.code}")


def _most(code: Code, limits: Limits) -> float:
    return {
        Code.TIME: limits.wall_seconds,
        Code.MEMORY: limits.memory >> 20,
        Code.ANSWER_TOO_LARGE: limits.answer_bytes >> 20,
    }.get(code, 0)


def _incident(what: str) -> Refused:
    """A refusal that we must look into: its number is told to the person and stands in the log, the text in neither."""
    number = secrets.token_hex(4).upper()
    _log.error("upload incident %s: %s", number, what.encode("ascii", "backslashreplace").decode())
    return refusal(Code.CRASH, incident=number)
