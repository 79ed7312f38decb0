"""見本市の原稿 — what a measure's data file holds; `telling.py` makes the sheet of each year from it."""

from pydantic import Field

from hyoka.sheet import Better
from hyoka.values import Document, derive_key

# The plan period (five columns of the form) and the fiscal years that have sheets.
YEARS = (2023, 2024, 2025, 2026, 2027)
SHEET_YEARS = (2023, 2024, 2025)


class Told(Document):
    """An indicator told over the five years. Figures are written as the division writes them, without the unit."""

    id: str
    name: str
    unit: str = ""
    target: tuple[str, ...]  # one for each year; "—" where no target is set
    actual: tuple[str, ...]  # one for each year that has a sheet
    stock: bool = False  # judged 順調／遅れ
    better: Better | None = None  # 「減」: fewer is better
    status: dict[str, str] = Field({})  # a judgement the person chose (未実施), by year
    formula: str = ""
    reform: str = ""  # 行革取組項目「24 …」


class ToldMeans(Document):
    text: str
    indicator: Told
    course: str = "維持"
    reason: str = ""
    courses: dict[str, str] = Field({})  # the course of one year, where it differs
    reasons: dict[str, str] = Field({})  # the reason of one year, where it differs
    reform_mark: str = ""
    years: tuple[int, ...] = SHEET_YEARS  # the sheets it stands on


class ToldLine(Document):
    """A budget line, in 千円, one figure for each year that has a sheet."""

    name: str
    code: str
    budget: tuple[int, ...]
    settlement: tuple[int, ...]
    general_share: int = 100  # 一般財源の割合(%)
    carried: tuple[int, ...] = (0, 0, 0)
    amended: tuple[bool, ...] = (False, False, False)
    cost_course: str = "維持"
    reason: str = ""
    cost_courses: dict[str, str] = Field({})  # those of one year, where they differ
    reasons: dict[str, str] = Field({})
    years: tuple[int, ...] = SHEET_YEARS


class ToldBar(Document):
    label: str
    from_month: int | None = 4
    to_month: int | None = 3
    event: bool = False
    years: tuple[int, ...] = SHEET_YEARS


class ToldProject(Document):
    name: str
    relisted: str = ""  # 「11-2」: measure 11, direction 2
    means: tuple[ToldMeans, ...]
    lines: tuple[ToldLine, ...] = ()
    bars: tuple[ToldBar, ...] = ()
    regular: str = "0"  # 人工
    other: str = "0"
    efforts: dict[str, tuple[str, str]] = Field({})  # both, of one year, where they differ


class ToldTexts(Document):
    """The texts of one year.

    {id} is an indicator's actual of the sheet's year, {id@2023} that of another year, {id!} its target.
    """

    plan: str
    do: str
    check: str
    action: str
    reform_plan: str = ""
    reform_do: str = ""
    reform_check: str = ""
    reform_action: str = ""


class ToldDirection(Document):
    no: str
    name: str
    texts: dict[str, ToldTexts]
    projects: tuple[ToldProject, ...]
    years: tuple[int, ...] = SHEET_YEARS


class Slip(Document):
    """A contradiction put into one year's sheet for visitors to find, at a place told with the story's ids."""

    year: int
    at: str
    written: str
    check: str  # the check that finds it
    note: str = Field(description="what a visitor should notice")


class Story(Document):
    """One measure of one division."""

    measure_no: str
    measure: str
    nickname: str = ""
    goal_no: str
    goal: str
    policy_no: str
    policy: str
    department: str
    division: str
    renamed: dict[str, str] = Field({})  # the division's name from a year on
    regular: int
    other: int
    phone: str
    extension: str
    outcomes: tuple[Told, ...]
    directions: tuple[ToldDirection, ...]
    slips: tuple[Slip, ...] = ()
    years: tuple[int, ...] = SHEET_YEARS
    town: str = "mihon"  # what keys are derived from
    layout: str = "mihon-2023"
    columns: tuple[int, ...] = YEARS  # the years of the figures

    def key(self, ident: str) -> str:
        """The key of a row of this measure: the same in every year."""
        return derive_key(self.town, self.measure_no, ident)

    def sheet_key(self, fiscal_year: int) -> str:
        return derive_key(self.town, fiscal_year, self.measure_no, self.division)
