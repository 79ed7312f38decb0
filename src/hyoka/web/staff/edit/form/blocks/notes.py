"""注記 — the ※ lines of the form."""

from django.utils.safestring import SafeString

from hyoka.layouts import Notes
from hyoka.web.staff.edit.form.markup import tag


def draw_notes(block: Notes) -> SafeString:
    return tag("ul", *(tag("li", line) for line in block.lines), class_="sheet-notes")
