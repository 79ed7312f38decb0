"""行の道具 — buttons that add, move and remove a row. The page's script makes edits of them."""

import json
from collections.abc import Iterator

from django.utils.safestring import SafeString

from hyoka.sheet import Place, Row
from hyoka.web.staff.edit.form.drawing import Drawing
from hyoka.web.staff.edit.form.markup import EMPTY, tag
from hyoka.web.words import say


def row_tools(drawing: Drawing, holder: Place, rows: tuple[Row, ...], index: int, name: str) -> SafeString:
    """For one row of a list: up, down, remove, as far as the person may."""
    buttons = list(_buttons(drawing, holder, rows, index, name or say("名前のない行", "unnamed row")))
    return tag("span", *buttons, class_="row-tools") if buttons else EMPTY


def _buttons(
    drawing: Drawing, holder: Place, rows: tuple[Row, ...], index: int, name: str
) -> Iterator[SafeString]:
    row = holder / rows[index].key
    if drawing.rights.may_add(holder):
        if index > 0:
            after = rows[index - 2].key if index > 1 else ""
            yield _button("move", row, "↑", say(f"{name} を上へ", f"Move {name} up"), data_after=after)
        if index + 1 < len(rows):
            after = rows[index + 1].key
            yield _button("move", row, "↓", say(f"{name} を下へ", f"Move {name} down"), data_after=after)
    if drawing.rights.may_remove(row):
        yield _button("remove", row, "×", say(f"{name} を消す", f"Remove {name}"), data_name=name)


def add_button(
    drawing: Drawing, holder: Place, rows: tuple[Row, ...], words: str, value: dict[str, str] | None = None
) -> SafeString:
    """A button that adds a row behind the last one."""
    if not drawing.rights.may_add(holder):
        return EMPTY
    return tag(
        "button",
        words,
        type="button",
        class_="button button--small row-add",
        data_op="add",
        data_place=None,
        data_holder=holder,
        data_after=rows[-1].key if rows else "",
        data_value=json.dumps(value, ensure_ascii=False) if value else None,
    )


def _button(op: str, row: Place, sign: str, words: str, **data: str) -> SafeString:
    return tag(
        "button", sign, type="button", class_="row-tool", data_op=op, data_row=row, aria_label=words, **data
    )


def held(drawing: Drawing, holder: Place) -> dict[str, object]:
    """The attributes of the element that holds a list of rows: which list, and at which revision it is."""
    return {"data_list": holder, "data_list_rev": drawing.rights.rev(holder)}
