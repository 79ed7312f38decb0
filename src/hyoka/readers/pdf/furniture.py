"""頁の飾り — what belongs to the paper and not to a sheet: running feet, page numbers, a table of contents."""

import re
from collections import Counter

from hyoka.readers.pdf.page import Line, Page, Ruled
from hyoka.sheet.listing import CONTENTS_HEADINGS, HEADINGS
from hyoka.values import compare_key

_PAGE_NUMBER = re.compile(r"(?:p|page|頁|ページ)?\.?-*[0-9]{1,4}(?:/[0-9]{1,4})?-*(?:頁|ページ)?")
_NAMED_PAGE = re.compile(r".{1,60}(?<![0-9])[0-9]{1,4}/[0-9]{1,4}")  # 総括表 1 / 22
_END = "以上"
# What our workbooks carry beside the form.
_OURS = (HEADINGS, CONTENTS_HEADINGS)
_PAGE_COLUMN = frozenset(("頁", "頁数", "頁番号", "ページ", "ページ番号", "ページ数"))
_DIGITS = re.compile("[0-9]+")
_MARGIN = 0.12  # the share of a page's height that heads and feet stand in


def take_furniture(pages: list[Page]) -> None:
    """Leave out running feet, page numbers and contents. A foot repeats itself; what stands once may be a note."""
    feet = Counter(_foot_key(line) for page in pages for line in _feet(page))
    for page in pages:
        gone = {
            id(line)
            for line in _feet(page)
            if feet[_foot_key(line)] > 1 or _is_number(line.text) or _is_named_number(line.text)
        }
        gone |= {id(line) for line in _heads(page) if _is_number(line.text)}
        gone |= {id(item) for item in page.items if isinstance(item, Line) and item.text == _END}
        page.items[:] = [item for item in page.items if id(item) not in gone]
        _take_contents(page)
        if any(isinstance(item, Ruled) and _is_ours(item) for item in page.items):
            page.items.clear()
            page.unseen.clear()


def _feet(page: Page) -> list[Line]:
    """Lines at the lower edge, below every table."""
    feet: list[Line] = []
    for item in reversed(page.items):
        if isinstance(item, Ruled) or item.top < page.height * (1 - _MARGIN):
            break
        feet.append(item)
    return feet


def _heads(page: Page) -> list[Line]:
    """Lines at the upper edge, above every table."""
    heads: list[Line] = []
    for item in page.items:
        if isinstance(item, Ruled) or item.bottom > page.height * _MARGIN:
            break
        heads.append(item)
    return heads


def _foot_key(line: Line) -> tuple[int, str]:
    return round(line.bottom / 3), _DIGITS.sub("#", compare_key(line.text))


def _is_number(text: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(compare_key(text)))


def _is_named_number(text: str) -> bool:
    return bool(_NAMED_PAGE.fullmatch(compare_key(text)))


def _is_ours(table: Ruled) -> bool:
    return tuple(text for text in table.rows[0].key if text) in _OURS


def _take_contents(page: Page) -> None:
    """A table whose last column counts pages, and the heading above it."""
    at = next(
        (i for i, item in enumerate(page.items) if isinstance(item, Ruled) and _is_contents(item)), None
    )
    if at is not None and not any(isinstance(item, Ruled) for item in page.items[:at]):
        del page.items[: at + 1]


def _is_contents(table: Ruled) -> bool:
    head, *lines = (row.key for row in table.rows)
    return (
        compare_key(head[-1]) in _PAGE_COLUMN
        and bool(lines)
        and all(compare_key(line[-1]).isdecimal() for line in lines)
    )
