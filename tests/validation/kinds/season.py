"""記入もれ."""

from collections.abc import Iterator
from random import Random

from hyoka.checks import Around, Severity
from hyoka.layouts import Season, load_layout
from hyoka.sheet import Place, Sheet, each_series, each_text

from ..changing import entry, text
from ..kind import Case, Kind


def _around(sheet: Sheet, season: Season) -> Around:
    return Around(layout=load_layout(sheet.layout), season=season)


def _blanked(sheet: Sheet, season: Season, stages: tuple[str, ...], field: str) -> Iterator[Case]:
    around = _around(sheet, season)
    for stage in each_text(sheet):
        if stage.stage in stages and not stage.reform and stage.text:
            yield Case(text(sheet, stage.place, ""), around)
    for series in each_series(sheet):
        value = series.indicator.at(sheet.fiscal_year)
        if value and value.target.is_known and value.actual.is_known:
            place = series.values_at / sheet.fiscal_year
            changed = entry(sheet, place / field, "")
            yield Case(text(changed, place / "status", "") if field == "actual" else changed, around)


def _left_blank_at_evaluation(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _blanked(sheet, Season.EVALUATION, ("check", "action"), "actual")


def _left_blank_at_planning(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _blanked(sheet, Season.PLANNING, ("plan", "do"), "target")


def _not_yet_due(sheet: Sheet, random: Random) -> Iterator[Case]:
    """At planning, what belongs to the evaluation is rightly blank."""
    yield from _blanked(sheet, Season.PLANNING, ("check", "action"), "actual")


def _lost_in_the_source(sheet: Sheet, random: Random) -> Iterator[Case]:
    around = _around(sheet, Season.PLANNING)
    for stage in each_text(sheet):
        if stage.stage in ("plan", "do") and stage.text:
            yield Case(text(sheet, stage.place, None), around)
    for series in each_series(sheet):
        if series.indicator.at(sheet.fiscal_year):
            yield Case(entry(sheet, Place(series.values_at) / sheet.fiscal_year / "target", None), around)


KINDS = (
    Kind("記入", "評価時の空欄", ("filled-at-evaluation",), _left_blank_at_evaluation, _not_yet_due, Severity.NOTE),
    Kind("記入", "計画時の空欄", ("filled-at-planning",), _left_blank_at_planning, _lost_in_the_source, Severity.NOTE),
)  # fmt: skip
