"""表 — plans and outlines as tables that a spreadsheet edits: headings and rows, each row with the key of what it tells."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from hyoka.values import FiscalYear

T = TypeVar("T")
# The column that says which row this is, so that its number and name may change. People leave it as it is.
KEY = "鍵"


class Tabled(NamedTuple):
    """A table, its rows by key."""

    headings: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]


class Changed(NamedTuple):
    """A row that came, went or changed: the names of the columns with what stood and what stands there."""

    key: str
    name: str
    was: tuple[str, ...] | None
    now: tuple[str, ...] | None
    cells: tuple[tuple[str, str, str], ...] = ()  # heading, before, after


class RowProblem(NamedTuple):
    row: int  # as a spreadsheet counts
    message: str


class BadTable(ValueError):
    """The table cannot be read. Every problem with its row; the messages are meant for the person."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__("\n".join(f"{one.row}行目: {one.message}" for one in problems))
        self.problems = tuple(problems)


def changes(before: Tabled, after: Tabled, name: Callable[[tuple[str, ...]], str]) -> Iterator[Changed]:
    """What differs, in the order of the new table, then what went."""
    for key, now in after.rows.items():
        was = before.rows.get(key)
        if was is None:
            yield Changed(key, name(now), None, now)
        elif dict(zip(before.headings, was, strict=True)) != dict(zip(after.headings, now, strict=True)):
            yield Changed(key, name(now), was, now, tuple(_cells(before, after, was, now)))
    for key, was in before.rows.items():
        if key not in after.rows:
            yield Changed(key, name(was), was, None)


def _cells(
    before: Tabled, after: Tabled, was: tuple[str, ...], now: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    old, new = dict(zip(before.headings, was, strict=True)), dict(zip(after.headings, now, strict=True))
    for heading in dict.fromkeys((*after.headings, *before.headings)):
        if old.get(heading, "") != new.get(heading, ""):
            yield heading, old.get(heading, ""), new.get(heading, "")


@dataclass(frozen=True)
class Line:
    """One row of a file, by heading."""

    row: int
    cells: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "")

    def year(self, heading: str) -> FiscalYear | None:
        """Raises ValueError."""
        return parse_year(self[heading], heading) if self[heading] else None


def lines_of(
    rows: Sequence[Sequence[str]], known: Sequence[str], needed: Sequence[str], *, is_year: Callable[[str], bool] = lambda _: False
) -> list[Line]:  # fmt: skip
    """The rows below the headings. Raises BadTable where the headings are not those of such a table."""
    headings = [cell.strip() for cell in (rows[0] if rows else ())]
    missing = [name for name in needed if name not in headings]
    strange = [name[:20] for name in headings if name and name not in known and not is_year(name)]
    twice = sorted({name for name in headings if name and headings.count(name) > 1})
    said = [
        f"列「{'」「'.join(names)}」{words}"
        for names, words in (
            (missing, "がありません"),
            (strange, "は知らない列です"),
            (twice, "が二つあります"),
        )
        if names
    ]
    if said:
        raise BadTable([RowProblem(1, "、".join(said) + f"。使える列: {'、'.join(known)}。")])
    return [
        Line(number, {name: cell for name, cell in zip(headings, row, strict=False) if name})
        for number, row in enumerate(rows[1:], start=2)
        if any(row)
    ]


def parse_year(text: str, heading: str) -> FiscalYear:
    """R08, 令和8年度 or 2026. Raises ValueError."""
    plain = text.strip()
    try:
        if plain.isascii() and plain.isdecimal() and len(plain) == 4:
            return FiscalYear(int(plain))
        return FiscalYear.parse(plain)
    except ValueError:
        raise ValueError(
            f"{heading}は R08、令和8年度、2026 のように書いてください（見つかったもの: 「{text[:20]}」）"
        ) from None


def is_year(text: str) -> bool:
    try:
        parse_year(text, "")
    except ValueError:
        return False
    return True


def each_line(lines: Sequence[Line], make: Callable[[Line], T]) -> list[T]:
    """What each line makes. Raises BadTable with the problems of all of them."""
    made: list[T] = []
    problems: list[RowProblem] = []
    for line in lines:
        try:
            made.append(make(line))
        except ValueError as error:
            problems.append(RowProblem(line.row, str(error)))
    if problems:
        raise BadTable(problems)
    return made
