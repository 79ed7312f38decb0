"""HTML — elements made from text that is escaped unless it is markup already."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

EMPTY = SafeString("")


def tag(element: str, *content: object, **attributes: object) -> SafeString:
    """An element. `class_` is class, `data_place` is data-place; None and False leave an attribute out.

    >>> tag("b", "1 < 2", tag("i", "x"), class_="mark", hidden=True, id=None)
    '<b class="mark" hidden>1 &lt; 2<i>x</i></b>'
    """
    return SafeString(f"<{element}{_attributes(attributes)}>{joined(content)}</{element}>")


def void(element: str, **attributes: object) -> SafeString:
    """An element without content (col, input)."""
    return SafeString(f"<{element}{_attributes(attributes)}>")


def joined(content: Iterable[object]) -> SafeString:
    """Pieces one behind the other; plain text among them is escaped."""
    return SafeString(
        "".join([piece if isinstance(piece, SafeString) else escape(str(piece)) for piece in content])
    )


def words(*names: str) -> str:
    """Class names that are there."""
    return " ".join(filter(None, names))


def _attributes(attributes: dict[str, object]) -> str:
    return "".join(
        [
            f" {_name(key)}" if value is True else f' {_name(key)}="{escape(str(value))}"'
            for key, value in attributes.items()
            if value is not None and value is not False
        ]
    )


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
