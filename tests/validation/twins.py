"""双子 — an outcome indicator that is the same quantity as an output, told under another wording of its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.sheet import OutcomeIndicator, Place, Presence, Series, Sheet, each_series, put
from hyoka.values import derive_key

from .changing import numbered


@dataclass(frozen=True)
class Twin:
    """A sheet that tells one series twice, and where the second telling stands."""

    sheet: Sheet
    series: Series
    at: Place


def with_twin(sheet: Sheet, prefix: str = "年間の", suffix: str = "") -> Iterator[Twin]:
    """The sheet with an outcome that repeats an output's series, one variant for each output with figures."""
    if sheet.outcomes.presence is not Presence.PRESENT:
        return
    for series in each_series(sheet):
        if series.means is None or sum(numbered(value) for value in series.indicator.values) < 2:
            continue
        key = derive_key("twin", series.means.key)
        name = f"{prefix}{series.indicator.name}{suffix}"
        twin = OutcomeIndicator(key=key, name=name, values=series.indicator.values)
        rows = (*sheet.outcomes.indicators, twin)
        outcomes = sheet.outcomes.model_copy(update={"indicators": rows})
        yield Twin(put(sheet, "/outcomes", outcomes), series, Place("/outcomes") / key)
