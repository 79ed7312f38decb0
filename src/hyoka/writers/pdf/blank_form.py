"""白紙の様式 — the form to be filled in by hand: no values, cells of 評価時 in yellow."""

from hyoka.layouts import Layout
from hyoka.sheet import DirectionSheet, Head, PlanPosition, Sheet
from hyoka.values import FiscalYear
from hyoka.writers.pdf.sheet_pdf import Standards, write_sheet


def blank_form(
    layout: Layout,
    fiscal_year: int,
    *,
    directions: int = 1,
    head: Head | None = None,
    position: PlanPosition | None = None,
    standard: Standards = "ua-1",
) -> bytes:
    """The form of a fiscal year with so many sheets of directions; head and position may be printed on it."""
    sheet = Sheet(
        key="blank",
        layout=layout.name,
        fiscal_year=FiscalYear(fiscal_year),
        head=head or Head(),
        position=position or PlanPosition(),
        directions=tuple(DirectionSheet(key=f"direction{number}") for number in range(directions)),
    )
    return write_sheet(sheet, layout=layout, standard=standard, blank=True)
