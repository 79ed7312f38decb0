"""評価表の PDF — the official form of one sheet, page for page, tagged so that it can be read aloud."""

from typing import Literal

from hyoka.layouts import Layout, load_layout
from hyoka.sheet import Sheet
from hyoka.writers.pdf.form import document_source, sheet_source, title_of
from hyoka.writers.pdf.typesetting import Standard, typeset

Standards = Standard | Literal["ua-1+a-2a"] | None


def write_sheet(
    sheet: Sheet,
    *,
    layout: Layout | None = None,
    standard: Standards = "ua-1",
    blank: bool = False,
) -> bytes:
    """One sheet. `blank`: cells of 評価時 that are still empty are yellow.

    `standard`: "ua-1" (accessible), "a-2a" (for keeping), "ua-1+a-2a" (both), None (plain).
    Raises NoSuchLayout.
    """
    layout = layout or load_layout(sheet.layout)
    source = document_source(title_of(sheet, layout), [sheet_source(sheet, layout, yellow=blank)])
    return typeset(source, standards=standards_of(standard))


def standards_of(standard: Standards) -> tuple[Standard, ...]:
    match standard:
        case None:
            return ()
        case "ua-1+a-2a":
            return ("ua-1", "a-2a")
        case _:
            return (standard,)
