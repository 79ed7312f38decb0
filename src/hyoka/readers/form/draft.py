"""下書き — what was found, cell by cell, before it becomes a document: each value knows where it stood."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from hyoka.readers.reading import Doubt


class Qualm(NamedTuple):
    """Why something found is uncertain, and in words."""

    doubt: Doubt
    detail: str = ""


class Found(NamedTuple):
    """A value as found: the text ("" = a blank cell), the row and column it stood in, and what is unsure about it."""

    text: str
    row: int
    column: int
    qualms: tuple[Qualm, ...] = ()
    raw: str = ""  # as it stood, with its line wraps

    def doubted(self, *qualms: Qualm) -> "Found":
        return self._replace(
            qualms=self.qualms + tuple(qualm for qualm in qualms if qualm not in self.qualms)
        )

    def saying(self, text: str) -> "Found":
        return self._replace(text=text)


@dataclass
class Part:
    """A part of the sheet: whether its printed form was seen, an explicit none, and its rows."""

    form_seen: bool = False  # a blank row of the form was there: what is not written is blank
    none: Found | None = None  # 「なし」
    rows: list["Row"] = field(default_factory=list)
    qualms: list[Qualm] = field(default_factory=list)


@dataclass
class Row:
    """A row to be: cells by field name, cells by fiscal year, and rows within."""

    cells: dict[str, Found] = field(default_factory=dict)
    years: dict[int, dict[str, Found]] = field(default_factory=dict)
    rows: list["Row"] = field(default_factory=list)
    qualms: list[Qualm] = field(default_factory=list)

    def put(self, name: str, found: Found | None) -> None:
        if found is not None:
            self.cells[name] = found

    def text(self, name: str) -> str | None:
        found = self.cells.get(name)
        return None if found is None else found.text

    def every_found(self) -> Iterator[Found]:
        yield from self.cells.values()
        for year in self.years.values():
            yield from year.values()
        for row in self.rows:
            yield from row.every_found()


@dataclass
class Direction(Row):
    """個表と予算費目表 to be."""

    work_plan: Part = field(default_factory=Part)
    budget_table: Part = field(default_factory=Part)

    @property
    def no(self) -> str | None:
        return self.text("no")


@dataclass
class Draft:
    """A sheet to be. `fields` are the single cells by place; a second print that differs is in `reprints`."""

    fields: dict[str, Found] = field(default_factory=dict)
    reprints: list[tuple[str, Found]] = field(default_factory=list)
    fiscal_year: tuple[int, Found] | None = None
    totals: Part = field(default_factory=Part)
    outcomes: Part = field(default_factory=Part)
    ratings: Part = field(default_factory=Part)
    schedule: Part = field(default_factory=Part)
    listed: list[Direction] = field(default_factory=list)  # the summary's list
    pages: list[Direction] = field(default_factory=list)  # direction pages in order of the source

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.listed or self.pages or self.fiscal_year) and not any(
            part.rows or part.form_seen for part in (self.totals, self.outcomes, self.ratings, self.schedule)
        )
