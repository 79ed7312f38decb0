"""大きさの見張り — how much a PDF's compressed streams unfold to, before any parser unfolds them."""

import re
import zlib

from hyoka.readers.reading import TooLarge

MAX_UNFOLDED = 400 * 1024 * 1024  # bytes in all
_DEEPEST = 3  # a stream compressed again and again

_STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78])")


def check_size(data: bytes) -> None:
    """Refuse a file whose streams unfold to more than any book of sheets.

    Raises CannotRead.
    """
    room = MAX_UNFOLDED
    for found in _STREAM.finditer(data):
        room -= _unfolded(data, found.end(), room, _DEEPEST)
        if room <= 0:
            raise TooLarge(
                f"PDF が大きすぎます（展開すると {MAX_UNFOLDED // 1024 // 1024} MB を超えます）。分けて指定してください。"
            )


def _unfolded(data: bytes, begin: int, room: int, depth: int) -> int:
    """How many bytes a stream unfolds to; 0 where it is not one of zlib's."""
    unfolding = zlib.decompressobj()
    size, at = 0, begin
    head = b""
    try:
        while size <= room and not unfolding.eof and at < len(data):
            piece = unfolding.decompress(unfolding.unconsumed_tail or data[at : at + 65536], 1 << 20)
            if not unfolding.unconsumed_tail:
                at += 65536
            head = head or piece
            size += len(piece)
    except zlib.error:
        return size
    if depth and head[:1] == b"\x78" and size < room:
        size += _unfolded(zlib.decompressobj().decompress(data[begin:at], 1 << 26), 0, room - size, depth - 1)
    return size
