"""ブック — the workbook: its worksheets' names, its formats, its properties, and text that stays text."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from hyoka.sheet import Sheet
from hyoka.writers.xlsx.looks import Look
from hyoka.writers.xlsx.measure import FONT, SIZE
from hyoka.writers.xlsx.quick import QuickWorksheet

_LONGEST_NAME = 31
# What Excel reads as an escaped character: _x0041_ is A. LibreOffice takes fewer digits, too.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{1,4}_)")


class Book:
    """One .xlsx file in memory. Nothing typed by a user can become a formula, a link or a number in it."""

    def __init__(self, sheets: Sequence[Sheet], title: str) -> None:
        self.bytes = BytesIO()
        self.workbook = xlsxwriter.Workbook(
            self.bytes,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONT, "font_size": SIZE, "font_scheme": ""},
            },
        )
        # The clock and the person at the keyboard leave no trace: the same sheets make the same bytes.
        self.workbook.set_properties({"title": title, "created": datetime(int(sheets[0].fiscal_year), 4, 1)})
        self._forms: dict[Look, Any] = {}
        self._names: set[str] = {"history"}
        self.amounts: dict[int, bool] = {}  # which cells of the layout hold money, by identity

    def form(self, look: Look) -> Any:
        """The format of a look."""
        made = self._forms.get(look)
        if made is None:
            made = self._forms[look] = self.workbook.add_format(look.properties())
        return made

    def worksheet(self, name: str) -> Any:
        """A new worksheet of this name, which `name` has given out."""
        return self.workbook.add_worksheet(name, QuickWorksheet)

    def name(self, wanted: str, prefix: str = "") -> str:
        """A worksheet name that Excel accepts and that no other worksheet has."""
        clean = _clean(wanted) or "シート"
        before = _clean(prefix)
        before = f"{before[: _LONGEST_NAME - min(len(clean), 20) - 1]} " if before else ""
        name = (before + clean)[:_LONGEST_NAME].strip()
        number = 2
        while name.casefold() in self._names:
            tail = f"~{number}"
            name = (before + clean)[: _LONGEST_NAME - len(tail)] + tail
            number += 1
        self._names.add(name.casefold())
        return name

    def paper(self, worksheet: Any, *, landscape: bool) -> None:
        """A4, one page wide, with page numbers."""
        worksheet.set_paper(9)
        if landscape:
            worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(left=0.4, right=0.4, top=0.35, bottom=0.5)
        worksheet.set_footer("&C&8&A　&P / &N")
        worksheet.center_horizontally()
        worksheet.hide_gridlines(2)

    @staticmethod
    def safe(text: str) -> str:
        """The text, as XlsxWriter must be given it to store it to the letter."""
        if "_x" not in text and not text.startswith("<r>"):
            return text
        # As a run of rich text: there XML is written as given, so that escapes stay escaped.
        escaped = _ESCAPE.sub("_x005F_", text)
        for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("_", "&#95;")):
            escaped = escaped.replace(sign, name)
        return f'<r><t xml:space="preserve">{escaped}</t></r>'

    def close(self) -> bytes:
        """The finished file."""
        self.workbook.close()
        return self.bytes.getvalue()


def _clean(name: str) -> str:
    """What of a name may stand on a worksheet's tab: no []:*?/\\, no quotes, nothing invisible or rare."""
    kept = "".join(
        character
        for character in " ".join(name.split())
        if character in " ()（）-・ー～" or (character.isalnum() and character <= "\uffff")
    )
    return " ".join(kept.split())
