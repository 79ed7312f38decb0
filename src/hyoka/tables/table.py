"""表 — what a published table is: its columns, each told in words, and the rows that a sheet gives it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from hyoka.layouts import Layout, NoSuchLayout, load_layout
from hyoka.sheet import Sheet
from hyoka.values import Document

# A cell of a row. None: not known (blank on the form, or not in the source). It is never 0.
Value = str | int | Decimal | bool | None


class Type(StrEnum):
    """What a column holds, in Frictionless' words."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"  # exact decimals
    BOOLEAN = "boolean"
    YEAR = "year"  # a fiscal year, as the calendar year it begins in


@dataclass(frozen=True)
class Column:
    """One column: its English name, and the words that the data dictionary says of it."""

    name: str
    type: Type
    title: str
    description: str
    example: str
    unit: str = ""
    words: tuple[str, ...] = ()  # the only values it may hold
    required: bool = False  # never empty


class Told(NamedTuple):
    """A sheet with what its rows need to know: the layout it is printed by, and the code of its municipality."""

    sheet: Sheet
    layout: Layout | None
    municipality_code: str | None


class ForeignKey(NamedTuple):
    """Columns whose values are a row of another table."""

    columns: tuple[str, ...]
    table: str
    refers_to: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A published table. `of` gives the rows of one sheet without the leading columns and without `sheet_key`."""

    name: str
    title: str
    description: str
    own: tuple[Column, ...]
    of: Callable[[Told], Iterator[tuple[Value, ...]]]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = (ForeignKey(("sheet_key",), "sheets", ("sheet_key",)),)

    @property
    def columns(self) -> tuple[Column, ...]:
        return (*LEADING, *self.own, SHEET_KEY)

    def rows(self, sheet: Sheet, *, municipality: str = "") -> Iterator[tuple[Value, ...]]:
        """The rows of one sheet, in document order; a row has a value for each column.

        Raises FractionOfYen where an amount is no whole yen.
        """
        told = tell(sheet, municipality)
        leading = (
            told.municipality_code,
            int(sheet.fiscal_year),
            sheet.head.division,
            sheet.position.measure_no,
        )
        for row in self.of(told):
            yield (*leading, *row, sheet.key)


def tell(sheet: Sheet, municipality: str = "") -> Told:
    """The code is the one asked for, else the sheet's own, else its layout's, else not known."""
    layout = find_layout(sheet)
    code = municipality or sheet.municipality_code or (layout.municipality_code if layout else "")
    return Told(sheet, layout, code or None)


def find_layout(sheet: Sheet) -> Layout | None:
    """The sheet's layout; None where this hyoka does not have it: the figures are tabled all the same."""
    try:
        return load_layout(sheet.layout)
    except NoSuchLayout:
        return None


def title_of(document: type[Document], field: str) -> str:
    """The dictionary term of a document's field."""
    title = document.model_fields[field].title
    if title is None:
        raise KeyError(f"{document.__name__}.{field}: 見出し（title）がありません")
    return title


def column(
    name: str, type: Type, document: type[Document], field: str, description: str, example: str, **facts: Any
) -> Column:
    """A column that takes its Japanese title from the field of the document it shows."""
    return Column(name, type, title_of(document, field), description, example, **facts)


# ── The columns that every table begins with, and the one it ends with ──────────────────────────────────────

LEADING = (
    column(
        "municipality_code", Type.STRING, Sheet, "municipality_code",
        "全国地方公共団体コード。--municipality、評価表、様式の順に、あるものを使う", "222062",
    ),
    column(
        "fiscal_year", Type.YEAR, Sheet, "fiscal_year",
        "評価表の年度。4月1日が属する西暦年（平成30年度は 2018）", "2018", required=True,
    ),
    Column("division", Type.STRING, "所属課", "評価表を所管する課の、その年度の名称", "情報政策課"),
    Column("measure_no", Type.STRING, "施策番号", "総合計画での施策の番号。印刷されたまま", "48"),
)  # fmt: skip

SHEET_KEY = column(
    "sheet_key", Type.STRING, Sheet, "key",
    "どの評価表の行か。sheets 表の sheet_key と結ぶ", "bx3kq7m2aa", required=True,
)  # fmt: skip

PLACE = Column(
    "place", Type.STRING, "場所", "評価表の中の場所。指摘（hyoka check）の場所と同じ書き方。sheet_key と合わせて行を一つに定める",
    "/totals/2018", required=True,
)  # fmt: skip

OF_YEAR = Column(
    "of_year", Type.YEAR, "値の年度", "この行の値が属する年度（西暦）。年度欄がまったくない行では空", "2017"
)
