"""組み立て — the draft becomes a document; every value's origin and doubt is kept by its place."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from hyoka.plan import ReformItem, find_reform_item
from hyoka.readers.form.desk import Desk
from hyoka.readers.form.draft import Direction, Draft, Found, Part, Qualm, Row
from hyoka.readers.form.identity import Keys
from hyoka.readers.form.labels import key_of
from hyoka.readers.form.slots import relisting_of
from hyoka.readers.reading import Doubt, Origin, Reading, Reprint, Uncertain, Unread
from hyoka.sheet import (
    MONTHS,
    Bar,
    BarKind,
    BudgetLine,
    BudgetTable,
    CostYear,
    DirectionSheet,
    Head,
    Indicator,
    Means,
    Narrative,
    OutcomeIndicator,
    Outcomes,
    Place,
    PlanPosition,
    Presence,
    Project,
    Rating,
    Ratings,
    Relisting,
    Schedule,
    ScheduleRow,
    Sheet,
    Totals,
    TotalYear,
    WorkPlan,
    YearValue,
)
from hyoka.sheet.walk import STAGES
from hyoka.values import Amount, Entry, FiscalYear

T = TypeVar("T")

_BACKWARDS = Qualm(Doubt.UNCLEAR, "線の始まりが終わりより後に読めるため、始まりを空けた")


class Builder:
    """Makes one sheet of one draft."""

    def __init__(self, desk: Desk, draft: Draft, fiscal_year: tuple[int, tuple[Qualm, ...]]) -> None:
        self.desk = desk
        self.draft = draft
        self.fiscal_year = FiscalYear(fiscal_year[0])
        self.places: dict[str, Origin] = {}
        self.uncertain: list[Uncertain] = []
        self.reprints: list[Reprint] = []
        self._origins: dict[tuple[int, int], Origin] = {}
        self._unit = desk.layout.money_unit
        field = draft.fields
        self.keys = Keys(
            desk.layout, self.fiscal_year, *(
                field[place].text if place in field else None
                for place in ("/head/division", "/position/measure_no", "/position/measure")
            ),
        )  # fmt: skip
        self._doubt(Place("/fiscal_year"), fiscal_year[1])

    def reading(self, unread: Sequence[Unread], source: str) -> Reading:
        return Reading(
            sheet=self._sheet(),
            places=self.places,
            unread=tuple(unread),
            uncertain=tuple(self.uncertain),
            reprints=tuple(self.reprints),
            source=source,
        )

    # ── cells ──────────────────────────────────────────────────────────────

    def _note(self, place: Place, found: Found) -> None:
        where = (found.row, found.column)
        origin = self._origins.get(where)
        if origin is None:
            origin = self._origins[where] = self.desk.origin(found)
        self.places[str(place)] = origin
        if found.qualms:
            self._doubt(place, found.qualms)

    def _doubt(self, place: Place, qualms: Sequence[Qualm]) -> None:
        for qualm in dict.fromkeys(qualms):
            self.uncertain.append(Uncertain(place=str(place), doubt=qualm.doubt, detail=qualm.detail))

    def _text(self, cells: dict[str, Found], name: str, at: Place) -> str | None:
        found = cells.get(name)
        if found is None:
            return None
        self._note(at / name, found)
        return found.text

    def _entry(self, cells: dict[str, Found], name: str, at: Place) -> Entry:
        return Entry.of(self._text(cells, name, at))

    def _amount(self, cells: dict[str, Found], name: str, at: Place) -> Amount:
        return Amount.of(self._text(cells, name, at), self._unit)

    # ── the sheet ──────────────────────────────────────────────────────────

    def _sheet(self) -> Sheet:
        for place, found in self.draft.reprints:
            self.reprints.append(Reprint(place=place, written=found.text, origin=self.desk.origin(found)))
        if self.draft.fiscal_year:
            self._note(Place("/fiscal_year"), self.draft.fiscal_year[1])
        head, position = self._fields("head"), self._fields("position")
        return Sheet(
            key=self.keys.sheet,
            layout=self.desk.layout.name,
            fiscal_year=self.fiscal_year,
            municipality_code=self.desk.layout.municipality_code,
            head=self._head(head, Place("/head")),
            position=PlanPosition(
                **{name: self._text(position, name, Place("/position")) for name in PlanPosition.model_fields}
            ),
            totals=self._totals(Place("/totals")),
            outcomes=self._outcomes(Place("/outcomes")),
            ratings=self._ratings(Place("/ratings")),
            directions=tuple(self._directions(Place("/directions"))),
            schedule=self._schedule(Place("/schedule")),
        )

    def _fields(self, part: str) -> dict[str, Found]:
        prefix = f"/{part}/"
        return {
            place.removeprefix(prefix): found
            for place, found in self.draft.fields.items()
            if place.startswith(prefix)
        }

    def _head(self, cells: dict[str, Found], at: Place) -> Head:
        return Head(
            department=self._text(cells, "department", at),
            division=self._text(cells, "division", at),
            regular_staff=self._entry(cells, "regular_staff", at),
            other_staff=self._entry(cells, "other_staff", at),
            phone=self._text(cells, "phone", at),
            extension=self._text(cells, "extension", at),
        )

    def _presence(self, part: Part, at: Place) -> Presence:
        self._doubt(at, part.qualms)
        if part.rows:
            return Presence.PRESENT
        if part.none is not None:
            self._note(at / "presence", part.none)
            return Presence.NONE
        return Presence.BLANK if part.form_seen else Presence.NOT_IN_SOURCE

    def _totals(self, at: Place) -> Totals:
        years = []
        for row in self.draft.totals.rows:
            for year in row.years:
                here = at / year
                years.append(
                    TotalYear(
                        fiscal_year=FiscalYear(year),
                        budget=self._amount(row.cells, "budget", here),
                        settlement=self._amount(row.cells, "settlement", here),
                        carried_over=self._amount(row.cells, "carried_over", here),
                    )
                )
        return Totals(presence=self._presence(self.draft.totals, at), years=tuple(years))

    # ── indicators ─────────────────────────────────────────────────────────

    def _values(self, row: Row, at: Place) -> tuple[YearValue, ...]:
        values = []
        for year in sorted(row.years):
            cells, here = row.years[year], at / year
            values.append(
                YearValue(
                    fiscal_year=FiscalYear(year),
                    target=self._entry(cells, "target", here),
                    actual=self._entry(cells, "actual", here),
                    status=self._text(cells, "status", here),
                    status_reason=None,
                )
            )
        return tuple(values)

    def _outcomes(self, at: Place) -> Outcomes:
        part = self.draft.outcomes
        indicators = []
        for index, row in enumerate(part.rows):
            name = row.text("name")
            key = self.keys.row("outcome", key_of(name) if name else index)
            here = at / key
            self._doubt(here, row.qualms)
            indicators.append(
                OutcomeIndicator(
                    key=key,
                    series_id=self.keys.series(name, "outcome"),
                    name=self._text(row.cells, "name", here),
                    formula=self._text(row.cells, "formula", here),
                    reform_item=self._reform_item(row, here),
                    baseline=Entry.missing(),
                    values=self._values(row, here),
                )
            )
        return Outcomes(presence=self._presence(part, at), indicators=tuple(indicators))

    def _reform_item(self, row: Row, at: Place) -> ReformItem | None:
        written = self._text(row.cells, "reform_item", at)
        if not written:
            return None
        return find_reform_item(written) or ReformItem(name=written)

    def _ratings(self, at: Place) -> Ratings:
        part = self.draft.ratings
        rows = []
        for row in part.rows:
            key = self.keys.row("rating", key_of(row.text("criterion") or ""))
            here = at / key
            rows.append(
                Rating(
                    key=key,
                    **{name: self._text(row.cells, name, here) for name in ("criterion", "grade", "reason")},
                )
            )
        return Ratings(presence=self._presence(part, at), rows=tuple(rows))

    # ── directions ─────────────────────────────────────────────────────────

    def _directions(self, at: Place) -> list[DirectionSheet]:
        return [self._direction(row, index, at) for index, row in enumerate(self.draft.pages)]

    def _direction(self, row: Direction, index: int, at: Place) -> DirectionSheet:
        key = self.keys.row("direction", key_of(row.no or row.text("name") or "") or index)
        here = at / key
        self._doubt(here, row.qualms)
        again = row.cells.get("name again")
        if again is not None:
            self.reprints.append(
                Reprint(place=str(here / "name"), written=again.text, origin=self.desk.origin(again))
            )
        stages = {
            stage: Narrative(
                general=self._text(row.cells, f"{stage}/general", here),
                reform=self._text(row.cells, f"{stage}/reform", here),
            )
            for stage in STAGES
        }
        return DirectionSheet(
            key=key,
            no=self._text(row.cells, "no", here),
            name=self._text(row.cells, "name", here),
            **stages,
            work_plan=WorkPlan(
                presence=self._presence(row.work_plan, here / "work_plan"),
                projects=self._rows(row.work_plan.rows, (key, "project"), here / "work_plan", self._project),
            ),
            budget_table=BudgetTable(
                presence=self._presence(row.budget_table, here / "budget_table"),
                lines=self._rows(row.budget_table.rows, (key, "line"), here / "budget_table", self._line),
            ),
        )

    def _rows(
        self, rows: list[Row], identity: tuple[str, ...], at: Place, make: Callable[[Row, str, Place], T]
    ) -> tuple[T, ...]:
        made = []
        for index, row in enumerate(rows):
            number = key_of(row.text("no") or "")
            key = self.keys.row(*identity, number or key_of(row.text("name") or "") or index)
            self._doubt(at / key, row.qualms)
            made.append(make(row, key, at / key))
        return tuple(made)

    def _relisting(self, row: Row, at: Place) -> Relisting | None:
        found = row.cells.get("relisted_from")
        if found is None:
            return None
        measure, direction, qualms = relisting_of(self.desk.layout, found)
        self._note(at / "relisted_from", found.doubted(*qualms))
        return Relisting(measure_no=measure, direction_no=direction)

    def _project(self, row: Row, key: str, at: Place) -> Project:
        return Project(
            key=key,
            no=self._text(row.cells, "no", at),
            name=self._text(row.cells, "name", at),
            relisted_from=self._relisting(row, at),
            means=self._rows(
                row.rows, (key, "means"), at, lambda means, own, here: self._means(means, own, here, row)
            ),
        )

    def _means(self, row: Row, key: str, at: Place, project: Row) -> Means:
        name = row.text("indicator/name")
        return Means(
            key=key,
            no=self._text(row.cells, "no", at),
            text=self._text(row.cells, "text", at),
            indicator=Indicator(
                series_id=self.keys.series(name, "output", project.text("name"), row.text("text")),
                name=self._text(row.cells, "indicator/name", at),
                baseline=Entry.missing(),
                values=self._values(row, at / "indicator"),
            ),
            course=self._text(row.cells, "course", at),
            reason=self._text(row.cells, "reason", at),
            reform_mark=self._text(row.cells, "reform_mark", at),
        )

    def _line(self, row: Row, key: str, at: Place) -> BudgetLine:
        years = []
        for year in sorted(row.years):
            cells, here = row.years[year], at / year
            years.append(
                CostYear(
                    fiscal_year=FiscalYear(year),
                    budget=self._amount(cells, "budget", here),
                    budget_general=self._amount(cells, "budget_general", here),
                    settlement=self._amount(cells, "settlement", here),
                    settlement_general=self._amount(cells, "settlement_general", here),
                )
            )
        return BudgetLine(
            key=key,
            no=self._text(row.cells, "no", at),
            name=self._text(row.cells, "name", at),
            relisted_from=self._relisting(row, at),
            account_code=self._text(row.cells, "account_code", at),
            years=tuple(years),
            cost_course=self._text(row.cells, "cost_course", at),
            reason=self._text(row.cells, "reason", at),
            reform_mark=self._text(row.cells, "reform_mark", at),
        )

    # ── schedule ───────────────────────────────────────────────────────────

    def _schedule(self, at: Place) -> Schedule:
        part = self.draft.schedule
        rows = []
        for index, row in enumerate(part.rows):
            name = row.text("project")
            key = self.keys.row("schedule", key_of(name) if name else index)
            here = at / key
            rows.append(
                ScheduleRow(
                    key=key,
                    project=self._text(row.cells, "project", here),
                    bars=tuple(self._bar(bar, (key, order), here) for order, bar in enumerate(row.rows)),
                    regular_hours=self._entry(row.cells, "regular_hours", here),
                    other_hours=self._entry(row.cells, "other_hours", here),
                )
            )
        return Schedule(presence=self._presence(part, at), rows=tuple(rows))

    def _bar(self, row: Row, identity: tuple[object, ...], at: Place) -> Bar:
        key = self.keys.row("bar", *identity)
        here = at / key
        begin, end = (self._text(row.cells, name, here) for name in ("from_month", "to_month"))
        if begin and end and MONTHS.index(int(begin)) > MONTHS.index(int(end)):
            self._doubt(here, (_BACKWARDS,))
            begin = None
        return Bar(
            key=key,
            kind=BarKind(row.text("kind") or "bar"),
            from_month=int(begin) if begin else None,
            to_month=int(end) if end else None,
            label=self._text(row.cells, "label", here),
        )
