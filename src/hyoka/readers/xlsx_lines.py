"""欄一覧の読み取り — the workbook's list of cells: one section for each sheet."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from hyoka.readers.reading import CannotRead
from hyoka.readers.xlsx_text import CellValue, text_of
from hyoka.sheet import Place
from hyoka.sheet.listing import HEADINGS, WORKSHEET, State

Rows = Sequence[Sequence[CellValue]]

_STATES = {state.value for state in State}
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_CELLS = re.compile(rf"{_CELL.pattern}(?: {_CELL.pattern})*")
_WHAT_TO_DO = "hyoka write で様式を書き出し直し、記入を写してください。"


class Line(NamedTuple):
    """A line of the list, with its own row."""

    place: Place
    worksheet: str
    cell: str
    state: State
    unit: str
    text: str
    pattern: str
    row: int  # 1-based, on the list itself


class Section(NamedTuple):
    """The lines of one sheet."""

    key: str
    lines: list[Line]
    form: list[Line]  # words of the form, to notice shifted rows and columns
    base: str = ""  # the version of the office's sheet that was written


def read_sections(rows: Rows) -> list[Section]:
    """The sections of the list.

    Raises CannotRead.
    """
    sections: list[Section] = []
    for line in _lines(rows):
        if line.place == "/":
            sections.append(Section(line.text, [], [], line.unit))
        elif not sections:
            raise CannotRead(
                f"「{WORKSHEET}」の {line.row} 行目より前に、評価表の行（/）がありません。{_WHAT_TO_DO}"
            )
        elif line.state is State.FORM:
            sections[-1].form.append(line)
        else:
            sections[-1].lines.append(line)
    if not sections:
        raise CannotRead(f"「{WORKSHEET}」に評価表がありません。{_WHAT_TO_DO}")
    return sections


def _lines(rows: Rows) -> Iterator[Line]:
    texts = (
        [
            value if isinstance(value, str) and value.isprintable() else text_of(value, money=False).text
            for value in row[: len(HEADINGS)]
        ]
        for row in rows
    )
    begun = False
    for number, row in enumerate(texts, start=1):
        if not begun:
            begun = tuple(row) == HEADINGS
            continue
        row += [""] * (len(HEADINGS) - len(row))
        place, worksheet, cell, state, unit, text, pattern = row
        if not place and not cell:
            continue
        if state.startswith(State.ESCAPED):
            state, text = State.ESCAPED.value, text.replace(state[len(State.ESCAPED) :] or "_", "_")
        lost = state != State.FORM and not place.startswith("/")
        if lost or state not in _STATES or (cell and not _CELLS.fullmatch(cell)):
            raise CannotRead(f"「{WORKSHEET}」の {number} 行目が書き換えられています。{_WHAT_TO_DO}")
        yield Line(
            Place(place), intern(worksheet), cell, State(state), intern(unit), text, intern(pattern), number
        )
    if not begun:
        raise CannotRead(f"「{WORKSHEET}」に見出し（{'・'.join(HEADINGS)}）がありません。{_WHAT_TO_DO}")


def values_at(rows: Rows, cells: str) -> list[CellValue]:
    """The values of a cell like C5, or of several like "C5 D5 E5"."""
    return [
        rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        for row, column in cells_of(cells)
    ]


@lru_cache(maxsize=1 << 15)
def cells_of(cells: str) -> tuple[tuple[int, int], ...]:
    """Row and column, from 0, of each cell of C5 or of "C5 D5 E5".

    >>> cells_of("C5 AA6")
    ((4, 2), (5, 26))
    """
    return tuple([(int(row) - 1, column_of(letters)) for letters, row in _CELL.findall(cells)])


def column_of(letters: str) -> int:
    """0 for A.

    >>> column_of("A"), column_of("AA")
    (0, 26)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def address_of(row: int, column: int) -> str:
    """A1 for (0, 0)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
