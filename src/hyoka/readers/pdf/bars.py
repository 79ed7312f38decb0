"""矢線 — the bars of a schedule as they are drawn: shafts with arrow heads, and the words that belong to each."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hyoka.readers.pdf.drawing import ArrowHead, Glyph, Stroke

_NEAR = 7.0  # a head lies so close to the end of its shaft
_LEVEL = 2.0  # shafts and heads of one line lie no further apart
_THICK = 0.6  # borders that are dashed are thinner
_SHARE = 0.3  # a bar may begin or end so much of a column beside the column's edge


class Shaft(NamedTuple):
    """The line of a bar, and whether a head says that it begins and ends there."""

    x0: float
    x1: float
    y: float
    begins: bool
    ends: bool


class Drawn(NamedTuple):
    """A bar in the columns of its table, with the words under it."""

    first: int
    last: int
    begins: bool
    ends: bool
    glyphs: list[Glyph]


def part_shafts(strokes: Iterable[Stroke], heads: Sequence[ArrowHead]) -> tuple[list[Stroke], list[Shaft]]:
    """The lines of tables, and the shafts of bars. Dashed guides for the eye are neither."""
    borders: list[Stroke] = []
    shafts: list[Shaft] = []
    for stroke in strokes:
        if stroke.is_level:
            near = [head for head in heads if abs(head.y - stroke.y0) <= _LEVEL]
            begins = any(head.points_left and abs(head.tip - stroke.x0) <= _NEAR for head in near)
            ends = any(not head.points_left and abs(head.tip - stroke.x1) <= _NEAR for head in near)
            if begins or ends or (stroke.dashed and not stroke.light and stroke.width >= _THICK):
                shafts.append(Shaft(stroke.x0, stroke.x1, stroke.y0, begins, ends))
                continue
        if not stroke.dashed or not (stroke.light or stroke.width >= _THICK):
            borders.append(stroke)
    return borders, shafts


def lanes_of(shafts: Iterable[Shaft], xs: list[float]) -> list[tuple[float, list[Drawn]]]:
    """Bars on one level make a lane; lanes from top to bottom."""
    lanes: list[tuple[float, list[Drawn]]] = []
    for shaft in sorted(shafts, key=lambda shaft: (round(shaft.y), shaft.x0)):
        drawn = _drawn(shaft, xs)
        if lanes and abs(shaft.y - lanes[-1][0]) <= _LEVEL:
            lanes[-1][1].append(drawn)
        else:
            lanes.append((shaft.y, [drawn]))
    return lanes


def _drawn(shaft: Shaft, xs: list[float]) -> Drawn:
    at = min(max(bisect_right(xs, shaft.x0) - 1, 0), len(xs) - 2)
    first = bisect_right(xs, shaft.x0 + _SHARE * (xs[at + 1] - xs[at])) - 1
    until = min(max(bisect_left(xs, shaft.x1) - 1, 0), len(xs) - 2)
    last = bisect_left(xs, shaft.x1 - _SHARE * (xs[until + 1] - xs[until])) - 1
    first = min(max(first, 0), len(xs) - 2)
    return Drawn(first, min(max(last, first), len(xs) - 2), shaft.begins, shaft.ends, [])


def give_words(lanes: list[tuple[float, list[Drawn]]], glyphs: Iterable[Glyph], xs: list[float]) -> None:
    """Each character to the bar above it, the last one that has begun there."""
    levels = [y for y, _ in lanes]
    for glyph in glyphs:
        x, y = glyph.middle
        lane = lanes[max(bisect_right(levels, y) - 1, 0)][1]
        begun = [bar for bar in lane if xs[bar.first] <= x]
        (begun[-1] if begun else lane[0]).glyphs.append(glyph)
