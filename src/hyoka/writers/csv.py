"""CSV — a table as text that a spreadsheet opens without running anything in it.

A text that a spreadsheet would take for a formula gets an apostrophe before it; a text that already has
apostrophes there gets one more, so that taking one away always gives the text as it was. Numbers are never
touched: what is guarded is decided by the column's type, not by the first character.
"""

import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal

from hyoka.sheet import Sheet
from hyoka.tables import Table, Value

# 「-」 alone is how forms print "not set"; a sign without anything after it computes nothing.
_LIKE_FORMULA = re.compile("'*[=+@\t\r\n＝＋－＠-](?s:.)|'+[=+@\t\r\n＝＋－＠-]")
BOM = "\ufeff"


def guard(text: str) -> str:
    """The text as it may stand in a cell of a spreadsheet.

    >>> [guard(text) for text in ("=1+1", "－5%", "-", "3,800件", "'=1+1")]
    ["'=1+1", "'－5%", '-', '3,800件', "''=1+1"]
    """
    return "'" + text if _LIKE_FORMULA.match(text) else text


def unguard(text: str) -> str:
    """The text as it was before `guard`.

    >>> unguard("'=1+1"), unguard("'80年代")
    ('=1+1', "'80年代")
    """
    return text[1:] if text.startswith("'") and _LIKE_FORMULA.match(text) else text


def write_csv(table: Table, sheets: Iterable[Sheet], *, bom: bool = False, municipality: str = "") -> bytes:
    """The table as CSV in UTF-8; with a BOM and CRLF for Excel."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n" if bom else "\n")
    writer.writerow(column.name for column in table.columns)
    for sheet in sheets:
        for row in table.rows(sheet, municipality=municipality):
            writer.writerow(_cell(value) for value in row)
    return ((BOM if bom else "") + out.getvalue()).encode()


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case int():
            return str(value)
        case str():
            return guard(value)
