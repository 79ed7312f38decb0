"""出力 — files that appear only when they are complete, and never in place of what was read."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from hyoka.cli.words import say

STDOUT = "-"


class CannotWrite(Exception):
    """Nothing was written. The message is meant for the person."""


def save(path: str, data: bytes, *, read: Iterable[str] = ()) -> None:
    """Write one file, or the standard output for `-`.

    Raises CannotWrite, OSError.
    """
    if path == STDOUT:
        write_stdout(data)
    else:
        save_all({Path(path): data}, read=read)


def save_all(files: Mapping[Path, bytes], *, read: Iterable[str] = ()) -> None:
    """Write several files: first all of them beside their places, then, when all are there, to their places.

    Raises CannotWrite, OSError.
    """
    read = tuple(read)
    ready: list[tuple[str, Path]] = []
    try:
        for path, data in files.items():
            _refuse_what_was_read(path, read)
            place = Path(os.path.realpath(path))
            if place.exists() and not place.is_file():
                _write_special(place, data)
            else:
                ready.append((_write_beside(place, data), place))
        while ready:
            with _naming(ready[0][1]):
                os.replace(*ready[0])
            ready.pop(0)
    finally:
        for temporary, _ in ready:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def write_stdout(data: bytes) -> None:
    """Bytes as they are, without the console's own line ends and encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _write_beside(place: Path, data: bytes) -> str:
    if not place.parent.is_dir():
        raise CannotWrite(
            say(
                f"出力先のフォルダーがありません: {place.parent}（先に作ってください）",
                f"no such folder: {place.parent} (make it first)",
            )
        )
    with _naming(place):
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.stem[:40]}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, _mode_of(place))
        except BaseException:
            os.unlink(temporary)
            raise
    return temporary


@contextlib.contextmanager
def _naming(place: Path) -> Iterator[None]:
    """An error of the temporary file is told as one of the file that was asked for."""
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(place)) from error


def _mode_of(place: Path) -> int:
    """As the file had it, else what the person's umask gives to new files."""
    if place.exists():
        return place.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _write_special(place: Path, data: bytes) -> None:
    """A device or a pipe (/dev/stdout) is written to, not replaced."""
    if place.is_dir():
        raise CannotWrite(
            say(
                f"出力先はフォルダーです: {place}（ファイルの名前を指定してください）",
                f"the output is a folder: {place} (name a file)",
            )
        )
    with place.open("wb") as file:
        file.write(data)


def _refuse_what_was_read(path: Path, read: Iterable[str]) -> None:
    for source in read:
        if source != STDOUT and path.exists() and os.path.exists(source) and os.path.samefile(path, source):
            raise CannotWrite(
                say(
                    f"読み込むファイルには書き出せません: {path}（別の名前を指定してください）",
                    f"the output is one of the files read: {path} (choose another name)",
                )
            )
