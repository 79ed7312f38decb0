"""文字 — what a person wrote, made into a Typst string: never markup, never an empty box, never too wide.

A character that no shipped font has is printed as 〓 (geta) and named in a note, so that nothing is lost in silence.
A run that offers no place to break and is wider than its cell is broken where it must be.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from hyoka.writers.pdf.font_file import FAMILIES, font_file

GETA = "〓"

# Kanji and common kana: a line may end between any two of these.
_FREE = "ぁ-んァ-ヶ一-龠々〆〇㐀-䶿一-鿿豈-﫿𠀀-\U0003ffff"
_SMALL = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々"
_STUCK = re.compile(f"[{_FREE}]?(?:[^{_FREE}\n]|[{_SMALL}])+[{_FREE}]?")
_UNITS = re.compile(f"{_STUCK.pattern}|.", re.DOTALL)
_LONG = 240  # characters: such texts flow, and may go on to the next page
_SLACK = 0.05  # em
_SELECTED = re.compile("(.)([\ufe00-\ufe0f\U000e0100-\U000e01ef])", re.DOTALL)
# Typst closes up two full-width signs in a row, as JIS X 4051 asks; ours are proportional and narrow already, and
# would print on top of each other. A thin space between them prevents it.
_SIGNS = "「」『』（）【】〔〕〈〉《》［］｛｝、。，．・：；"
_TOUCHING = re.compile(f"(?<=[{_SIGNS}])(?=[{_SIGNS}])")
_THIN = 0.2  # em
# No glyph is looked for: joiners, marks of direction, selectors, tags. A byte order mark is a word joiner in text.
_INVISIBLE = frozenset(
    [chr(code) for start, end in ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF)) for code in range(start, end + 1)]
    + list("\n\t\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e")
    + list("\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069")
)
_SAME_AS = str.maketrans({"\ufeff": "\u2060", "\u2028": "\n", "\u2029": "\n"})
_ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


@cache
def _widths() -> dict[str, float]:
    """The width of every character that can be printed, in em."""
    widths: dict[str, float] = {}
    for family in FAMILIES:
        widths = font_file(family).widths | widths
    return widths


@cache
def _printable() -> frozenset[str]:
    return _INVISIBLE | _widths().keys()


def width_of(text: str) -> float:
    """How wide the text is on one line, in em."""
    widths = _widths()
    set_solid = sum(widths.get(character, 0.0 if character in _INVISIBLE else 1.0) for character in text)
    return set_solid + _THIN * len(_TOUCHING.findall(text))


def quote(text: str) -> str:
    r"""A Typst string literal.

    >>> print(quote('say "#x" \\ $y$'))
    "say \"#x\" \\ $y$"
    """
    return f'"{text.translate(_ESCAPES)}"'


class SetText(NamedTuple):
    """A text as a Typst expression, the lines it takes at most (0: too long to say), and what was replaced."""

    code: str
    lines: int
    missing: str = ""


@lru_cache(maxsize=1 << 15)
def set_text(text: str, room: float) -> SetText:
    """The text, made to fit into lines of `room` em."""
    missing = ""
    if not text.isprintable():
        text = text.translate(_SAME_AS).rstrip("\n")
    if not _printable().issuperset(text):
        text, missing = _without_missing(text)
    if len(text) <= room and text.isprintable() and "⸺" not in text and "⸻" not in text:
        return SetText(_with_variants(text), 1, missing)
    text = _STUCK.sub(lambda run: _broken(run[0], room), text)
    return SetText(_with_variants(text), _lines(text, room), missing)


def _without_missing(text: str) -> tuple[str, str]:
    lacking = dict.fromkeys(character for character in text if character not in _printable())
    return text.translate(dict.fromkeys(map(ord, lacking), GETA)), "".join(lacking)


class Words:
    """Sets the texts of one sheet, and remembers what could not be printed as written."""

    def __init__(self) -> None:
        self.missing: dict[str, None] = {}

    def set(self, text: str, room: float) -> SetText:
        """The text, made to fit into lines of `room` em."""
        known = set_text(text, room)
        if known.missing:
            self.missing |= dict.fromkeys(known.missing)
        return known

    def note(self) -> str:
        """What 〓 stands for, for the foot of the sheet; empty where everything was printed."""
        if not self.missing:
            return ""
        named = "、".join(
            f"U+{ord(character):04X} {unicodedata.name(character, '名前のない文字')}"
            for character in self.missing
        )
        return f"※{GETA}は、印刷用の書体にない文字です: {named}"


def _lines(text: str, room: float) -> int:
    """The lines a text takes when it is broken only where a break is certain: never fewer than on paper."""
    if len(text) > _LONG:
        return 0
    return sum(_wrapped(line, room - _SLACK) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    if width_of(line) <= room:
        return 1
    count, filled = 1, 0.0
    for unit in _UNITS.finditer(line):
        width = width_of(unit[0])
        if filled and filled + width > room:
            count, filled = count + 1, 0.0
        filled += width
    return count


def _broken(run: str, room: float) -> str:
    """A run without a place to break, cut into pieces of a line each where it is wider than a line."""
    if width_of(run) <= room:
        return run
    pieces, piece, width = [], "", 0.0
    for character in run:
        wide = width_of(character)
        if piece and width + wide > room:
            pieces.append(piece)
            piece, width = "", 0.0
        piece, width = piece + character, width + wide
    # The run begins on a line of its own, so that its first piece has room.
    return "\n" + "\n".join([*pieces, piece])


def _with_variants(text: str) -> str:
    """Kanji with a selector are set in the first font that has the variant."""
    first, *others = FAMILIES
    for family in others:
        own = {
            pair[0]
            for pair in _SELECTED.finditer(text)
            if pair[0] in font_file(family).variants and pair[0] not in font_file(first).variants
        }
        if own:
            pieces = re.split(f"({'|'.join(map(re.escape, sorted(own)))})", text)
            inner = "".join(
                f"#text(font: {quote(family)}, {quote(piece)})" if piece in own else f"#{_apart(piece)}"
                for piece in pieces
                if piece
            )
            return f"[{inner}]"
    return _apart(text)


def _apart(text: str) -> str:
    """The text as a Typst expression, with thin spaces between signs that touch."""
    pieces = _TOUCHING.split(text)
    if len(pieces) == 1:
        return quote(text)
    return f"[{f'#h({_THIN}em)'.join(f'#{quote(piece)}' for piece in pieces)}]"
