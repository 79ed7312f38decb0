"""場面 — what is known of a sheet while its sentences are read: its indicators, years, units and city."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from hyoka.checks.around import Around
from hyoka.checks.words.mention import Mention, find_mentions
from hyoka.checks.words.names import without_city
from hyoka.checks.words.paragraph import find_paragraphs
from hyoka.sheet import Series, Sheet, Stage, each_series, each_text
from hyoka.values import FiscalYear


class Said(NamedTuple):
    """One sentence, with where it stands."""

    text: str  # folded, without the city's name
    tag: str
    stage: Stage


class Scene(NamedTuple):
    """A sheet as its own sentences see it."""

    fiscal_year: FiscalYear
    series: tuple[Series, ...]
    columns: tuple[FiscalYear, ...]
    units: frozenset[str]
    city: str
    heard: dict[tuple[str, str, str], list[Mention]]  # several checks read each sentence

    @classmethod
    def of(cls, sheet: Sheet, around: Around) -> "Scene":
        """The scene of a sheet; the checks of one run, one after the other, share it."""
        for seen, beside, scene in _LAST:
            if seen is sheet and beside is around:
                return scene
        scene = cls._made(sheet, around)
        _LAST[:] = [(sheet, around, scene)]
        return scene

    @classmethod
    def _made(cls, sheet: Sheet, around: Around) -> "Scene":
        series = tuple(each_series(sheet))
        entries = [
            entry for one in series for year in one.indicator.values for entry in (year.target, year.actual)
        ]
        return cls(
            fiscal_year=sheet.fiscal_year,
            series=series,
            columns=tuple(sorted({year for one in series for year in one.indicator.fiscal_years})),
            units=frozenset(entry.unit for entry in entries if entry.unit),
            city=around.layout.municipality,
            heard={},
        )

    def mentions(self, said: Said) -> list[Mention]:
        """Every mention of an indicator in a sentence that may speak of it.

        Outcomes may be spoken of anywhere, a work plan's indicators in the texts of their own direction.
        """
        key = said.stage.direction.key, said.tag, said.text
        if key not in self.heard:
            self.heard[key] = [
                mention
                for series in self.series
                if series.direction is None or series.direction.key == said.stage.direction.key
                for mention in find_mentions(series, said.tag, said.text, self.city)
            ]
        return self.heard[key]


_LAST: list[tuple[Sheet, Around, Scene]] = []


def each_sentence(sheet: Sheet, around: Around, *stages: str) -> Iterator[Said]:
    """The sentences of the texts of some stages (all where none is named), in order."""
    for stage in each_text(sheet):
        if (stages and stage.stage not in stages) or not stage.text:
            continue
        for paragraph in find_paragraphs(stage.text):
            tag = without_city(paragraph.tag, around.layout.municipality)
            for sentence in paragraph.sentences:
                yield Said(without_city(sentence, around.layout.municipality), tag, stage)


def actual(series: Series, fiscal_year: int) -> Decimal | None:
    """The actual figure of a year, None where there is none."""
    value = series.indicator.at(fiscal_year)
    return value.actual.number if value else None


def target(series: Series, fiscal_year: int) -> Decimal | None:
    """The target figure of a year, None where there is none."""
    value = series.indicator.at(fiscal_year)
    return value.target.number if value else None


def unit_of(series: Series) -> str:
    """The unit an indicator is told in: that of its latest figure."""
    entries = [entry for year in series.indicator.values for entry in (year.target, year.actual)]
    return next((entry.unit for entry in reversed(entries) if entry.number is not None), "")


def written(series: Series, fiscal_year: int, field: str = "actual") -> str:
    """A cell as it is written: 6154件."""
    value = series.indicator.at(fiscal_year)
    return (getattr(value, field).written or "") if value else ""
