"""個表の組み立て — a direction's texts, work plan and budget table, from what was found to documents."""

from collections.abc import Callable
from typing import TypeVar

from hyoka.readers.form.desk import Desk
from hyoka.readers.form.draft import Direction, Part, Row
from hyoka.readers.form.identity import Keys
from hyoka.readers.form.labels import key_of
from hyoka.readers.form.noted import Noted
from hyoka.readers.form.slots import relisting_of
from hyoka.sheet import (
    BudgetLine,
    BudgetTable,
    CostYear,
    DirectionSheet,
    Indicator,
    Means,
    Narrative,
    Place,
    Presence,
    Project,
    Relisting,
    WorkPlan,
    YearValue,
)
from hyoka.sheet.walk import STAGES
from hyoka.values import Entry, FiscalYear

T = TypeVar("T")


class DirectionBuilder(Noted):
    """Makes the pages of directions."""

    def __init__(self, desk: Desk, keys: Keys) -> None:
        super().__init__(desk)
        self.keys = keys

    def _presence(self, part: Part, at: Place) -> Presence:
        self._doubt(at, part.qualms)
        if part.rows:
            return Presence.PRESENT
        if part.none is not None:
            self._note(at / "presence", part.none)
            return Presence.NONE
        return Presence.BLANK if part.form_seen else Presence.NOT_IN_SOURCE

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

    def _direction(self, row: Direction, index: int, at: Place) -> DirectionSheet:
        key = self.keys.row("direction", key_of(row.no or row.text("name") or "") or index)
        here = at / key
        self._doubt(here, row.qualms)
        again = row.cells.get("name again")
        if again is not None:
            self._reprint(str(here / "name"), again)
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
                    budget_amended=self._amended(cells, "budget", here),
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
