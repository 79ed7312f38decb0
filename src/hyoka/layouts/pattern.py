"""印刷の型 — how several facts are printed in one cell, and read back from it.

A pattern is text with {field} slots; a part in [[ … ]] is printed only when its slots hold something.

    {measure_no} {measure}[[<{nickname}>]]      48 便利な電子市役所の構築<電子市役所>
    {name}[[(施策{measure_no}-({direction_no})再掲)]]
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from hyoka.values import DASHES, compare_key

_OPTIONAL = re.compile(r"\[\[(.*?)\]\]")
_SLOT = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=1 << 10)
def slots_of(pattern: str) -> tuple[str, ...]:
    """The names of a pattern's slots, in order."""
    return tuple(_SLOT.findall(pattern))


def format_pattern(pattern: str, values: Mapping[str, str | None]) -> str:
    """Print values by a pattern.

    >>> format_pattern("{no} {name}[[<{nick}>]]", {"no": "48", "name": "便利な市役所", "nick": ""})
    '48 便利な市役所'
    """

    def optional(match: re.Match[str]) -> str:
        return match[1] if all(values.get(name) for name in slots_of(match[1])) else ""

    return _SLOT.sub(lambda match: values.get(match[1]) or "", _OPTIONAL.sub(optional, pattern)).strip()


def parse_pattern(pattern: str, text: str) -> dict[str, str] | None:
    """Read values back from text printed by a pattern; None where the text does not follow it.

    Blanks and the width of brackets and digits in the pattern's own words do not matter; slots keep their text,
    and are "" where nothing was printed for them.

    >>> parse_pattern("{no} {name}[[<{nick}>]]", "48 便利な市役所<電子市役所>")
    {'no': '48', 'name': '便利な市役所', 'nick': '電子市役所'}
    >>> parse_pattern("{no} {name}", "IT推進事業"), parse_pattern("{no} {name}", "1IT推進事業")
    ({'no': '', 'name': 'IT推進事業'}, {'no': '1', 'name': 'IT推進事業'})
    """
    match = _compiled(pattern).fullmatch(text.strip())
    return (
        None if match is None else {name: (found or "").strip() for name, found in match.groupdict().items()}
    )


@lru_cache(maxsize=1 << 10)
def _compiled(pattern: str) -> re.Pattern[str]:
    pieces = []
    rest = 0
    for optional in _OPTIONAL.finditer(pattern):
        pieces.append(_regex(pattern[rest : optional.start()]))
        pieces.append(f"(?:{_regex(optional[1], filled=True)})?")
        rest = optional.end()
    pieces.append(_regex(pattern[rest:]))
    return re.compile(r"\s*".join(piece for piece in pieces if piece), re.DOTALL)


# What a slot may hold, by the last part of its name: numbers of the plan are short and hold no blank.
_NUMBER = r"[0-9０-９A-Za-zＡ-Ｚａ-ｚⅠ-ⅻ一二三四五六七八九十]{1,6}(?:[-－][0-9０-９]{1,3})?"
_SLOT_SHAPES = {
    "no": _NUMBER,
    "code": r"[0-9０-９][0-9０-９.．\-－]*[0-9０-９]",
    "extension": r"[^()（）]*",
}
# Between a number and a name stands a blank. Where it was lost, only a digit ends surely: 1事業, but not IT事業.
_BLANK = r"(?:\s+|(?<=[0-9０-９])(?![0-9０-９]))"
_NUMBERED = re.compile(r"\{(\w*no)\}\s+")


def _regex(words: str, *, filled: bool = False) -> str:
    """The expression of a run of words and slots; `filled`: an optional run is there with a value only."""
    pieces = []
    rest = 0
    for slot in _SLOT.finditer(words):
        pieces.append(_literal(words[rest : slot.start()]))
        name = slot[1]
        kind = name.rsplit("_", 1)[-1]
        numbered = _NUMBERED.match(words, slot.start())
        if kind == "no" and numbered:
            pieces.append(f"(?:(?P<{name}>{_NUMBER}){_BLANK})?")
        elif kind in _SLOT_SHAPES:
            pieces.append(f"(?P<{name}>{_SLOT_SHAPES[kind]}){'' if filled else '?'}")
        else:
            pieces.append(f"(?P<{name}>{'.+?' if filled else '.*?'})")
        rest = slot.end()
    pieces.append(_literal(words[rest:]))
    return r"\s*".join(piece for piece in pieces if piece)


def _literal(words: str) -> str:
    return r"\s*".join(_either_shape(character) for character in words if not character.isspace())


def _either_shape(character: str) -> str:
    """A character of the pattern in half or full width, a dash in any of its shapes."""
    wide = chr(ord(character) + 0xFEE0) if 0x21 <= ord(character) <= 0x7E else character
    narrow = compare_key(character) or character
    forms = {form for form in (character, wide, narrow) if len(form) == 1}
    return "[" + "".join(sorted(map(re.escape, forms | set(DASHES if character in DASHES else "")))) + "]"
