"""見本市の場面 — the people of the example city at work: a clerk types, others approve or return, the office fixes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from hyoka.actions.carry import carry
from hyoka.actions.door import Change, save
from hyoka.actions.founding_time import Diary
from hyoka.actions.moves import move
from hyoka.actions.refresh import refresh_now
from hyoka.actions.refusal import Refusal
from hyoka.actions.take_in import take_in
from hyoka.actions.talk import open_thread
from hyoka.example.office import Division, Human, Office, Scene
from hyoka.layouts import Season, load_layout, seasons_at
from hyoka.sheet import Op, Sheet
from hyoka.store.actors import SYSTEM
from hyoka.store.cells import put_together, take_apart, text_of, value_of
from hyoka.store.models import DivisionRecord, Person, SheetRecord
from hyoka.workflow import Actor, Move, Role, Stage

ROUTE = tuple(Stage)
_MOVES = {Stage.DRAFT: Move.SUBMIT, Stage.OFFICE: Move.FINALIZE, Stage.FINAL: Move.PUBLISH}
_APPROVERS = {Stage.CHIEF: Role.CHIEF, Stage.HEAD: Role.HEAD}


@dataclass(frozen=True)
class Cast:
    """Who plays: the town as data, and its divisions and people as records."""

    town: Office
    divisions: dict[str, DivisionRecord]
    people: dict[str, Person]
    actors: dict[str, Actor]

    def actor(self, human: Human) -> Actor:
        return self.actors[human.login]

    def office(self) -> Actor:
        return self.actor(self.town.holders(Role.OFFICE)[0])

    def name_of(self, division: str) -> str:
        return self.divisions[division].name

    def approver(self, division: Division, stage: Stage) -> Actor:
        if stage is Stage.DIRECTOR:
            return self.actor(self.town.director_of(division.department))
        return self.actor(division.people[_APPROVERS[stage]]) if stage in _APPROVERS else self.office()


def play(cast: Cast, scene: Scene, sheet: Sheet, order: int, at: datetime) -> SheetRecord:
    """A sheet of this year: planned a year ago, evaluated now, as far as its scene says."""
    division = cast.town.division_named(sheet.head.division or "")
    planned, typed = _before_evaluation(sheet)
    diary = Diary(at - timedelta(days=23 - order % 6), at)
    record = _take_in(cast, planned, division, Season.EVALUATION, diary.last)
    clerk = cast.actor(division.people[Role.CLERK])
    typed = typed[: len(typed) * scene.typed // 100]
    _type(record, clerk, typed, diary)
    if scene.stage is not Stage.DRAFT or scene.note:
        _climb(cast, record, division, Stage.HEAD if scene.note else scene.stage, diary)
    if scene.note:
        head = cast.actor(division.people[Role.HEAD])
        _move(record, Move.RETURN, head, diary.next(1, 16, 40), scene.note)
    if scene.said:
        open_thread(
            key=record.key,
            place="",
            text=scene.said,
            by=cast.office(),
            at=diary.next(1, 14, 10),
            op_id=f"found-said-{record.key}",
        )
    _bring_up_to_date(record)
    return record


def play_plan(
    cast: Cast, record: SheetRecord, told: tuple[Scene, Sheet] | None, order: int, at: datetime
) -> None:
    """The sheet of the coming year, carried from this year's: its plan is to be written, or is told as far as its scene says."""
    diary = Diary(at - timedelta(days=12 - order % 5), at)
    coming = carry(key=record.key, by=cast.office(), at=diary.last)
    if told is not None:
        scene, sheet = told
        division = cast.town.division_named(sheet.head.division or "")
        typed = _planned_anew(coming, sheet)
        _type(
            coming, cast.actor(division.people[Role.CLERK]), typed[: len(typed) * scene.typed // 100], diary
        )
        if scene.stage is not Stage.DRAFT:
            _climb(cast, coming, division, scene.stage, diary)
    _bring_up_to_date(coming)


def _planned_anew(record: SheetRecord, sheet: Sheet) -> list[tuple[str, str]]:
    """The cells of 計画時 in which the plan says something else than what was carried."""
    layout, year = load_layout(sheet.layout), int(sheet.fiscal_year)
    carried = {place: value for place, _, value in record.cells.values_list("place", "is_rows", "value")}
    return [
        (place, text_of(value))
        for place, is_rows, value in take_apart(sheet)
        if not is_rows
        and text_of(value) != text_of(carried.get(place))
        and seasons_at(layout, place, year) == {Season.PLANNING}
    ]


def _bring_up_to_date(record: SheetRecord) -> None:
    """Findings and rows, unless the submission has brought them."""
    record.refresh_from_db()
    if record.findings_seq != record.cells_seq:
        refresh_now(record.pk)


def _take_in(cast: Cast, sheet: Sheet, division: Division, season: Season, at: datetime) -> SheetRecord:
    return take_in(sheet=sheet, division=cast.divisions[division.key], season=season, by=SYSTEM, at=at)


def _before_evaluation(sheet: Sheet) -> tuple[Sheet, list[tuple[str, str]]]:
    """The sheet with the cells of 評価時 still blank, and what is to be typed into them."""
    layout = load_layout(sheet.layout)
    year = int(sheet.fiscal_year)
    stored, typed = [], []
    for place, is_rows, value in take_apart(sheet):
        text = "" if is_rows else text_of(value)
        if text and seasons_at(layout, place, year) == {Season.EVALUATION}:
            typed.append((place, text))
            value = value_of(place, "", value)
        stored.append((place, is_rows, value))
    return put_together(sheet.key, stored), typed


def _type(record: SheetRecord, clerk: Actor, typed: list[tuple[str, str]], diary: Diary) -> None:
    """The clerk types in three sittings."""
    if not typed:
        return
    third = -(-len(typed) // 3)
    for first in range(0, len(typed), third):
        changes = [
            Change(f"found-{record.key}-{first + number}", Op.SET, place, 0, text)
            for number, (place, text) in enumerate(typed[first : first + third])
        ]
        saved = save(key=record.key, changes=changes, by=clerk, at=diary.next(1, 9 + first % 6, 5))
        if saved.statuses != {"saved"}:
            raise Refusal("E-FOUNDING", f"見本市の評価表に記入できませんでした: {saved.results}")


def _climb(cast: Cast, record: SheetRecord, division: Division, goal: Stage, diary: Diary) -> None:
    """Submitted, approved, fixed and published, until the sheet stands at its goal."""
    for step in steps_to(goal, cast, division, diary):
        _move(record, step.move, step.by, step.at)


class Climbed(NamedTuple):
    """One move on the way up: which, to which stage, by whom, and when."""

    move: Move
    target: Stage
    by: Actor
    at: datetime


def steps_to(goal: Stage, cast: Cast, division: Division, diary: Diary) -> Iterator[Climbed]:
    """From a draft to the goal."""
    for source, target in pairwise(ROUTE[: ROUTE.index(goal) + 1]):
        made = _MOVES.get(source, Move.APPROVE)
        if made is Move.SUBMIT:
            yield Climbed(made, target, cast.actor(division.people[Role.CLERK]), diary.next(1, 10, 15))
        else:
            by = cast.approver(division, source)
            yield Climbed(made, target, by, diary.next(1, 11 + len(source.value), 30))


def _move(record: SheetRecord, made: Move, by: Actor, at: datetime, note: str = "") -> None:
    record.refresh_from_db()
    op_id = f"found-{record.key}-{record.seq}"
    move(key=record.key, move=made, by=by, at=at, seen=record.cells_seq, op_id=op_id, note=note)
