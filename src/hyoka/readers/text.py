"""テキストを読む — a sheet as text extracted from a PDF, led by the labels of its layout."""

from hyoka.layouts import Layout, layout_names, load_layout
from hyoka.readers.detect import detect_layout
from hyoka.readers.form import interpret
from hyoka.readers.form.labels import book_of
from hyoka.readers.mend import mend_broken_rows
from hyoka.readers.reading import Reading
from hyoka.readers.text_source import text_source


def read_text(data: bytes, *, layout: Layout | None = None, source: str = "") -> tuple[Reading, ...]:
    """Every sheet in the text. Without a layout, the shipped one whose labels fit best.

    Raises CannotRead.
    """
    markup = layout.markup if layout else _every_markup()
    rows = text_source(data, markup)
    if layout is None:
        layout = detect_layout(rows.rows)
        if layout.markup != markup:
            rows = text_source(data, layout.markup)
    if not rows.trimmed:
        labels_in = book_of(layout).labels_in
        rows = rows._replace(rows=mend_broken_rows(rows.rows, lambda text: bool(labels_in(text))))
    return interpret(rows, layout=layout, name=source)


def _every_markup() -> tuple[str, ...]:
    """The markup of all layouts, as long as it is not known which one it is."""
    return tuple(dict.fromkeys(tag for name in layout_names() for tag in load_layout(name).markup))
