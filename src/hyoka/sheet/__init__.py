"""評価表 — the document: what a sheet holds, where its values stand, how it is edited and compared."""

from hyoka.sheet.budget import BudgetLine, BudgetTable, CostYear
from hyoka.sheet.complaint import complaint, what_is_wrong
from hyoka.sheet.diff import Change, diff
from hyoka.sheet.direction_sheet import DirectionSheet, Narrative
from hyoka.sheet.edit import Edit, Op, apply
from hyoka.sheet.head import Head, PlanPosition
from hyoka.sheet.indicator import Better, Indicator, OutcomeIndicator, Outcomes, TargetKind, YearValue
from hyoka.sheet.leaves import assemble, is_blank, leaves
from hyoka.sheet.part import Part, Presence, Row, YearRow, presence_of
from hyoka.sheet.place import ROOT, NoSuchPlace, Place, find, get, put
from hyoka.sheet.rating import Rating, Ratings
from hyoka.sheet.schedule import MONTHS, Bar, BarKind, Schedule, ScheduleRow
from hyoka.sheet.schema import json_schema
from hyoka.sheet.sheet import VERSION, Sheet, row_keys
from hyoka.sheet.totals import Totals, TotalYear
from hyoka.sheet.upgrade import CannotRead, parse_json, sheet_from_json, sheet_from_object, sheet_to_json
from hyoka.sheet.walk import (
    STAGES,
    IndicatorKind,
    Series,
    Stage,
    each_line,
    each_project,
    each_series,
    each_text,
)
from hyoka.sheet.work_plan import Means, Project, Relisting, WorkPlan

__all__ = [
    "MONTHS", "ROOT", "STAGES", "VERSION", "Bar", "BarKind", "Better", "BudgetLine", "BudgetTable", "CannotRead", "Change",
    "CostYear", "DirectionSheet", "Edit", "Head", "Indicator", "IndicatorKind", "Means", "Narrative", "NoSuchPlace", "Op",
    "OutcomeIndicator", "Outcomes", "Part", "Place", "PlanPosition", "Presence", "Project", "Rating", "Ratings",
    "Relisting", "Row", "Schedule", "ScheduleRow", "Series", "Sheet", "Stage", "TargetKind", "TotalYear", "Totals", "WorkPlan",
    "YearRow", "YearValue", "apply", "assemble", "complaint", "diff", "each_line", "each_project", "each_series", "each_text", "find", "get", "is_blank", "json_schema", "leaves", "parse_json", "presence_of", "put", "row_keys",
    "sheet_from_json", "sheet_from_object", "sheet_to_json", "what_is_wrong",
]  # fmt: skip
