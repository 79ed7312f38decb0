"""紙の目 — what a test can see of a printed page: its words, and words that stand across a line."""

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber

# Blanks, joiners, selectors and marks of direction: nothing that ink is spent on.
_INKLESS = re.compile(r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
                      r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+")  # fmt: skip


def squash(text: str) -> str:
    """A text without what cannot be seen."""
    return _INKLESS.sub("", unicodedata.normalize("NFC", text))


def pages_of(pdf: bytes) -> list[str]:
    """The characters of every page in the order in which they were set: a cell's lines follow each other."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return ["".join(char["text"] for char in page.chars) for page in opened.pages]


def text_of(pdf: bytes) -> str:
    return squash("".join(pages_of(pdf)))


def crossings(pdf: bytes) -> Iterator[str]:
    """Every character outside the paper's margins, or on a line of a table."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        for number, page in enumerate(opened.pages, start=1):
            upright, level = _rules(page)
            for char in page.chars:
                if not char["text"].strip():
                    continue
                if (
                    char["x0"] < 33
                    or char["x1"] > page.width - 33
                    or char["top"] < 20
                    or char["bottom"] > page.height
                ):
                    yield f"{number}: {char['text']!r} outside the margins"
                x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
                if any(
                    char["x0"] + 1 < line < char["x1"] - 1 and top < y < bottom
                    for line, top, bottom in upright
                ):
                    yield f"{number}: {char['text']!r} across an upright line at {x:.0f}, {y:.0f}"
                if any(
                    char["top"] + 2 < line < char["bottom"] - 2 and left < x < right
                    for line, left, right in level
                ):
                    yield f"{number}: {char['text']!r} across a level line at {x:.0f}, {y:.0f}"


def _rules(page: Any) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
    """Firm lines of tables: upright as (x, top, bottom), level as (y, left, right)."""
    upright, level = [], []
    for line in page.lines + page.curves:
        if line.get("dash") and line["dash"][0]:
            continue
        points = line["pts"]
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(x0 - x1) < 0.1 and abs(y0 - y1) > 1:
                upright.append((x0, min(y0, y1), max(y0, y1)))
            elif abs(y0 - y1) < 0.1 and abs(x0 - x1) > 1:
                level.append((y0, min(x0, x1), max(x0, x1)))
    return upright, level
