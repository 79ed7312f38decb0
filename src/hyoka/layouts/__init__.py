"""様式 — layouts as data, and the words the printed form has for places."""

from hyoka.layouts.block import (
    AmountsByYear,
    Block,
    BudgetLines,
    Cell,
    DirectionHeading,
    Directions,
    Fields,
    Gantt,
    IndicatorSeries,
    Judgements,
    Label,
    Narratives,
    Notes,
    Season,
    Window,
    WorkPlanBlock,
)
from hyoka.layouts.layout import Layout, PartOfForm, Vocabulary, Years, season_of
from hyoka.layouts.naming import describe
from hyoka.layouts.pattern import format_pattern, parse_pattern, slots_of
from hyoka.layouts.printed import (
    fields_of,
    print_cell,
    print_fields,
    print_pattern,
    print_value,
    printed_fields,
    read_printed,
)
from hyoka.layouts.rule import Compare, Rule
from hyoka.layouts.seasons import cell_at, row_seasons, seasons_at
from hyoka.layouts.shelf import NoSuchLayout, layout_names, load_layout

__all__ = [
    "AmountsByYear", "Block", "BudgetLines", "Cell", "Compare", "DirectionHeading", "Directions", "Fields", "Gantt",
    "IndicatorSeries", "Judgements", "Label", "Layout", "Narratives", "NoSuchLayout", "Notes", "PartOfForm", "Rule",
    "Season", "Vocabulary", "Window", "WorkPlanBlock", "Years", "cell_at", "describe", "fields_of", "format_pattern", "layout_names",
    "load_layout", "parse_pattern", "print_cell", "print_fields", "print_pattern", "print_value", "printed_fields", "read_printed", "row_seasons", "season_of", "seasons_at", "slots_of",
]  # fmt: skip
