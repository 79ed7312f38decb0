"""冊子 — many sheets in one PDF: contents, bookmarks, page numbers. Untagged; a sheet by itself is tagged.

Sheets are set in chunks, because Typst holds a whole document in memory (about 2 MB a page), and on all cores,
because Typst lets other threads work while it sets. What it remembers of earlier chunks is let go after each.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate

from hyoka.layouts import Layout, load_layout
from hyoka.sheet import Sheet
from hyoka.writers.pdf.binding import Chunk, bind, chunk_of
from hyoka.writers.pdf.contents import Entry, contents
from hyoka.writers.pdf.form import document_source, sheet_source, title_of
from hyoka.writers.pdf.typesetting import forget, typeset

CHUNK = 8  # sheets; see docs/performance.md for the curve


def write_book(
    sheets: Iterable[Sheet],
    *,
    title: str = "",
    layout: Layout | None = None,
    chunk: int = CHUNK,
    workers: int | None = None,
    blank: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> bytes:
    """All sheets in one PDF. `progress` is told how many sheets are done, after every chunk.

    Raises NoSuchLayout.
    """
    every = list(sheets)
    if not every:
        raise ValueError("冊子にする評価表がありません（一つ以上を指定してください）")
    layouts = [layout or load_layout(sheet.layout) for sheet in every]
    pairs = list(zip(every, layouts, strict=True))
    runs = [pairs[start : start + chunk] for start in range(0, len(pairs), chunk)]
    chunks = []
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        for number, bound in enumerate(pool.map(lambda run: _set(run, blank), runs)):
            chunks.append(bound)
            progress(min((number + 1) * chunk, len(every)))
    title = title or f"{every[0].fiscal_year.wareki} {layouts[0].title}"
    return bind(title, contents(title, _entries(every, chunks)), chunks)


def _set(run: Sequence[tuple[Sheet, Layout]], blank: bool) -> Chunk:
    pages = [sheet_source(sheet, layout, yellow=blank, numbered=False) for sheet, layout in run]
    pdf = typeset(document_source(title_of(*run[0]), pages), tagged=False)
    forget()
    return chunk_of(pdf)


def _entries(sheets: list[Sheet], chunks: list[Chunk]) -> list[Entry]:
    """The lines of the contents, with pages counted from the first sheet."""
    starts = accumulate((chunk.pages for chunk in chunks), initial=1)
    pages = [
        start + bookmark.page
        for start, chunk in zip(starts, chunks, strict=False)
        for bookmark in chunk.bookmarks
        if bookmark.level == 0
    ]
    return [
        Entry(
            number=sheet.position.measure_no or "",
            measure=sheet.position.measure or "",
            division=sheet.head.division or "",
            page=page,
        )
        for sheet, page in zip(sheets, pages, strict=True)
    ]
