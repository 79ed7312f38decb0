"""承継をたどる — to which divisions the work of a sheet passes by the beginning of the next fiscal year.

History belongs to its year: a sheet stays with the division that made it. What is made next goes where the work went.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from hyoka.carrying import join
from hyoka.sheet import PlanPosition, Sheet
from hyoka.store.documents import documents_of
from hyoka.store.models import DivisionRecord, Origin, SheetRecord, Step, SuccessionRecord
from hyoka.store.portion import Cut, Portion
from hyoka.store.renewed import renewed_in


def first_day(fiscal_year: int) -> date:
    return date(fiscal_year, 4, 1)


def fiscal_year_of(day: date) -> int:
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def steps_after(fiscal_year: int) -> list[SuccessionRecord]:
    """What changed from the second day of a fiscal year to the first day of the next, in order."""
    found = SuccessionRecord.objects.filter(on__gt=first_day(fiscal_year), on__lte=first_day(fiscal_year + 1))
    return list(found.prefetch_related("transfers__taker", "transfers__giver").order_by("on", "pk"))


@dataclass
class Passing:
    """Who takes which rows of a sheet, by the division's key, and who has the rest; None: nobody."""

    rest: str | None
    taken: dict[str, set[str]] = field(default_factory=dict)

    def pass_on(self, step: SuccessionRecord, measure_no: str) -> None:
        heir = step.after[0] if step.after else None
        if step.kind in (Step.RENAMED, Step.MERGED, Step.ENDED):
            for key in step.before:
                self._hand_over(key, heir)
            return
        for transfer in step.transfers.all():
            if transfer.measure_no == measure_no and transfer.giver.key in (self.rest, *self.taken):
                self._transfer(transfer.giver.key, transfer.taker.key, transfer.row)
        if step.kind == Step.SPLIT:
            for key in step.before:
                self._hand_over(key, heir)

    def _hand_over(self, before: str, heir: str | None) -> None:
        rows = self.taken.pop(before, set())
        if heir is not None and rows:
            self.taken.setdefault(heir, set()).update(rows)
        if self.rest == before:
            self.rest = heir

    def _transfer(self, giver: str, taker: str, row: str) -> None:
        if not row:
            self._hand_over(giver, taker)
            return
        if giver in self.taken and row in self.taken[giver]:
            self.taken[giver].discard(row)
        elif self.rest != giver:
            return
        self.taken.setdefault(taker, set()).add(row)


class Target(NamedTuple):
    """A sheet of the next year, and of which parts it is made: the division's own forerunner first."""

    division: DivisionRecord
    measure_no: str
    portions: tuple[Portion, ...]
    position: PlanPosition | None = None  # in a new plan; None: where it stood

    @property
    def is_plain(self) -> bool:
        """One sheet as a whole, of one division."""
        return len(self.portions) == 1 and self.portions[0].is_whole


def passing_of(record: SheetRecord, steps: Iterable[SuccessionRecord]) -> Passing:
    """Where the work of a sheet passes by these steps."""
    passing = Passing(record.division.key)
    for step in steps:
        passing.pass_on(step, record.measure_no)
    passing.taken = {key: rows for key, rows in passing.taken.items() if rows and key != passing.rest}
    return passing


def targets_of(records: Iterable[SheetRecord], fiscal_year: int) -> list[Target]:
    """The sheets of the next year that the sheets of a year become. `records`: all of the measures in question."""
    steps = steps_after(fiscal_year)
    divisions = {one.key: one for one in DivisionRecord.objects.all()}
    held = list(records)
    renewed = renewed_in(fiscal_year + 1)
    documents = documents_of(held) if renewed is not None else {}
    found: dict[tuple[str, str], list[Portion]] = {}
    for record in held:
        for key, portion in _portions(record, passing_of(record, steps)):
            if not _is_there_in(divisions[key], fiscal_year + 1):
                continue
            if renewed is None:
                found.setdefault((key, record.measure_no), []).append(portion)
                continue
            for measure_no, placed in renewed.portions(portion, documents[record.pk]):
                found.setdefault((key, measure_no), []).append(placed)
    return [
        Target(
            divisions[key], measure_no, tuple(sorted(portions, key=lambda one: _forerunner(one, key))),
            renewed.position(measure_no) if renewed is not None else None,
        )
        for (key, measure_no), portions in found.items()
    ]  # fmt: skip


def measures_beside(record: SheetRecord) -> set[str]:
    """The numbers of the measures whose sheets may become one with this one in the next year."""
    renewed = renewed_in(record.fiscal_year + 1)
    return renewed.beside(record.measure_no) if renewed is not None else {record.measure_no}


def _portions(record: SheetRecord, passing: Passing) -> Iterator[tuple[str, Portion]]:
    left = frozenset().union(*passing.taken.values())
    if passing.rest is not None:
        yield passing.rest, Portion(record, (Cut(False, left),) if left else ())
    for key, rows in passing.taken.items():
        yield key, Portion(record, (Cut(True, frozenset(rows)),))


def _is_there_in(division: DivisionRecord, fiscal_year: int) -> bool:
    return division.valid_until is None or division.valid_until >= first_day(fiscal_year)


def _forerunner(portion: Portion, key: str) -> tuple[bool, bool, int, str]:
    source = portion.source
    return (source.division.key != key, bool(portion.taken), source.division.order, source.key)


# ── looking back ──


def origins_of(record: SheetRecord) -> list[tuple[Origin, Portion]]:
    """Of which parts of last year's sheets a sheet was made; empty: of its forerunner as a whole."""
    found = record.origins.select_related("source__final", "source__division", "source__keeper")
    return [(one, _portion_of(one)) for one in found]


def _portion_of(origin: Origin) -> Portion:
    cuts = tuple(Cut(takes, frozenset(rows)) for takes, rows in origin.cuts)
    return Portion(origin.source, cuts, {key: (no, name) for key, (no, name) in origin.numbers.items()})


def joined_before(origins: Iterable[Portion], documents: Mapping[int, Sheet]) -> Sheet | None:
    """Last year's sheets as the one sheet they have become; `documents` by the source's id, those that may be used."""
    parts = [one.of(documents[one.source.pk]) for one in origins if one.source.pk in documents]
    return join(*parts) if parts else None


def told_on(record: SheetRecord) -> QuerySet[SuccessionRecord]:
    """The acts of the sheet's year and of the day after it that concern its division."""
    key = record.division.key
    near = SuccessionRecord.objects.filter(
        on__gte=first_day(record.fiscal_year), on__lte=first_day(record.fiscal_year + 1)
    )
    concerned = [one.pk for one in near if key in (*one.before, *one.after)]
    return near.filter(pk__in=concerned)


__all__ = [
    "Passing",
    "Portion",
    "Target",
    "first_day",
    "fiscal_year_of",
    "joined_before",
    "origins_of",
    "passing_of",
    "steps_after",
    "targets_of",
    "told_on",
]  # fmt: skip
