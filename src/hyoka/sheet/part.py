"""部分 — what every part of a sheet has: whether the source holds it, and rows with keys of their own."""

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, Strict, model_validator

from hyoka.values import Document, FiscalYear, Key


class Presence(StrEnum):
    """Absent is not empty: a total is never wrong because its parts were lost."""

    PRESENT = "present"  # rows are there
    NONE = "none"  # 「なし」 is written: an explicit none
    BLANK = "blank"  # the printed form is there, nothing is written on it
    NOT_IN_SOURCE = "not_in_source"  # the source, or the layout, does not hold this part


# True and False only: 「1」 or "yes" in a file is somebody's mistake, not a flag.
Flag = Annotated[bool, Strict()]


class Row(Document):
    """A row with an opaque key, which is its identity; its printed number is not."""

    key: Key = Field(title="行キー")


class YearRow(Document):
    """A column of the printed form: what belongs to one fiscal year."""

    fiscal_year: FiscalYear = Field(title="年度")


class Part(Document):
    """A part of the sheet that can be present, explicitly none, blank, or not in the source.

    Subclasses name their rows in `ROWS`. Rows are there exactly when the part is present.
    """

    ROWS: ClassVar[str] = "rows"

    presence: Presence = Field(Presence.NOT_IN_SOURCE, title="記載の有無")

    @model_validator(mode="after")
    def _rows_are_there_exactly_when_present(self) -> Self:
        rows = getattr(self, self.ROWS)
        if (self.presence is Presence.PRESENT) != bool(rows):
            raise ValueError(
                f"{type(self).__name__}: 記載の有無が「{self.presence}」ですが、行が {len(rows)} 行あります"
                "（行があるときは present、ないときはそれ以外）"
            )
        return self

    @property
    def is_known(self) -> bool:
        """Whether what the part says can be relied on: its rows, or an explicit none."""
        return self.presence in (Presence.PRESENT, Presence.NONE)


def presence_of(rows: tuple[object, ...], otherwise: Presence = Presence.BLANK) -> Presence:
    """PRESENT if there are rows, else what the caller knows of their absence."""
    return Presence.PRESENT if rows else otherwise
