"""区画 — the few kinds of block a layout is made of. Each renderer knows the kinds, not the cities."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from hyoka.values import Document


class Season(StrEnum):
    """記入時期 — a sheet is filled in twice."""

    PLANNING = "計画時"
    EVALUATION = "評価時"


class Window(StrEnum):
    """Which year columns a cell may be filled in, seen from the sheet's own year."""

    THIS = "this"
    THIS_AND_LATER = "this_and_later"


class Label(Document):
    """Printed words of the form, with the other wordings that readers accept."""

    text: Annotated[str, Field(min_length=1)]
    aliases: tuple[str, ...] = ()


class Cell(Document):
    """A cell of the form: which fields it prints (by a pattern if several), under which label, in which season."""

    field: str = ""  # a path below the block's place
    pattern: str = ""  # several fields in one cell
    label: Label
    season: Season = Season.PLANNING
    window: Window = Window.THIS
    vocabulary: str = ""
    width: float = Field(1.0, gt=0)  # relative to the other columns
    amended: str = ""  # the flag field that turns the amount red
    unit: str = ""  # printed after, or implied by, a figure of this column (H for hours)


class Fields(Document):
    """欄の並び — label beside value, one fact each."""

    kind: Literal["fields"]
    at: str
    rows: tuple[tuple[Cell, ...], ...]
    title: Label | None = None  # a label that spans all rows on the left


class Directions(Document):
    """所管する施策の方向一覧 — the directions this division holds."""

    kind: Literal["directions"]
    label: Label
    pattern: str


class DirectionHeading(Document):
    """施策の方向 — which direction the page is about."""

    kind: Literal["direction_heading"]
    label: Label
    pattern: str


class AmountsByYear(Document):
    """年度別の金額 — one row per kind of amount, one column per fiscal year."""

    kind: Literal["amounts"]
    at: str
    year_label: Label
    rows: tuple[Cell, ...]


class Notes(Document):
    """注記 — the ※ lines of the form."""

    kind: Literal["notes"]
    lines: tuple[str, ...]


class IndicatorSeries(Document):
    """指標の表 — per indicator a name, a definition, and rows of target, actual, judgement by fiscal year."""

    kind: Literal["indicators"]
    at: str
    name: Cell  # name and, where there is one, the reform item
    definition: Cell
    year_label: Label
    rows: tuple[Cell, ...]
    vocabularies: tuple[str, ...]
    blank_rows: int = 6


class Narratives(Document):
    """文章 — a heading and texts, each with its own label."""

    kind: Literal["narratives"]
    at: str
    heading: Label
    texts: tuple[Cell, ...]


class WorkPlanBlock(Document):
    """業務計画 — project, means, indicator series, course and reason."""

    kind: Literal["work_plan"]
    at: str
    heading: Label
    project: Cell
    means_no: Cell
    means: Cell
    indicator: Cell
    series: Label  # 目標及び実績
    year_label: Label
    rows: tuple[Cell, ...]
    course: Cell
    reason: Cell
    reform: Cell
    vocabularies: tuple[str, ...]
    blank_rows: int = 4


class BudgetLines(Document):
    """予算費目 — lines, and per fiscal year budget and settlement, each with its general revenue."""

    kind: Literal["budget_lines"]
    at: str
    heading: Label
    name: Cell
    series: Label  # 事業費
    year_pattern: str  # {year}歳出(千円)
    amounts: tuple[Cell, ...]  # budget, budget_general, settlement, settlement_general
    cost_course: Cell
    reason: Cell
    reform: Cell
    none: str  # the word for an explicit none
    blank_rows: int = 4


class Gantt(Document):
    """線表 — bars over the months and planned hours."""

    kind: Literal["gantt"]
    at: str
    project: Cell
    month_pattern: str
    bar: Cell
    hours_label: Label
    hours: tuple[Cell, ...]
    blank_rows: int = 8


class Judgements(Document):
    """観点別評価 — grades by criterion."""

    kind: Literal["judgements"]
    at: str
    heading: Label
    criteria: tuple[str, ...]
    criterion: Cell
    grade: Cell
    reason: Cell


Block = Annotated[
    Fields
    | Directions
    | DirectionHeading
    | AmountsByYear
    | Notes
    | IndicatorSeries
    | Narratives
    | WorkPlanBlock
    | BudgetLines
    | Gantt
    | Judgements,
    Field(discriminator="kind"),
]
