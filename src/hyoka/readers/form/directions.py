"""施策の方向 — the summary's list of directions, and the heading of each direction's pages."""

import re

from hyoka.layouts import DirectionHeading, Directions
from hyoka.layouts.pattern import parse_pattern
from hyoka.readers.form.context import Context
from hyoka.readers.form.draft import Direction, Found, Qualm
from hyoka.readers.form.labels import key_of
from hyoka.readers.form.slots import take_apart
from hyoka.readers.reading import Doubt

# The numbers that a direction's line prints of the plan above it.
_ABOVE = ("goal_no", "policy_no", "measure_no")
_WITHOUT_NUMBER = Qualm(Doubt.UNCLEAR, "施策の方向の番号が読めない")
_BRACKETED_NO = re.compile(r"[(（]([0-9０-９]{1,2})[)）]")


def read_directions(context: Context, block: int, rows: list[int]) -> None:
    """所管する施策の方向一覧."""
    spec = context.desk.book.blocks[block]
    assert isinstance(spec, Directions)
    for found in _values(context, block, rows):
        direction = _direction(context, spec.pattern, found)
        if direction is not None:
            context.draft.listed.append(direction)


def read_direction_heading(context: Context, block: int, rows: list[int]) -> None:
    """施策の方向: the page that follows is about this direction. The heading stands on each of its pages."""
    spec = context.desk.book.blocks[block]
    assert isinstance(spec, DirectionHeading)
    for found in _values(context, block, rows):
        direction = _direction(context, spec.pattern, found, heading=True)
        if direction is None:
            continue
        same = next((page for page in context.draft.pages if _is_same(page, direction)), None)
        context.desk.tick_found(found)
        context.open(same or direction)
        if same is None:
            continue
        name = direction.cells["name"]
        if name.text and key_of(name.text) != key_of(same.text("name") or ""):
            same.cells.setdefault("name again", name)


def _values(context: Context, block: int, rows: list[int]) -> list[Found]:
    """The cells beside and below the label."""
    desk = context.desk
    values = []
    for row in rows:
        for column, text in desk.filled(row):
            if desk.book.names_in(block, text):
                desk.tick(row, column)
                continue
            split = desk.split_label(text)
            if split and any(role.block == block for role in desk.book.roles[split[0]]):
                values.append(desk.found(row, column, split[1]))
            else:
                values.append(desk.found(row, column))
    return values


def _direction(context: Context, pattern: str, found: Found, *, heading: bool = False) -> Direction | None:
    if parse_pattern(pattern, found.text) is None and not heading and not _BRACKETED_NO.search(found.text):
        context.desk.leave(found.row, found.column, "施策の方向の書き方に合わない")
        return None
    values = take_apart(pattern, found)
    if parse_pattern(pattern, found.text) is None:
        number = _BRACKETED_NO.search(found.text)
        values.pop("no", None)
        if number:
            values["no"] = found.saying(number[1]).doubted(_WITHOUT_NUMBER)
        values["name"] = found.saying(found.text[number.end() if number else 0 :].strip()).doubted(
            _WITHOUT_NUMBER
        )
    else:
        for name in _ABOVE:
            if name in values and values[name].text:
                context.put_field(f"/position/{name}", values[name])
    direction = Direction()
    direction.put("no", values.get("no"))
    direction.put("name", values.get("name"))
    return direction


def _is_same(one: Direction, other: Direction) -> bool:
    if one.no and other.no:
        return key_of(one.no) == key_of(other.no)
    return bool(one.text("name")) and key_of(one.text("name") or "") == key_of(other.text("name") or "")
