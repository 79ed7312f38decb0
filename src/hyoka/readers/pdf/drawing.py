"""描かれたもの — what stands on a PDF page: its characters, its lines, the heads of its arrows, its painted cells.

Coordinates are points from the upper left corner of the page as it is looked at.
"""

from typing import NamedTuple


class Glyph(NamedTuple):
    """A character: what it says, from where to where, its baseline, its size and whether it is red."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    red: bool
    clip: tuple[float, float, float, float] | None = None  # the box outside which it lies, unseen

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, self.y - 0.35 * self.size


class Stroke(NamedTuple):
    """A straight line, level or upright, from the lesser to the greater coordinate."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    dashed: bool
    light: bool

    @property
    def is_level(self) -> bool:
        return self.y0 == self.y1


class ArrowHead(NamedTuple):
    """A small filled triangle whose tip points left or right."""

    tip: float
    y: float
    points_left: bool


class Fill(NamedTuple):
    """A painted rectangle: the form paints its labels."""

    x0: float
    y0: float
    x1: float
    y1: float
    color: tuple[float, ...]


class Drawing(NamedTuple):
    """A page."""

    number: int  # 1-based
    width: float
    height: float
    glyphs: list[Glyph]
    strokes: list[Stroke]
    heads: list[ArrowHead]
    fills: list[Fill]
    askew: str  # characters that do not stand upright
    pictures: int
