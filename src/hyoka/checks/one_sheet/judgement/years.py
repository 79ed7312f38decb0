"""判定の一欄ずつ — every year of every indicator, with its place and how it is spoken of."""

from collections.abc import Iterator
from typing import NamedTuple

from hyoka.layouts import Layout, Rule
from hyoka.sheet import Place, Series, Sheet, YearValue, each_series
from hyoka.values import Entry, compare_key


class Judged(NamedTuple):
    """One year of an indicator."""

    series: Series
    value: YearValue

    @property
    def place(self) -> Place:
        return self.series.values_at / self.value.fiscal_year

    @property
    def name(self) -> str:
        return f"「{self.series.indicator.name or '名称なし'}」{self.value.fiscal_year.short}"


def each_year(sheet: Sheet) -> Iterator[Judged]:
    for series in each_series(sheet):
        for value in series.indicator.values:
            yield Judged(series, value)


def spoken(entry: Entry) -> str:
    """A cell as it is said in a message."""
    return "空欄" if entry.is_blank else (entry.written or "").strip()


def rule_with(status: str | None, layout: Layout) -> Rule | None:
    """The rule that leaves this word to people (未実施), if any."""
    word = compare_key(status or "")
    return next((rule for rule in layout.rules if word in map(compare_key, rule.human)), None)
