"""全市の指摘 — a finding that concerns several sheets: what is said to all who may read them, and to each one alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from pydantic import Field, model_validator

from hyoka.checks.finding import Finding, Severity
from hyoka.values import Document, FiscalYear


class Concerned(Document):
    """A sheet that a finding concerns, and where. `alone` is what its people are told who may not read the other
    sheets: it quotes nothing of them. "": they are not told.
    """

    sheet_key: str = Field(title="評価表キー")
    at: str = Field(title="場所")
    places: tuple[str, ...] = Field((), title="関係する場所")
    alone: str = Field("", title="この評価表だけを読める人への指摘")


class CityFinding(Document):
    """One finding of the whole city, never an error: nobody is kept from submitting by what stands in another sheet.

    The first sheet concerned is the one to look at first.
    """

    check: str = Field(title="点検")
    severity: Severity = Field(title="重さ")
    message: str = Field(title="指摘の内容")
    concerned: tuple[Concerned, ...] = Field(title="関係する評価表", min_length=1)
    fiscal_year: FiscalYear = Field(title="年度")

    @model_validator(mode="after")
    def _is_no_error(self) -> Self:
        if self.severity is Severity.ERROR:
            raise ValueError(
                "全市の点検の指摘は、要修正にできません（ほかの評価表の値は、その課しか直せないため）"
            )
        return self

    def at_home(self) -> Finding:
        """The finding as one of the sheet to look at first."""
        home = self.concerned[0]
        return Finding(
            check=self.check,
            severity=self.severity,
            at=home.at,
            message=self.message,
            places=home.places or (home.at,),
            fiscal_year=self.fiscal_year,
        )


def once_each(concerned: Iterable[Concerned]) -> tuple[Concerned, ...]:
    """Each sheet once, with all its places: several of a group may stand in one sheet."""
    found: dict[str, Concerned] = {}
    for one in concerned:
        held = found.get(one.sheet_key)
        places = (*(held.places or (held.at,)), *(one.places or (one.at,))) if held else one.places
        found[one.sheet_key] = (held or one).model_copy(update={"places": places})
    return tuple(found.values())
