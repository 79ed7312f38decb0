"""指標 — an indicator's targets, actuals and stated judgements, year by year."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from hyoka.plan import ReformItem
from hyoka.sheet.part import Part, Row, YearRow
from hyoka.values import Document, Entry, FiscalYear, Text


class TargetKind(StrEnum):
    """目標の種類 — what kind of promise the target is; the judgement rule follows from it."""

    YEARLY = "年次"
    CUMULATIVE = "累計"
    STOCK = "ストック"
    FINAL_YEAR = "最終年度"
    MILESTONE = "マイルストーン"


class Better(StrEnum):
    """望ましい方向 — which way the figure should go."""

    HIGHER = "増"
    LOWER = "減"
    KEEP = "維持"


class YearValue(YearRow):
    """One year of an indicator: promised, reached, and what a person said of it."""

    target: Entry = Field(Entry.blank(), title="目標")
    actual: Entry = Field(Entry.blank(), title="実績")
    status: Text | None = Field("", title="達成状況")
    status_reason: Text | None = Field(
        "", title="判定の理由"
    )  # where the stated status differs from the rule


class Indicator(Document):
    """What outcome and output indicators share. The series goes on through years, sheets and divisions."""

    series_id: Text = Field("", title="系列")
    name: Text | None = Field("", title="指標名")
    target_kind: TargetKind | None = Field(None, title="目標の種類")
    better: Better | None = Field(None, title="望ましい方向")
    baseline: Entry = Field(Entry.blank(), title="基準値")
    values: tuple[YearValue, ...] = Field((), title="年度別の値")

    def at(self, fiscal_year: int) -> YearValue | None:
        """The values of one fiscal year, None if the sheet has no such column."""
        return next((value for value in self.values if value.fiscal_year == fiscal_year), None)

    @property
    def fiscal_years(self) -> tuple[FiscalYear, ...]:
        return tuple(value.fiscal_year for value in self.values)


class OutcomeIndicator(Row, Indicator):
    """成果指標 — a concrete outcome of the whole measure."""

    formula: Text | None = Field("", title="指標計算式")
    reform_item: ReformItem | None = Field(None, title="行革取組項目")


class Outcomes(Part):
    """総括表の成果指標."""

    ROWS: ClassVar[str] = "indicators"

    indicators: tuple[OutcomeIndicator, ...] = Field((), title="成果指標")
