"""読む前に — an upload as it can be judged without opening it: its size, and the directory of a zip file.

This runs in the process of the web, so nothing is unpacked and no parser is asked. What a file says of itself may be
a lie: it only saves a child process; the readers look again, at what is really there.
"""

import unicodedata
import zipfile
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath

from hyoka.readers.limits import Limits
from hyoka.readers.refused import Code, refusal

_ZIP = b"PK\x03\x04"
_DIRECTORY_ENTRY = b"PK\x01\x02"
_SMALL = 1 << 20  # an entry of no more than this does no harm, however well it is packed
_LONGEST_NAME = 200


def inspect(data: bytes, limits: Limits) -> None:
    """Refuse what need not be opened.

    Raises Refused.
    """
    if len(data) > limits.file_bytes:
        raise refusal(Code.FILE_TOO_LARGE, found=-(-len(data) >> 20), most=limits.file_bytes >> 20)
    if not data.strip():
        raise refusal(Code.EMPTY)
    if data.startswith(_ZIP):
        _inspect_zip(data, limits)


def _inspect_zip(data: bytes, limits: Limits) -> None:
    # Counted before they are listed: half a million entries would be 300 MB of Python objects.
    count = data.count(_DIRECTORY_ENTRY)
    if count > limits.entries:
        raise refusal(Code.TOO_MANY_ENTRIES, found=count, most=limits.entries)
    try:
        entries = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return  # the reader has words for it
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unfolded_bytes:
        raise refusal(Code.UNFOLDS_TOO_LARGE, found=unpacked >> 20, most=limits.unfolded_bytes >> 20)
    for entry in entries:
        ratio = entry.file_size // max(1, entry.compress_size)
        if entry.file_size > _SMALL and ratio > limits.ratio:
            raise refusal(Code.TRAP, found=ratio, most=limits.ratio)
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or not all(map(_stays_inside, names)):
        raise refusal(Code.BAD_NAMES)


def _stays_inside(name: str) -> bool:
    """Whether the name of an entry is a plain path below the file: we write none to disk, others might."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return (
        0 < len(parts) < 20
        and ".." not in parts
        and parts[0] != "/"
        and not PureWindowsPath(name).is_absolute()
    )


def plain_name(name: str) -> str:
    """The name of an upload, for people to read: no folders, nothing invisible, not too long.

    >>> plain_name("../../秘/評価表.xlsx"), plain_name("C:\\\\課\\\\評価表\\u202excod.xlsx")
    ('評価表.xlsx', '評価表xcod.xlsx')
    >>> plain_name("..")
    '名前のないファイル'
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(character for character in last if unicodedata.category(character)[0] != "C").strip()
    if len(seen) > _LONGEST_NAME:
        seen = f"{seen[: _LONGEST_NAME - 12]}…{seen[-11:]}"
    return seen if seen.strip(".") else "名前のないファイル"
