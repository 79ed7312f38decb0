"""色 — what a colour of a PDF, in grey, RGB or CMYK, looks like."""

from typing import Any

_LIGHT = 0.5


def color_parts(color: Any) -> tuple[float, ...]:
    parts = color if isinstance(color, tuple) else (color,)
    return tuple(part for part in parts if isinstance(part, int | float))


def is_red(color: Any) -> bool:
    """Whether a colour, grey, RGB or CMYK, is seen as red.

    >>> is_red((0.75, 0, 0)), is_red((0, 1, 1, 0)), is_red(0), is_red((1, 1, 1))
    (True, True, False, False)
    """
    parts = color_parts(color)
    if len(parts) == 3:
        return parts[0] > 0.5 and max(parts[1:]) < 0.4
    if len(parts) == 4:
        return parts[0] < 0.4 and min(parts[1:3]) > 0.5 and parts[3] < 0.5
    return False


def is_light(color: Any) -> bool:
    """Whether a line of this colour is only a guide for the eye, or not seen at all."""
    parts = color_parts(color)
    if len(parts) == 4:
        return max(parts) < _LIGHT
    return bool(parts) and min(parts) > _LIGHT
