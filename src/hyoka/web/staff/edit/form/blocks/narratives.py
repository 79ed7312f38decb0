"""文章 — a heading and its texts, each beside its own label. Last year's Action stands beside this year's Plan, which
answers it, and beside this year's Check while that is written: was the promise kept?
"""

from django.utils.safestring import SafeString

from hyoka.layouts import Narratives
from hyoka.sheet import DirectionSheet, Place, find, get
from hyoka.web.staff.edit.form.blocks.table import table
from hyoka.web.staff.edit.form.drawing import Drawing
from hyoka.web.staff.edit.form.grid import TEXT_LABEL, Percent, columns
from hyoka.web.staff.edit.form.markup import tag
from hyoka.web.words import say


def draw_narratives(block: Narratives, drawing: Drawing, direction: DirectionSheet | None) -> SafeString:
    at = Place(block.at.replace("*", direction.key) if direction else block.at)
    narrative = get(drawing.sheet, at)
    before = {cell.field: _last_action(drawing, at, cell.field) for cell in block.texts}
    rows = [
        tag(
            "tr",
            drawing.label(cell.label.text),
            drawing.value(narrative, at, cell, look="text", long=True),
            *([_action_cell(before[cell.field], _title(drawing, at))] if any(before.values()) else []),
        )
        for cell in block.texts
    ]
    shares: list[float | Percent] = [TEXT_LABEL, 1.0]
    if any(before.values()):
        shares = [TEXT_LABEL, 6.0, 3.0]
    return table(block.heading.text, columns(shares), [], [tag("tbody", *rows)], "text")


def _last_action(drawing: Drawing, at: Place, field: str) -> str:
    is_asked = at.parts[-1] == "plan" or (at.parts[-1] == "check" and drawing.rights.may_type(at / field))
    if drawing.last_year is None or not is_asked:
        return ""
    found = find(drawing.last_year, at.parent / "action" / field)
    return found if isinstance(found, str) else ""


def _title(drawing: Drawing, at: Place) -> str:
    title = say("前年度の改善内容(Action)", "Last year's Action")
    if drawing.beside.last_year.is_open:
        title += say("・まだ確定していません", ", not final yet")
    if at.parts[-1] == "check":
        title += say(" — この約束は果たされましたか", ": was this promise kept?")
    return title


def _action_cell(text: str, title: str) -> SafeString:
    if not text:
        return tag("td", class_="last-year last-year--action")
    return tag(
        "td",
        tag("b", title, class_="last-year__title"),
        tag("div", text, class_="last-year__text"),
        class_="last-year last-year--action",
    )
