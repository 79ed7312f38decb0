"""繰り越す — next year's sheet made of this year's: structure, targets and planned texts; nothing that is evaluated.

Cities do this in March, before the old year is evaluated. Past columns keep what was planned; what was reached arrives
when it is approved (`arrival`). Rows keep their keys, so that two years of a sheet can be laid side by side.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from hyoka.layouts import Layout, Season, seasons_at
from hyoka.sheet import Part, Place, Presence, Sheet, each_project, presence_of
from hyoka.sheet.part import Row, YearRow
from hyoka.sheet.place import ROOT, row_id, slots
from hyoka.sheet.schedule import ScheduleRow
from hyoka.sheet.work_plan import Means, Project
from hyoka.values import Amount, Document, Entry, FiscalYear, compare_key

# Figures without a year column are of the sheet's own year (人数, 時間数): they are asked anew. A baseline stays.
_STAYS = frozenset({"baseline"})


class CannotCarry(ValueError):
    """The form has no columns for the next year. The message is meant for the office."""


class Dropped(NamedTuple):
    """A row that is not carried, because its end was decided."""

    place: str
    name: str
    course: str  # 終了, 休止, 統合 …


class Carried(NamedTuple):
    sheet: Sheet
    dropped: tuple[Dropped, ...]


def carry_forward(sheet: Sheet, old: Layout, new: Layout, *, key: str) -> Carried:
    """The sheet of the next fiscal year on the form `new` (the same one, unless its years are over).

    Raises CannotCarry.
    """
    year = FiscalYear(sheet.fiscal_year + 1)
    if not new.years.holds(year):
        raise CannotCarry(
            f"様式「{new.name}」は{FiscalYear(new.years.last).wareki}までの様式で、{year.wareki}の欄がありません。"
            "新しい計画期間の様式を用意して、選んでください。"
        )
    carrier = _Carrier(sheet, old, tuple(new.years.of(year)))
    carried = carrier.document(sheet, ROOT)
    changed = {"key": key, "layout": new.name, "fiscal_year": year}
    return Carried(
        Sheet.model_validate({**{name: getattr(carried, name) for name in Sheet.model_fields}, **changed}),
        carrier.dropped,
    )


class _Carrier:
    def __init__(self, sheet: Sheet, layout: Layout, years: tuple[FiscalYear, ...]) -> None:
        self.layout, self.year, self.years = layout, sheet.fiscal_year, years
        self.dropped = tuple(ended_rows(sheet, layout))
        self._gone = {drop.place for drop in self.dropped}
        self._ended = {compare_key(drop.name) for drop in self.dropped if _is_project(drop)}

    def document(self, held: Any, at: Place) -> Any:
        model: type[Document] = type(held)
        fields: dict[str, Any] = {}
        for slot in slots(model):
            value = getattr(held, slot.name)
            here = at if slot.implied else at / slot.name
            if slot.rows and issubclass(slot.rows, YearRow):
                fields[slot.name] = self.columns(slot.rows, value, here)
            elif slot.rows:
                fields[slot.name] = tuple(
                    self.document(row, here / row_id(row)) for row in value if not self.is_over(row, here)
                )
            elif slot.document:
                fields[slot.name] = self.document(value, here)
            else:
                fields[slot.name] = value if self.carries(value, here) else _blank(model, slot.name, value)
        if isinstance(held, Row):
            fields["key"] = held.key
        if issubclass(model, Part):
            was = held.presence
            fields["presence"] = presence_of(
                fields[model.ROWS], Presence.BLANK if was is Presence.PRESENT else was
            )
        return model(**fields)

    def columns(self, model: type[Any], held: tuple[Any, ...], at: Place) -> tuple[Any, ...]:
        """The window of the new year: columns that fall out go, new ones are blank. A list without any stays so."""
        by_year = {row.fiscal_year: row for row in held}
        return tuple(
            self.column(by_year[year], at / int(year))
            if year in by_year
            else _blank_column(model, year, held)
            for year in (self.years if held else ())
        )

    def column(self, row: Any, at: Place) -> Any:
        model: type[Document] = type(row)
        fields: dict[str, Any] = {"fiscal_year": row.fiscal_year}
        for slot in slots(model):
            value = getattr(row, slot.name)
            is_kept = row.fiscal_year < self.year or self.carries(value, at / slot.name)
            fields[slot.name] = value if is_kept else _blank(model, slot.name, value)
        return model(**fields)

    def carries(self, value: Any, place: Place) -> bool:
        """What is planned is carried; what is evaluated is not, nor the figures of the old year itself."""
        if seasons_at(self.layout, place, self.year) == {Season.EVALUATION}:
            return False
        in_column = place.parent.parts[-1:] and place.parent.parts[-1].isdecimal()
        return bool(in_column) or not isinstance(value, Entry) or place.parts[-1] in _STAYS

    def is_over(self, row: Document, holder: Place) -> bool:
        if isinstance(row, ScheduleRow):
            return compare_key(row.project or "") in self._ended
        return str(holder / row_id(row)) in self._gone


def ended_rows(sheet: Sheet, layout: Layout) -> Iterator[Dropped]:
    """The means whose stated course ends them, and the projects of which no means is left."""
    for _, project, at in each_project(sheet):
        ended = [means for means in project.means if means.course in layout.ending_words]
        if ended and len(ended) == len(project.means):
            yield Dropped(str(at), _name(project), ended[0].course or "")
            continue
        for means in ended:
            yield Dropped(str(at / means.key), _name(means), means.course or "")


def departures(sheet: Sheet, approved: Sheet, layout: Layout) -> Iterator[Dropped]:
    """Rows that still stand in next year's sheet although the approved evaluation ends them."""
    held = {str(place) for _, _, place in each_project(sheet)}
    held |= {f"{place}/{means.key}" for _, project, place in each_project(sheet) for means in project.means}
    ended = [drop for drop in ended_rows(approved, layout) if drop.place in held]
    yield from ended
    names = {compare_key(drop.name): drop for drop in ended if _is_project(drop)}
    for row in sheet.schedule.rows:
        drop = names.get(compare_key(row.project or ""))
        if drop is not None:
            yield drop._replace(place=str(Place("/schedule") / row.key))


def _is_project(drop: Dropped) -> bool:
    return len(Place(drop.place).parts) == 4  # /directions/…/work_plan/…


def _name(row: Project | Means) -> str:
    return (row.name if isinstance(row, Project) else row.text) or ""


def _blank(model: type[Document], name: str, held: Any) -> Any:
    if isinstance(held, Amount):
        return Amount.blank(held.unit)
    if isinstance(held, Entry):
        return Entry.blank()
    return model.model_fields[name].get_default(call_default_factory=True)


def _blank_column(model: type[Document], year: FiscalYear, beside: tuple[Any, ...]) -> Any:
    """A column in which nothing stands yet, in the units of the columns beside it."""
    like = beside[-1]
    fields: dict[str, Any] = {"fiscal_year": year}
    fields |= {slot.name: _blank(model, slot.name, getattr(like, slot.name)) for slot in slots(model)}
    return model(**fields)
