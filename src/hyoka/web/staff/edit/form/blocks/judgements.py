"""観点別評価 — grades by criterion."""

from django.utils.safestring import SafeString

from hyoka.layouts import Judgements
from hyoka.sheet import Place, Rating, get
from hyoka.web.staff.edit.form.blocks.table import table
from hyoka.web.staff.edit.form.drawing import Drawing
from hyoka.web.staff.edit.form.grid import Percent, columns
from hyoka.web.staff.edit.form.markup import tag
from hyoka.web.staff.edit.form.rows import add_button, held, row_tools
from hyoka.web.words import say


def draw_judgements(block: Judgements, drawing: Drawing) -> SafeString:
    at = Place(block.at)
    stated: tuple[Rating, ...] = get(drawing.sheet, at).rows
    named = {rating.criterion for rating in stated}
    specs = (block.criterion, block.grade, block.reason)
    header = tag("tr", *(drawing.label(cell.label.text, "col") for cell in specs))
    rows = [
        tag(
            "tr",
            drawing.value(
                rating,
                at / rating.key,
                block.criterion,
                below=row_tools(drawing, at, stated, index, rating.criterion or ""),
            ),
            drawing.value(rating, at / rating.key, block.grade, look="figure"),
            drawing.value(rating, at / rating.key, block.reason, look="name"),
            data_row=at / rating.key,
        )
        for index, rating in enumerate(stated)
    ]
    rows += [_open_criterion(drawing, at, stated, name) for name in block.criteria if name not in named]
    shares: list[float | Percent] = [cell.width for cell in specs]
    body = tag("tbody", *rows, **held(drawing, at))
    return table(block.heading.text, columns(shares), [header], [body], "judgements")


def _open_criterion(drawing: Drawing, at: Place, stated: tuple[Rating, ...], name: str) -> SafeString:
    """A criterion of the form on which nothing is said yet."""
    add = add_button(drawing, at, stated, say(f"{name}を記入", f"Fill in {name}"), {"criterion": name})
    return tag("tr", drawing.label(name), tag("td", add, class_="cell"), tag("td", class_="cell"))
