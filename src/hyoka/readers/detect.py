"""様式の見分け — which layout a source is printed on, by the labels it shows."""

from collections.abc import Iterable, Sequence

from hyoka.layouts import Layout, layout_names, load_layout
from hyoka.readers.form.labels import book_of, key_of
from hyoka.readers.form.years import fiscal_year_of
from hyoka.readers.reading import CannotRead
from hyoka.readers.source import SourceRow

# Fewer different labels than these could be anything.
ENOUGH = 5


def detect_layout(rows: Sequence[SourceRow], among: Iterable[Layout] | None = None) -> Layout:
    """The layout whose labels the rows show most of.

    Cities share forms: where labels tell no difference, the years of the columns do, then the city's name.
    Raises CannotRead.
    """
    layouts = tuple(among) if among is not None else tuple(load_layout(name) for name in layout_names())
    texts = {cell.text for row in rows for cell in row.cells if 1 < len(cell.text) <= 60}
    keys = {key_of(text) for text in texts}
    scores = [len(keys & book_of(layout).roles.keys()) for layout in layouts]
    best = max(scores, default=0)
    if best < ENOUGH:
        titles = "、".join(f"{layout.title}（{layout.name}）" for layout in layouts)
        raise CannotRead(
            f"どの様式の評価表か分かりません（合う見出しが {best} 個しかありません）。"
            f"知っている様式は {titles} です。ほかの様式なら、様式の .toml を指定してください。"
        )
    able = [layout for score, layout in zip(scores, layouts, strict=True) if score == best]
    return able[0] if len(able) == 1 else max(able, key=lambda layout: _fits(layout, rows, texts))


def _fits(layout: Layout, rows: Sequence[SourceRow], texts: set[str]) -> tuple[bool, int, bool]:
    """How well a layout fits besides its labels: the years of its columns, and the city's name in the text."""
    years = {year for text in texts if (year := fiscal_year_of(text)) is not None}
    within = bool(years) and all(layout.years.holds(year) for year in years)
    named = (
        sum(layout.municipality in cell.text for row in rows for cell in row.cells)
        if layout.municipality
        else 0
    )
    return within, named, bool(layout.municipality_code)
