"""見た目 — the few looks a cell of the form has, each made into an Excel format once per workbook."""

from typing import Any, NamedTuple

from hyoka.writers.xlsx.measure import FONT, SIZE

LABEL = "#E7EEF4"
YELLOW = "#FFF7B8"
LOCKED = "#F2F2F2"
BAR, EVENT = "#8FB4D9", "#F3C98B"


class Look(NamedTuple):
    """How a cell looks, and whether it may be typed into."""

    align: str = "left"
    fill: str = ""
    bold: bool = False
    size: float = SIZE
    open: bool = False  # unlocked
    number: bool = False  # figures as 7,283
    red: bool = False
    border: bool = True
    middle: bool = False  # centred vertically; otherwise text begins at the top
    link: bool = False

    def properties(self) -> dict[str, Any]:
        """In XlsxWriter's words. What is typed into a text cell stays as typed: 0123, 1-2, 2019/4/1."""
        made: dict[str, Any] = {
            "font_name": FONT,
            "font_size": self.size,
            "align": self.align,
            "valign": "vcenter" if self.middle else "top",
            "locked": not self.open,
            "num_format": 3 if self.number else 49,  # #,##0 and @
            "font_scheme": "",  # else the theme's font goes before ours
        }
        made["shrink" if self.number else "text_wrap"] = True  # a figure too wide would print as ####
        if self.border:
            made |= {"border": 1, "border_color": "#7F7F7F"}
        if self.fill:
            made |= {"bg_color": self.fill, "pattern": 1}
        if self.bold:
            made["bold"] = True
        if self.red:
            made["font_color"] = "#C00000"
        if self.link:
            made |= {"font_color": "#0563C1", "underline": 1}
        return made


HEADING = Look(bold=True, size=14.0, border=False, middle=True)
BLOCK_HEADING = Look(bold=True, size=10.5, border=False, middle=True)
NOTE = Look(size=8.0, border=False)
LABELLED = Look(fill=LABEL, middle=True)
CENTRED_LABEL = LABELLED._replace(align="center")
