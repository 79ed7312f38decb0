"""指摘 — what a check found: how sure, where, and in words that name the figures."""

from enum import StrEnum

from pydantic import Field

from hyoka.values import Document, FiscalYear


class Severity(StrEnum):
    """How sure we are. `error` only where the sheet certainly contradicts itself."""

    ERROR = "error"  # 要修正
    WARNING = "warning"  # 要確認: a person must look
    NOTE = "note"  # 参考

    @property
    def label(self) -> str:
        return {"error": "要修正", "warning": "要確認", "note": "参考"}[self.value]

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


class Finding(Document):
    """One finding. `at` is the cell to look at first, `places` all cells involved."""

    check: str = Field(title="点検")
    severity: Severity = Field(title="重さ")
    at: str = Field(title="場所")
    message: str = Field(title="指摘の内容")
    places: tuple[str, ...] = Field((), title="関係する場所")
    fiscal_year: FiscalYear | None = Field(None, title="年度")
