"""評価表のゆくえ — what an act means for the sheets that are there: who goes on with them, and what stands beside the work."""

from collections.abc import Sequence
from datetime import datetime

from hyoka.actions.change import Change
from hyoka.actions.editing import Editing
from hyoka.actions.events import append
from hyoka.actions.refusal import Refusal
from hyoka.actions.reorganising.asked import Outcome, Passed, Plan
from hyoka.actions.reorganising.divisions import Heirs
from hyoka.carrying import note_of_giving, noted
from hyoka.sheet import Op, Place
from hyoka.store.actors import SYSTEM
from hyoka.store.cells import encode, text_of
from hyoka.store.documents import document_of
from hyoka.store.lineage import first_day, fiscal_year_of
from hyoka.store.models import DivisionRecord, Kind, Lent, SheetRecord, Step, SuccessionRecord, Via
from hyoka.store.reach import held_by
from hyoka.values import FiscalYear
from hyoka.workflow import Actor, Stage

FIXED = tuple(stage.value for stage in Stage if stage.is_fixed)


class Sheets:
    """What happens to the sheets that are there."""

    def __init__(
        self, plan: Plan, made: SuccessionRecord, before: Sequence[DivisionRecord], after: Heirs,
        takers: dict[str, DivisionRecord], by: Actor, at: datetime, outcome: Outcome,
    ) -> None:  # fmt: skip
        self.plan, self.made, self.before, self.takers = plan, made, before, takers
        self.heir = after.of(plan.after[0]) if plan.after and plan.kind is not Step.REASSIGNED else None
        self.by, self.at, self.outcome = by, at, outcome
        self.year = fiscal_year_of(plan.on)
        self.is_new_year = plan.on == first_day(self.year)

    def follow(self) -> None:
        held = SheetRecord.objects.select_for_update(of=("self",)).select_related("division", "keeper")
        for record in held.filter(held_by([one.key for one in self.before])).order_by("key"):
            if self.is_new_year and record.fiscal_year >= self.year:
                self._rehome(record)
            else:
                self._pass(record)

    def _pass(self, record: SheetRecord) -> None:
        """A sheet of the year that ends, or of the year in which it happens: it stays; the work on it may pass."""
        is_open = record.stage not in FIXED or record.fiscal_year >= self.year - 1
        stays_with_giver = is_open and not self.plan.is_evaluated_by_successor
        whole = next(
            (one for one in self.plan.passes if one.measure_no == record.measure_no and not one.row), None
        )
        rows = [one for one in self.plan.passes if one.measure_no == record.measure_no and one.row]
        self._note(record, whole, rows)
        if stays_with_giver:
            return
        heir = self.takers[whole.taker] if whole else self.heir
        if heir is not None and heir.pk != record.holder.pk:
            record.keeper = heir
            append(
                record,
                Kind.REORGANISE,
                self.by,
                self.at,
                {"what": "keeper", "heir": heir.key, "act": self.made.pk},
            )
            record.save()
            self.outcome.kept.append((record, heir.name))
        if is_open and not whole:
            self._lend(record, [one for one in rows if self.takers[one.taker] != heir])

    def _lend(self, record: SheetRecord, rows: Sequence[Passed]) -> None:
        there = {*record.cells.filter(is_rows=True).values_list("place", flat=True)}
        for taker in dict.fromkeys(one.taker for one in rows):
            mine = [
                one for one in rows if one.taker == taker and any(f"/{one.row}/" in f"{at}/" for at in there)
            ]
            if not mine:
                continue
            division = self.takers[taker]
            lent, _ = Lent.objects.get_or_create(sheet=record, division=division, defaults={"rows": []})
            lent.rows = sorted({*lent.rows, *(one.row for one in mine)})
            lent.save()
            append(
                record, Kind.REORGANISE, self.by, self.at,
                {"what": "lent", "heir": division.key, "keys": lent.rows, "act": self.made.pk},
            )  # fmt: skip
            record.save()
            self.outcome.lent.append((record, division.name, tuple(one.name for one in mine)))

    def _note(self, record: SheetRecord, whole: Passed | None, rows: Sequence[Passed]) -> None:
        """「R08総務課へ事務移管」 beside the work, in the sheet of the year before; a fixed one is left as it is."""
        if record.stage in FIXED or record.fiscal_year < self.year - 1 or not rows or whole:
            return
        editing = Editing.open(key=record.key, by=SYSTEM, at=self.at, via=Via.SYSTEM)
        editing.is_late = False
        sheet = document_of(record)
        for passed in rows:
            note = note_of_giving(FiscalYear(self.year), self.takers[passed.taker].name)
            for place, text in noted(sheet, {passed.row}, note):
                _set(editing, place, text, self.made.pk)
        editing.close()
        record.refresh_from_db()

    def _rehome(self, record: SheetRecord) -> None:
        """A sheet of the new year that was carried before the act was told: it goes to the division that has the work."""
        passes = [one for one in self.plan.passes if one.measure_no == record.measure_no]
        whole = next((one for one in passes if not one.row), None)
        heir = self.takers[whole.taker] if whole else self.heir
        year = FiscalYear(record.fiscal_year).wareki
        named = f"{year} {record.division.name} 施策{record.measure_no}"
        if any(one.row for one in passes):
            raise Refusal(
                "E-CARRIED",
                f"{named} の評価表がもうあるため、その中の事業だけを移せません。"
                "年度更新の前に登録するか、施策ごと移してください。何も変えていません。",
            )
        if heir is None or heir.pk == record.division_id:
            return
        same = SheetRecord.objects.filter(
            fiscal_year=record.fiscal_year, division=heir, measure_no=record.measure_no
        )
        if same.exists():
            raise Refusal(
                "E-CARRIED",
                f"{named} と、{heir.name} の同じ施策の評価表がもうあるため、一つにできません。"
                "統合は年度更新の前に登録してください。何も変えていません。",
            )
        record.division, record.keeper = heir, None
        record.save()
        editing = Editing.open(key=record.key, by=SYSTEM, at=self.at, via=Via.SYSTEM)
        editing.is_late = False
        for name, text in (("department", heir.department), ("division", heir.name)):
            _set(editing, Place("/head") / name, text, self.made.pk)
        editing.close()
        self.outcome.rehomed.append((record, heir.name))


def _set(editing: Editing, place: Place, text: str, act: int) -> None:
    """A cell by the program itself, with its edit in the chain."""
    cell = editing.cell(str(place))
    if text_of(cell.value) == text:
        return
    name = f"act-{act}-{editing.record.pk}-{editing.next_seq}"
    answer = {"status": "saved", "place": str(place), "rev": editing.next_seq, "value": text}
    editing.put(Change(name, Op.SET, str(place), cell.rev, text, ""), encode(text), answer)
