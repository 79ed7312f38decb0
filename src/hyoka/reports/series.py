"""系列を行から — the indicators of a sheet put together again from its tidy rows, as far as a rule of judgement looks at them."""

from collections.abc import Iterator
from typing import NamedTuple

from hyoka.reports.city import TidySheet
from hyoka.sheet import Better, Indicator, TargetKind, YearValue
from hyoka.values import Entry, FiscalYear

_COLUMNS = (
    "kind", "relisted_from", "place", "of_year", "indicator", "target_kind", "better", "baseline", "target", "actual", "status",
)  # fmt: skip


class Listed(NamedTuple):
    """An indicator, its kind (outcome or output), and the place of its years."""

    kind: str
    place: str
    indicator: Indicator


def listed_series(sheet: TidySheet) -> Iterator[Listed]:
    """Every indicator in the order of the sheet; what is relisted is judged where it is first listed."""
    found: dict[str, tuple[str, Indicator, list[YearValue]]] = {}
    for kind, relisted, place, of_year, name, target_kind, better, baseline, target, actual, status in sheet.rows("indicators", *_COLUMNS):  # fmt: skip
        if relisted is not None or of_year is None:
            continue
        at = place.rsplit("/", 1)[0]
        if at not in found:
            told = Indicator(
                name=name, target_kind=TargetKind(target_kind) if target_kind else None, better=Better(better) if better else None,
                baseline=Entry.of(baseline),
            )  # fmt: skip
            found[at] = (kind, told, [])
        found[at][2].append(
            YearValue(fiscal_year=FiscalYear(of_year), target=Entry.of(target), actual=Entry.of(actual), status=status)
        )  # fmt: skip
    for at, (kind, told, years) in found.items():
        yield Listed(kind, at, told.model_copy(update={"values": tuple(years)}))
