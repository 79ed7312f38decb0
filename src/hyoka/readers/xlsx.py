"""Excel の読み取り — our own workbooks, exactly, by key; what an office typed on the form wins over the list."""

from io import BytesIO

import python_calamine

from hyoka.layouts import Layout, NoSuchLayout, load_layout
from hyoka.readers.reading import CannotRead, Formless, Origin, Reading, Unread
from hyoka.readers.xlsx_guard import MOST_IN_ALL, check_room, check_workbook
from hyoka.readers.xlsx_lines import Rows, Section, address_of, read_sections, values_at
from hyoka.readers.xlsx_sheet import SheetOfForm
from hyoka.readers.xlsx_text import text_of
from hyoka.sheet.listing import CONTENTS, CONTENTS_HEADINGS, WORKSHEET

_MOST_UNREAD = 500  # cells of one foreign worksheet that are named one by one


def read_xlsx(data: bytes, *, source: str) -> tuple[Reading, ...]:
    """Every sheet of a workbook that `write_xlsx` made, whoever has filled it in since.

    Raises CannotRead with one Japanese line.
    """
    check_workbook(data)
    worksheets = open_workbook(data)
    listing = next((name for name in reversed(worksheets) if name.startswith(WORKSHEET)), None)
    if listing is None:
        raise CannotRead(
            f"hyoka が書き出したブックではありません（「{WORKSHEET}」のシートがありません）。"
            "hyoka write で様式を .xlsx に書き出し、それに記入したものを指定してください。"
        )
    sections = read_sections(worksheets[listing])
    ours = {listing} | {line.worksheet for section in sections for line in section.form}
    # A large book just fits into the memory of an upload's reader: what has been read is let go at once.
    worksheets[listing] = []
    count = len(sections)
    readings, contents_words = [], set[str]()
    sections.reverse()
    while sections:
        section = sections.pop()
        form = SheetOfForm(section, _layout(section), worksheets)
        readings.append(form.read(source, listing))
        contents_words |= form.contents_words()
    foreign = [
        found
        for name, rows in worksheets.items()
        if name not in ours
        for found in _foreign(name, rows, count, contents_words)
    ]
    if foreign:
        first = readings[0]
        readings[0] = first.model_copy(update={"unread": (*first.unread, *foreign)})
    return tuple(readings)


def open_workbook(data: bytes) -> dict[str, Rows]:
    """The worksheets by name, each from its cell A1. `check_workbook` comes first.

    Raises CannotRead.
    """
    try:
        workbook = python_calamine.CalamineWorkbook.from_object(BytesIO(data))
        worksheets: dict[str, Rows] = {}
        left = MOST_IN_ALL
        for name in workbook.sheet_names:
            worksheet = workbook.get_sheet_by_name(name)
            row, column = worksheet.end or (0, 0)
            left -= (row + 1) * (column + 1)
            check_room(left)
            worksheets[name] = worksheet.to_python(skip_empty_area=False)
        return worksheets
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise CannotRead("ブックが壊れていて開けません。Excel で開いて保存し直してください。") from error
    except BaseException as error:
        # A fault inside the parser arrives as pyo3's PanicException, which no module exports.
        if type(error).__name__ != "PanicException":
            raise
        raise CannotRead("ブックが壊れていて開けません。Excel で開いて保存し直してください。") from None


def _layout(section: Section) -> Layout:
    name = next((line.text for line in section.lines if line.place == "/layout"), "")
    if name.endswith(".toml"):  # a name, never a file of somebody's choice
        raise Formless(f"「{WORKSHEET}」にある様式「{name[:80]}」はありません。")
    try:
        return load_layout(name)
    except NoSuchLayout as error:
        raise Formless(f"「{WORKSHEET}」にある{error}") from error


def _foreign(name: str, rows: Rows, count: int, contents_words: set[str]) -> list[Unread]:
    """The cells of a worksheet that is none of ours; of the table of contents, what we have not printed."""
    known: set[str] = set()
    if name == CONTENTS and rows and text_of(values_at(rows, "A1")[0], money=False).text == CONTENTS:
        known = {CONTENTS, *CONTENTS_HEADINGS, *(str(number) for number in range(1, count + 1))}
        known |= contents_words
    found = [
        Unread(
            text=text,
            origin=Origin(worksheet=name, cell=address_of(row, column)),
            reason="様式にないシートの記入",
        )
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value not in (None, "")
        and (text := text_of(value, money=False).text).strip()
        and text not in known
    ]
    if len(found) > _MOST_UNREAD:
        more = found[_MOST_UNREAD].origin
        rest = Unread(
            text=f"ほか {len(found) - _MOST_UNREAD} セル", origin=more, reason="様式にないシートの記入"
        )
        return [*found[:_MOST_UNREAD], rest]
    return found
