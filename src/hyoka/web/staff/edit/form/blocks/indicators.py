"""指標の表 — the outcome indicators of the whole measure."""

from django.utils.safestring import SafeString

from hyoka.layouts import IndicatorSeries
from hyoka.sheet import OutcomeIndicator, Place, get
from hyoka.web.staff.edit.form.blocks.series import helps, series_rows
from hyoka.web.staff.edit.form.blocks.table import table
from hyoka.web.staff.edit.form.drawing import Drawing
from hyoka.web.staff.edit.form.grid import ROW, Percent, columns
from hyoka.web.staff.edit.form.markup import joined, tag
from hyoka.web.staff.edit.form.rows import add_button, held, row_tools
from hyoka.web.words import say

YEAR_SHARE = 1.05


def draw_indicators(block: IndicatorSeries, drawing: Drawing) -> SafeString:
    at = Place(block.at)
    rows: tuple[OutcomeIndicator, ...] = get(drawing.sheet, at).indicators
    header = tag(
        "tr",
        drawing.label(block.name.label.text, "col"),
        drawing.label(block.definition.label.text, "col"),
        drawing.label(block.year_label.text, "col"),
        *(drawing.label(year.short, "col") for year in drawing.years),
    )
    bodies = [_indicator(block, drawing, at, rows, index) for index in range(len(rows))]
    shares: list[float | Percent] = [
        block.name.width, block.definition.width, ROW, *[YEAR_SHARE] * len(drawing.years),
    ]  # fmt: skip
    return tag(
        "div",
        table(block.name.label.text, columns(shares), [header], bodies or [_empty(drawing)], "series"),
        add_button(drawing, at, rows, say("指標を追加", "Add an indicator")),
        **held(drawing, at),
    )


def _indicator(
    block: IndicatorSeries, drawing: Drawing, at: Place, rows: tuple[OutcomeIndicator, ...], index: int
) -> SafeString:
    indicator = rows[index]
    here = at / indicator.key
    tall = len(block.rows) + 1
    first, *others = series_rows(indicator, here, block.rows, drawing, block.vocabularies)
    tools = row_tools(drawing, at, rows, index, indicator.name or "")
    return tag(
        "tbody",
        tag(
            "tr",
            drawing.value(indicator, here, block.name, look="name", down=tall, below=tools),
            drawing.value(indicator, here, block.definition, look="name", down=tall),
            *first,
        ),
        joined(tag("tr", *row) for row in others),
        tag("tr", helps(indicator, here, drawing), class_="row--beside"),
        data_row=here,
    )


def _empty(drawing: Drawing) -> SafeString:
    words = say("まだ記入がありません", "Nothing filled in yet")
    return tag(
        "tbody", tag("tr", tag("td", words, class_="cell cell--empty", colspan=3 + len(drawing.years)))
    )
