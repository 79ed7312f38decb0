"""観点別評価 — ratings by criterion (必要性・有効性・効率性 …), for layouts that have them."""

from pydantic import Field

from hyoka.sheet.part import Part, Row
from hyoka.values import Text


class Rating(Row):
    """One criterion, the stated grade and its reason."""

    criterion: Text | None = Field("", title="評価の観点")
    grade: Text | None = Field("", title="評価区分")
    reason: Text | None = Field("", title="評価の理由")


class Ratings(Part):
    """観点別評価の表."""

    rows: tuple[Rating, ...] = Field((), title="観点別評価")
