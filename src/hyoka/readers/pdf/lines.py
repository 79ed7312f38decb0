"""文字の行 — characters to lines of text, whatever order they were drawn in, blanks where the paper leaves room."""

from collections.abc import Iterable, Sequence

from hyoka.readers.pdf.drawing import Glyph
from hyoka.readers.pdf.wraps import Piece, is_wide
from hyoka.values import fold_radicals

Box = tuple[float, float, float, float]


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The characters by line, from top to bottom and from left to right."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if lines and glyph.y - lines[-1][0].y <= 0.4 * max(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    for line in lines:
        line.sort(key=lambda glyph: glyph.x0)
    return lines


def piece_of(line: Sequence[Glyph]) -> Piece:
    """A line as text; a wide gap between words that no blank fills is a blank."""
    signs: list[str] = []
    edges: list[float] = []
    end = line[0].x0
    for glyph in line:
        text = fold_radicals(glyph.text)
        if signs and glyph.x0 - end > _gap(signs[-1][-1:], text[:1]) * glyph.size:
            signs.append(" ")
            edges.append(glyph.x0)
        for sign in text:
            signs.append(sign)
            edges.append(glyph.x1)
        end = max(end, glyph.x1)
    text = "".join(signs)
    begin, stop = len(text) - len(text.lstrip(" ")), len(text.rstrip(" "))
    start = line[0].x0 if begin == 0 else edges[begin - 1]
    size = max(glyph.size for glyph in line)
    return Piece(text[begin:stop], tuple(edges[begin:stop]), start, size, stop < len(text))


def _gap(one: str, other: str) -> float:
    """In em: how far signs may stand apart without a blank between them."""
    if not one.strip() or not other.strip():
        return 3.0
    wide = is_wide(one) + is_wide(other)
    return (0.2, 0.5, 1.0)[wide]


def runs_of(line: Sequence[Glyph]) -> list[list[Glyph]]:
    """A line outside of tables, parted where it leaves much room: what stands so far apart are different cells."""
    runs: list[list[Glyph]] = []
    for glyph in line:
        if runs and glyph.x0 - max(known.x1 for known in runs[-1][-3:]) <= 2.0 * glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def box_of(glyphs: Iterable[Glyph]) -> Box:
    """Where characters stand."""
    every = list(glyphs)
    return (
        round(min(glyph.x0 for glyph in every), 2),
        round(min(glyph.y - 0.88 * glyph.size for glyph in every), 2),
        round(max(glyph.x1 for glyph in every), 2),
        round(max(glyph.y + 0.12 * glyph.size for glyph in every), 2),
    )
