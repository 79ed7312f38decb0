"""表 — a table of the form: it scrolls by itself where the screen is narrow."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from hyoka.web.staff.edit.form.markup import tag


def table(
    caption: str, columns: SafeString, header: Iterable[SafeString], bodies: Iterable[SafeString], look: str
) -> SafeString:
    """A table with a caption for those who do not see it, in a region that the keyboard can scroll."""
    rows = list(header)
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption, class_="visually-hidden"),
            columns,
            tag("thead", *rows) if rows else "",
            *bodies,
            class_=f"sheet-table sheet-table--{look}",
        ),
        class_="sheet-scroll",
        role="region",
        aria_label=caption,
        tabindex=0,
    )
