"""表 — a table of the form: it scrolls by itself where the screen is narrow."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from hyoka.web.staff.edit.form.markup import joined, tag


def table(
    caption: str, columns: SafeString, header: Iterable[SafeString], bodies: Iterable[SafeString], look: str
) -> SafeString:
    """A table with a caption for those who do not see it, in a box that the keyboard can scroll.

    A table with controls scrolls with them and is no stop of its own on the way of the Tab key.
    """
    rows, filled = list(header), joined(bodies)
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption, class_="visually-hidden"),
            columns,
            tag("thead", *rows) if rows else "",
            filled,
            class_=f"sheet-table sheet-table--{look}",
        ),
        class_="sheet-scroll",
        role="group",
        aria_label=caption,
        tabindex=None if "cell__input" in filled else 0,
    )
