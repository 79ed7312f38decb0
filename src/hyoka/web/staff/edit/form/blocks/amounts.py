"""年度別の金額 — one row per kind of amount, one column per fiscal year."""

from django.utils.safestring import SafeString

from hyoka.layouts import AmountsByYear
from hyoka.sheet import Place, Totals, get
from hyoka.web.staff.edit.form.blocks.table import table
from hyoka.web.staff.edit.form.drawing import Drawing
from hyoka.web.staff.edit.form.grid import LABEL, Percent, at_year, columns
from hyoka.web.staff.edit.form.markup import tag


def draw_amounts(block: AmountsByYear, drawing: Drawing) -> SafeString:
    at = Place(block.at)
    totals: Totals = get(drawing.sheet, at)
    held = totals.years
    header = tag(
        "tr",
        drawing.label(block.year_label.text, "col"),
        *(drawing.label(year.short, "col") for year in drawing.years),
    )
    rows = [
        tag(
            "tr",
            drawing.label(cell.label.text, class_="cell__label--stick"),
            *(
                drawing.value(at_year(held, year), at / int(year), cell, look="amount", year=year)
                for year in drawing.years
            ),
        )
        for cell in block.rows
    ]
    caption = "・".join(cell.label.text for cell in block.rows)
    shares: list[float | Percent] = [LABEL, *[1.0] * len(drawing.years)]
    return table(caption, columns(shares), [header], [tag("tbody", *rows)], "amounts")
