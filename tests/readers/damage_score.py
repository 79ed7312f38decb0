"""傷の採点 — what a reader makes of damaged texts: figures right, missed, and wrong without being marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.readers.damage import Damage, damages

from hyoka.readers import CannotRead, Reading, read_bytes
from hyoka.sheet import Sheet, each_line, each_series
from hyoka.values import compare_key


class Slot(NamedTuple):
    """What a figure is: of which table, direction and row, which column, which year. None: the reader does not say."""

    table: str
    direction: str | None
    row: str | None
    column: str
    year: int | None

    def agrees(self, other: "Slot") -> bool:
        return all(mine is None or mine == its for mine, its in zip(self, other, strict=True))


class Figure(NamedTuple):
    """A figure as read: where, what, and the places whose doubt covers it."""

    slot: Slot
    written: str | None
    place: str
    covers: tuple[str, ...]


def figures(sheet: Sheet) -> Iterator[Figure]:
    """Every cell of a sheet that holds figures: money, targets and actuals, hours, staff."""
    for column in ("regular_staff", "other_staff"):
        place = f"/head/{column}"
        yield Figure(
            Slot("head", None, "", column, None), getattr(sheet.head, column).written, place, (place,)
        )
    for year in sheet.totals.years:
        for column in ("budget", "settlement", "carried_over"):
            place = f"/totals/{int(year.fiscal_year)}/{column}"
            slot = Slot("totals", None, "", column, int(year.fiscal_year))
            yield Figure(slot, getattr(year, column).written, place, (place,))
    for series in each_series(sheet):
        name, no = _key(series.indicator.name), _key(series.direction.no) if series.direction else None
        for value in series.indicator.values:
            for column in ("target", "actual"):
                place = f"{series.values_at}/{int(value.fiscal_year)}/{column}"
                slot = Slot(series.kind.value, no, name, column, int(value.fiscal_year))
                yield Figure(slot, getattr(value, column).written, place, (place, f"{series.values_at}/name"))
    for direction, line, at in each_line(sheet):
        for cost in line.years:
            for column in ("budget", "budget_general", "settlement", "settlement_general"):
                place = f"{at}/{int(cost.fiscal_year)}/{column}"
                slot = Slot("costs", _key(direction.no), _key(line.name), column, int(cost.fiscal_year))
                yield Figure(slot, getattr(cost, column).written, place, (place, f"{at}/name"))
    for row in sheet.schedule.rows:
        for column in ("regular_hours", "other_hours"):
            place = f"/schedule/{row.key}/{column}"
            slot = Slot("hours", None, _key(row.project), column, None)
            yield Figure(slot, getattr(row, column).written, place, (place, f"/schedule/{row.key}/project"))


def _key(text: str | None) -> str | None:
    return None if text is None else compare_key(text)


@dataclass
class Score:
    """Counts for a kind of damage."""

    texts: int = 0
    refused: int = 0
    held: int = 0  # figures that still stand in the damaged texts
    right: int = 0
    marked_right: int = 0  # of these, marked uncertain
    figures: int = 0  # figures the reader claims
    marked_wrong: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / self.held if self.held else 1.0

    def add(self, other: "Score") -> None:
        for name in ("texts", "refused", "held", "right", "marked_right", "figures", "marked_wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.wrong += other.wrong


class Truth:
    """The figures of the whole text by the cell they stand in, and by slot."""

    def __init__(self, text: str) -> None:
        [reading] = read_bytes(text.encode(), "whole.txt")
        self.by_cell: dict[tuple[int, int], list[tuple[Slot, str]]] = {}
        self.by_slot: dict[Slot, str] = {}
        for figure in figures(reading.sheet):
            if figure.written is not None:
                origin = reading.places[figure.place]
                self.by_slot[figure.slot] = figure.written
                cell = (origin.line or 0, origin.column or 0)
                self.by_cell.setdefault(cell, []).append((figure.slot, figure.written))

    def judge(self, damage: Damage) -> Score:
        """What the reader makes of one damaged text. A traceback is for the caller to see."""
        score = Score(texts=1)
        here = {
            (slot, written): cell
            for cell, origins in damage.came_from.items()
            for origin in origins
            for slot, written in self.by_cell.get(origin, ())
            if written
        }
        score.held = len(here)
        try:
            readings = read_bytes(damage.data, "damaged.txt")
        except CannotRead:
            score.refused = 1
            return score
        found: set[Slot] = set()
        for reading in readings:
            self._judge(reading, damage, score, found)
        score.right = len(found & {slot for slot, _ in here})
        return score

    def _judge(self, reading: Reading, damage: Damage, score: Score, found: set[Slot]) -> None:
        doubted = {item.place for item in reading.uncertain}
        for figure in figures(reading.sheet):
            if figure.written is None:
                continue
            score.figures += bool(figure.written)
            marked = any(_covered(place, doubted) for place in figure.covers)
            right = self._right(figure, reading, damage)
            if right is not None:
                if figure.written:
                    found.add(right)
                    score.marked_right += marked
            elif marked:
                score.marked_wrong += 1
            else:
                score.wrong.append(
                    f"{damage.kind} {damage.seed}: {figure.slot} {figure.written!r} {reading.places[figure.place]}"
                )

    def _right(self, figure: Figure, reading: Reading, damage: Damage) -> Slot | None:
        """The slot of the document that the figure is, if it says the same."""
        if not figure.written:
            # A blank is right where the document is blank, or where the damage blanked the cell itself.
            held = [text for slot, text in self.by_slot.items() if figure.slot.agrees(slot)]
            right = not any(held) or len(held) > 1 or self._blanked(figure, reading, damage)
            return figure.slot if right else None
        if figure.slot.table == "head":
            # Printed twice on the form: it may have been read at either place.
            said = self.by_slot[figure.slot]
            return figure.slot if compare_key(said) == compare_key(figure.written) else None
        origin = reading.places[figure.place]
        cell = (origin.line or 0, origin.column or 0)
        for source in damage.came_from.get(cell, ()):
            for slot, written in self.by_cell.get(source, ()):
                if figure.slot.agrees(slot) and compare_key(written) == compare_key(figure.written):
                    return slot
        return None

    def _blanked(self, figure: Figure, reading: Reading, damage: Damage) -> bool:
        origin = reading.places[figure.place]
        sources = damage.came_from.get((origin.line or 0, origin.column or 0), [])
        return any(figure.slot.agrees(slot) for source in sources for slot, _ in self.by_cell.get(source, ()))


def _covered(place: str, doubted: set[str]) -> bool:
    while place:
        if place in doubted:
            return True
        place = place.rpartition("/")[0]
    return False


def score_all(text: str, seed: int = 0) -> dict[str, Score]:
    """Every damage of the text, scored by kind."""
    truth = Truth(text)
    scores: dict[str, Score] = {}
    for damage in damages(text, seed):
        scores.setdefault(damage.kind, Score()).add(truth.judge(damage))
    return scores


def total(scores: Iterable[Score]) -> Score:
    whole = Score()
    for score in scores:
        whole.add(score)
    return whole
