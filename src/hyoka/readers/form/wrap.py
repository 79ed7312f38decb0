"""折り返し — what the lengths of wrapped lines tell about cells that were run together.

A line wraps when the next character no longer fits. Where a line ends although it would have fitted, the cell ended.
"""

import unicodedata
from collections.abc import Callable


def split_where_line_ends_early(text: str) -> tuple[str, str] | None:
    """Two cells that were joined with a blank, split at the first line that ends before it is full.

    >>> split_where_line_ends_early("地域の見守り活動の担 い手の育成 講座に参加した人の 数")
    ('地域の見守り活動の担 い手の育成', '講座に参加した人の 数')
    """
    lines = text.replace("\n", " ").split(" ")
    if len(lines) < 2:
        return None
    widths = [_width(line) for line in lines]
    room = 0.0
    for index in range(len(lines) - 1):
        room = max(room, widths[index])
        if index and widths[index] + _width(lines[index + 1][:1]) <= room:
            return " ".join(lines[: index + 1]), " ".join(lines[index + 1 :])
    return (lines[0], lines[1]) if len(lines) == 2 else None


def split_where_known(text: str, is_known: Callable[[str], bool]) -> tuple[str, str] | None:
    """Two cells that were joined with a blank, split behind the longest beginning that is known by itself."""
    at = text.rfind(" ")
    while at > 0:
        if text[at:].strip() and is_known(text[:at]):
            return text[:at], text[at:].strip()
        at = text.rfind(" ", 0, at)
    return None


def _width(text: str) -> float:
    """In full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)
