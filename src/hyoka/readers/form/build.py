"""組み立て — the draft becomes a document; every value's origin and doubt is kept by its place."""

from collections.abc import Sequence

from hyoka.plan import ReformItem, find_reform_item
from hyoka.readers.form.build_direction import DirectionBuilder
from hyoka.readers.form.desk import Desk
from hyoka.readers.form.draft import Draft, Found, Qualm, Row
from hyoka.readers.form.identity import Keys
from hyoka.readers.form.labels import key_of
from hyoka.readers.reading import Doubt, Reading, Unread
from hyoka.sheet import (
    MONTHS,
    Bar,
    BarKind,
    DirectionSheet,
    Head,
    OutcomeIndicator,
    Outcomes,
    Place,
    PlanPosition,
    Rating,
    Ratings,
    Schedule,
    ScheduleRow,
    Sheet,
    Totals,
    TotalYear,
)
from hyoka.values import Entry, FiscalYear

_BACKWARDS = Qualm(Doubt.UNCLEAR, "線の始まりが終わりより後に読めるため、始まりを空けた")


class Builder(DirectionBuilder):
    """Makes one sheet of one draft."""

    def __init__(self, desk: Desk, draft: Draft, fiscal_year: tuple[int, tuple[Qualm, ...]]) -> None:
        self.draft = draft
        self.fiscal_year = FiscalYear(fiscal_year[0])
        identity = (
            draft.fields[place].text if place in draft.fields else None
            for place in ("/head/division", "/position/measure_no", "/position/measure")
        )
        super().__init__(desk, Keys(desk.layout, self.fiscal_year, *identity))
        self._doubt(Place("/fiscal_year"), fiscal_year[1])

    def reading(self, spoiled: Sequence[Unread], rows: tuple[int, int], source: str) -> Reading:
        """The Reading; what of its rows has no place in the document is unread."""
        sheet = self._sheet()
        return Reading(
            sheet=sheet,
            places=self.places,
            unread=(*spoiled, *self.desk.unread(*rows, self.placed)),
            uncertain=tuple(self.uncertain),
            reprints=tuple(self.reprints),
            source=source,
        )

    # ── the sheet ──────────────────────────────────────────────────────────

    def _sheet(self) -> Sheet:
        for place, found in self.draft.reprints:
            self._reprint(place, found)
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

    def _totals(self, at: Place) -> Totals:
        years = []
        for row in self.draft.totals.rows:
            for year in row.years:
                here = at / year
                years.append(
                    TotalYear(
                        fiscal_year=FiscalYear(year),
                        budget=self._amount(row.cells, "budget", here),
                        budget_amended=self._amended(row.cells, "budget", here),
                        settlement=self._amount(row.cells, "settlement", here),
                        carried_over=self._amount(row.cells, "carried_over", here),
                    )
                )
        return Totals(presence=self._presence(self.draft.totals, at), years=tuple(years))

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
