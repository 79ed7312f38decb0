"""読取結果 — what a reader gives: the sheet, where each value was found, and everything not understood."""

from enum import StrEnum

from pydantic import Field

from hyoka.sheet import Sheet
from hyoka.values import Document


class Origin(Document):
    """出どころ — line and column of a text, page and box of a PDF, worksheet and cell of a workbook."""

    line: int | None = Field(None, title="行")  # 1-based
    column: int | None = Field(None, title="列")  # 1-based tab column of a text
    page: int | None = Field(None, title="頁")  # 1-based
    box: tuple[float, float, float, float] | None = Field(None, title="枠")  # x0, top, x1, bottom in points
    worksheet: str | None = Field(None, title="ワークシート")
    cell: str | None = Field(None, title="セル")

    def __str__(self) -> str:
        if self.worksheet is not None:
            return f"{self.worksheet}!{self.cell}"
        if self.page is not None:
            return f"{self.page}頁"
        return f"{self.line}行目" + (f"の{self.column}列目" if self.column else "")


class Unread(Document):
    """Text that was not understood, or only in part. Silence about it would be a reader's worst bug."""

    text: str = Field(title="原文")
    origin: Origin = Field(title="出どころ")
    reason: str = Field(title="読めない理由")


class Doubt(StrEnum):
    """Why a value is uncertain."""

    CUT_OFF = "途中で切れている"
    MERGED = "複数の欄が一つになっている"
    SHIFTED = "列がずれている"
    GUESSED = "位置から推定した"
    UNCLEAR = "二通りに読める"


class Uncertain(Document):
    """A value that could be something else: marked, not guessed silently."""

    place: str = Field(title="場所")
    doubt: Doubt = Field(title="不確かな理由")
    detail: str = Field("", title="説明")


class Reprint(Document):
    """A fact that the form prints again elsewhere, with another wording there."""

    place: str = Field(title="場所")
    written: str = Field(title="もう一方の記載")
    origin: Origin = Field(title="出どころ")


class Reading(Document):
    """One sheet as read from a source. The document lives in `sheet`; the rest tells how sure that is."""

    sheet: Sheet = Field(title="評価表")
    places: dict[str, Origin] = Field({}, title="出どころ")
    unread: tuple[Unread, ...] = Field((), title="読めなかったもの")
    uncertain: tuple[Uncertain, ...] = Field((), title="不確かな値")
    reprints: tuple[Reprint, ...] = Field((), title="もう一か所の記載")
    source: str = Field("", title="原資料")
    base: str = Field("", title="書き出した時の版")  # as the office wrote it into the workbook; "" elsewhere


class CannotRead(Exception):
    """The file holds no sheet we can read. One Japanese line: what was expected, found, and what to do."""


class TooLarge(CannotRead):
    """More of something than a reader takes: bytes, cells, pages, lines."""


class Locked(CannotRead):
    """Under a password."""


class Stranger(CannotRead):
    """Some other kind of file."""


class Formless(CannotRead):
    """On a layout that is none of ours."""


class Trap(CannotRead):
    """What no office program writes: entities of XML, entries that unfold to a thousand times their size."""
