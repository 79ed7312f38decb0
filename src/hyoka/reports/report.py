"""集計表 — a report: columns, rows, the rule under the table; every number carries the figures that it is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from hyoka.reports.city import City

Figure: TypeAlias = Decimal | int
Value: TypeAlias = str | Decimal | int | None


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    COUNT = "count"
    YEN = "yen"
    PERCENT = "percent"  # with one decimal
    HOURS = "hours"
    BITS = "bits"  # with two decimals

    @property
    def is_number(self) -> bool:
        return self is not Kind.TEXT


class Column(NamedTuple):
    name: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 10  # its share of the printed line


class Part(NamedTuple):
    """内訳 — one figure behind a number: from which sheet, from where in it, with a word on what it is."""

    sheet: str  # key
    place: str
    figure: Figure
    words: str = ""


class Cell(NamedTuple):
    """A value and what it is made of: the sum of `parts`, or, where `over` is given, their share of it in percent."""

    value: Value
    parts: Sequence[Part] = ()
    over: Sequence[Part] = ()

    @property
    def total(self) -> Figure:
        return sum(part.figure for part in self.parts)

    @property
    def whole(self) -> Figure:
        return sum(part.figure for part in self.over)

    @property
    def adds_up(self) -> bool:
        """Whether the figures behind the number give it. A share is rounded to a tenth, up or down."""
        if self.value is None or isinstance(self.value, str):
            return True
        if self.over:
            exact = Decimal(100) * self.total - Decimal(self.value) * self.whole
            return bool(self.whole) and abs(exact) < self.whole * TENTH
        return self.total == self.value


TENTH = Decimal("0.1")


class Row(NamedTuple):
    key: str  # names the row in an address
    cells: tuple[Cell, ...]
    is_total: bool = False  # stays below, however the rows are sorted


class Report(NamedTuple):
    """One table as it is shown, printed and saved."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]  # by which rule the figures were made

    def find(self, row: str, column: str) -> Cell | None:
        """The cell that an address names."""
        at = next((at for at, each in enumerate(self.columns) if each.name == column), None)
        found = next((each for each in self.rows if each.key == row), None)
        return None if at is None or found is None else found.cells[at]


class Option(NamedTuple):
    """A choice that a report offers of itself, such as what it is counted by; the first is taken when none is."""

    name: str
    title: str
    values: tuple[tuple[str, str], ...]  # code, word


Asked: TypeAlias = Mapping[str, str]  # an option's name → the code chosen


@dataclass(frozen=True)
class Maker:
    """One report: what it is called, what it is for, what it needs, and the function that makes it."""

    name: str
    title: str
    purpose: str
    tables: tuple[str, ...]
    make: Callable[[City, Asked], Report]
    options: tuple[Option, ...] = ()
    needs_before: bool = False  # last year's sheets
    needs_findings: bool = False

    def chosen(self, asked: Asked) -> dict[str, str]:
        """Every option with its code: what is asked for if it exists, else the first."""
        chosen = {}
        for option in self.options:
            codes = [code for code, _ in option.values]
            chosen[option.name] = asked[option.name] if asked.get(option.name) in codes else codes[0]
        return chosen

    def words(self, asked: Asked) -> tuple[str, ...]:
        """The chosen options in words, for the head of a print."""
        chosen = self.chosen(asked)
        return tuple(f"{option.title}: {dict(option.values)[chosen[option.name]]}" for option in self.options)


# ── cells ──


def text(words: str | None, sheet: str = "", place: str = "") -> Cell:
    """Words; with a sheet they lead to the place where they stand."""
    return Cell(words or "", (Part(sheet, place, 0),) if sheet else ())


def total_of(parts: Sequence[Part]) -> Cell:
    """The sum of figures; nothing known: no value, which is not 0."""
    return Cell(sum(part.figure for part in parts) if parts else None, parts)


def count_of(parts: Sequence[Part]) -> Cell:
    """How many there are; none: 0."""
    return Cell(len(parts), parts)


def format_value(kind: Kind, value: Value) -> str:
    """A value as it is printed.

    >>> format_value(Kind.YEN, 1234000), format_value(Kind.PERCENT, Decimal("33")), format_value(Kind.YEN, None)
    ('1,234,000', '33.0', '—')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return "—"
    match kind:
        case Kind.PERCENT:
            return f"{value:,.1f}"
        case Kind.BITS:
            return f"{value:,.2f}"
        case _:
            return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
