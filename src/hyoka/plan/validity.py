"""有効期間 — the fiscal years for which something of the plan or the office holds."""

from typing import Self

from pydantic import Field, model_validator

from hyoka.values import Document, FiscalYear


class Lasting(Document):
    """Holds from its first to its last fiscal year, both included; None is open.

    >>> Lasting(valid_from=2018, valid_until=2019).holds_in(FiscalYear(2019))
    True
    >>> Lasting(valid_until=2019).holds_in(FiscalYear(2020))
    False
    """

    valid_from: FiscalYear | None = Field(None, title="有効期間の始まり", description="この年度から")
    valid_until: FiscalYear | None = Field(None, title="有効期間の終わり", description="この年度まで")

    def holds_in(self, fiscal_year: FiscalYear) -> bool:
        return (self.valid_from is None or self.valid_from <= fiscal_year) and (
            self.valid_until is None or fiscal_year <= self.valid_until
        )

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise ValueError(
                f"有効期間の始まり {self.valid_from.wareki} が、終わり {self.valid_until.wareki} より後です。"
            )
        return self
