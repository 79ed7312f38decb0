"""判定の記録 — what was stated of an indicator, kept with the rule that was asked, its version, its inputs and arithmetic.

A rule may change from one year to the next; what was judged stays judged as it was, and can be followed for ever.
"""

from collections.abc import Iterator

from pydantic import Field

from hyoka.judging.proposal import Proposal
from hyoka.judging.propose import propose
from hyoka.judging.words import is_stated
from hyoka.layouts import Layout
from hyoka.sheet import Sheet, each_series
from hyoka.values import Document, Text


class Judged(Document):
    """One stated judgement, and what the rule said of it at that time."""

    place: Text = Field(title="場所")
    name: Text = Field(title="指標名")
    stated: Text = Field(title="達成状況")
    reason: Text = Field("", title="判定の理由")  # where the person differs from the rule
    proposal: Proposal = Field(title="判定案")

    @property
    def differs(self) -> bool:
        """Whether the person said another word than the rule, where the rule was certain."""
        return self.proposal.certain and self.proposal.status != self.stated


def judged(sheet: Sheet, layout: Layout) -> Iterator[Judged]:
    """Every judgement stated for the sheet's own year."""
    for series in each_series(sheet):
        value = series.indicator.at(sheet.fiscal_year)
        if value is None or not is_stated(value.status):
            continue
        yield Judged(
            place=str(series.values_at / int(sheet.fiscal_year) / "status"),
            name=series.indicator.name or "",
            stated=value.status or "",
            reason=value.status_reason or "",
            proposal=propose(series.indicator, sheet.fiscal_year, layout),
        )
