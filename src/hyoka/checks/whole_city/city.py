"""全市 — the sheets of one fiscal year together, and what the city knows beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hyoka.layouts import Layout, load_layout
from hyoka.plan import Plan
from hyoka.sheet import Sheet
from hyoka.values import FiscalYear, compare_key


@dataclass(frozen=True)
class City:
    """All sheets of one fiscal year that are known. Checks of the whole city are pure functions of it."""

    fiscal_year: FiscalYear
    sheets: tuple[Sheet, ...]
    layouts: Mapping[str, Layout]  # by name
    is_whole: bool = False  # no sheet of the year is missing: what is not here is nowhere
    plan: Plan | None = None  # the one that holds in the year

    @classmethod
    def of(
        cls,
        sheets: Iterable[Sheet],
        *,
        is_whole: bool = False,
        layouts: Mapping[str, Layout] | None = None,
        plan: Plan | None = None,
    ) -> City:
        """The city of sheets of one year. A sheet that comes twice (as PDF and as workbook) counts once.

        Raises ValueError where the sheets are of several years, or there is none.
        """
        once = {_identity(sheet): sheet for sheet in sheets}
        years = {sheet.fiscal_year for sheet in once.values()}
        if len(years) != 1:
            raise ValueError(f"全市の点検は一つの年度の評価表に行います（{len(years)} 年度あります）。")
        known = dict(layouts or {})
        for sheet in once.values():
            if sheet.layout not in known:
                known[sheet.layout] = load_layout(sheet.layout)
        [fiscal_year] = years
        return cls(fiscal_year, tuple(once.values()), known, is_whole, plan)

    def layout_of(self, sheet: Sheet) -> Layout:
        return self.layouts[sheet.layout]


def _identity(sheet: Sheet) -> tuple[str, ...]:
    """What makes a sheet that sheet; one that does not say whose it is stands for itself."""
    division, measure = compare_key(sheet.head.division or ""), compare_key(sheet.position.measure_no or "")
    return (division, measure) if division and measure else (sheet.key,)


def named(sheet: Sheet) -> str:
    """A sheet as other divisions call it: 情報推進課の施策51."""
    return f"{sheet.head.division or '（課名なし）'}の施策{sheet.position.measure_no or '（番号なし）'}"
