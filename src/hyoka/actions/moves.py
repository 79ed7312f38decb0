"""段階を動かす — submit, approve, return, withdraw, finalise, publish, correct: the document is frozen at each."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from hyoka.actions.editing import NotFound, lock
from hyoka.actions.events import append, canonical, digest
from hyoka.actions.held import LONGEST
from hyoka.actions.indexing import index_revision
from hyoka.actions.refresh import refresh_now
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.take_in import freeze
from hyoka.judging import judged
from hyoka.layouts import Season, load_layout
from hyoka.sheet import Sheet, sheet_to_json
from hyoka.store.documents import document_of
from hyoka.store.models import Event, Kind, Level, Round, SheetRecord, SheetRevision
from hyoka.store.past import following
from hyoka.store.reach import acted_in_round, options, route, subject_of
from hyoka.values.text import hold_text
from hyoka.workflow import Action, Actor, Move, Post, Stage, Transition, find_transition
from hyoka.workflow.policy import posts_for


class Moved(NamedTuple):
    record: SheetRecord
    stage: Stage
    revision: int  # its number


class _Way(NamedTuple):
    transition: Transition
    target: Stage
    is_deputy: bool


def move(*, key: str, move: Move, by: Actor, at: datetime, seen: int, op_id: str, note: str = "") -> Moved:
    """Make one move. `seen`: the cells_seq that the person's screen showed; what is approved is what was seen.

    Raises NotFound, NotAllowed, Refusal. Sent twice with one op id, it is made once.
    """
    note = _held(note)
    if move is Move.SUBMIT:
        _bring_findings_up_to_date(key, by)
    with transaction.atomic():
        record = lock(key, by)
        done = _done_before(record, op_id)
        if done is not None:
            return done
        way = _way(record, move, posts_for(by, Action.MOVE, subject_of(record), options()))
        _refuse(record, way, by, seen, note)
        return _make(record, way, by, at, op_id, note)


class Offer(NamedTuple):
    """A move that a person could make now, for the buttons of a page."""

    move: Move
    target: Stage
    needs_note: bool
    is_approval: bool
    is_deputy: bool  # 代決: by a deputy's post


def offers(record: SheetRecord, by: Actor) -> tuple[Offer, ...]:
    """The moves that this person could make now."""
    posts = posts_for(by, Action.MOVE, subject_of(record), options())
    acted = acted_in_round(record) if posts else frozenset()
    found = []
    for wanted in Move:
        try:
            (transition, target, is_deputy) = _way(record, wanted, posts)
        except Refusal:
            continue
        if transition.is_approval and by.person in acted:
            continue
        if wanted is Move.BEGIN and record.season == Season.EVALUATION.value:
            continue
        found.append(Offer(wanted, target, transition.needs_note, transition.is_approval, is_deputy))
    return tuple(found)


def may_move(record: SheetRecord, by: Actor) -> tuple[Move, ...]:
    """The same, as moves only."""
    return tuple(offer.move for offer in offers(record, by))


class Wanted(NamedTuple):
    """One sheet of a bulk approval: what the list showed of it."""

    key: str
    move: Move
    seen: int
    op_id: str


class Answer(NamedTuple):
    """What became of it: the move, or the words of the refusal."""

    key: str
    moved: Moved | None
    refusal: str = ""


def move_each(*, wanted: Iterable[Wanted], by: Actor, at: datetime) -> tuple[Answer, ...]:
    """まとめて承認 — every sheet in a transaction of its own: one that is refused leaves the others as they are."""
    answers = []
    for key, its_move, seen, op_id in wanted:
        try:
            moved = move(key=key, move=its_move, by=by, at=at, seen=seen, op_id=op_id)
        except NotFound:
            answers.append(Answer(key, None, "評価表が見つかりません。"))
        except Refusal as refusal:
            answers.append(Answer(key, None, refusal.message))
        else:
            answers.append(Answer(key, moved))
    return tuple(answers)


def _held(note: str) -> str:
    """The note as it is stored. Raises Refusal."""
    try:
        words = hold_text(note).strip()
    except ValueError as error:
        raise Refusal("E-VALUE", str(error)) from error
    if len(words) > LONGEST:
        raise Refusal("E-SIZE", f"文が長すぎます（{len(words):,}字）。{LONGEST:,}字以内にしてください。")
    return words


def _bring_findings_up_to_date(key: str, by: Actor) -> None:
    """Only for who may move the sheet: a stranger sets nothing to work, and learns nothing from how long it takes."""
    record = SheetRecord.objects.select_related("division").filter(key=key).first()
    if record is None or record.findings_seq == record.cells_seq:
        return
    if not by.person or posts_for(by, Action.MOVE, subject_of(record), options()):
        refresh_now(record.pk)


def _done_before(record: SheetRecord, op_id: str) -> Moved | None:
    event = Event.objects.filter(scope=record.key, kind=Kind.MOVE, body__op_id=op_id).first()
    if event is None:
        return None
    revision = SheetRevision.objects.get(sheet=record, seq=event.seq)
    return Moved(record, Stage(event.body["to"]), revision.number)


def _way(record: SheetRecord, move: Move, posts: tuple[Post, ...]) -> _Way:
    """Which transition these posts make, and whether as a deputy (代決).

    Raises NotAllowed.
    """
    for is_deputy in (False, True):
        roles = {post.role for post in posts if post.is_deputy == is_deputy}
        found = find_transition(move, Stage(record.stage), roles, route())
        if found is not None:
            return _Way(*found, is_deputy)
    raise NotAllowed(f"評価表は「{record.stage}」の段階にあり、あなたの役割では「{move}」はできません。")


def _refuse(record: SheetRecord, way: _Way, by: Actor, seen: int, note: str) -> None:
    """Everything that speaks against the move. Raises Refusal."""
    move = way.transition.move
    if way.transition.needs_note and not note:
        raise Refusal("E-NOTE", f"{move}には理由が必要です。理由を書いてからもう一度押してください。")
    if way.transition.is_approval and by.person in acted_in_round(record):
        raise NotAllowed("あなたが提出か承認をした評価表なので、次の承認はほかの人がします。")
    if move in (Move.SUBMIT, Move.APPROVE, Move.FINALIZE, Move.PUBLISH) and seen != record.cells_seq:
        raise Refusal(
            "E-CHANGED",
            "この画面を開いたあとで評価表が変わりました。変わったところを確かめてから、もう一度押してください。",
        )
    if move is Move.SUBMIT and record.findings_seq != record.cells_seq:
        raise Refusal("E-CHECKING", "点検が終わっていません。少し待ってから、もう一度押してください。")
    if move is Move.SUBMIT and record.unexplained:
        raise Refusal(
            "E-FINDINGS",
            f"「要修正」の指摘が {record.unexplained} 件残っています。直すか、直さない理由を書いてから提出してください。",
        )
    if move is Move.BEGIN:
        if record.season == Season.EVALUATION.value:
            raise Refusal("E-SEASON", "評価はもう始まっています。")
        if not Round.objects.filter(
            fiscal_year=record.fiscal_year, season=Season.EVALUATION.value, is_open=True
        ).exists():
            raise Refusal("E-CLOSED", "この年度の評価時の受付が開いていません。先に受付を開いてください。")


def _make(record: SheetRecord, way: _Way, by: Actor, at: datetime, op_id: str, note: str) -> Moved:
    move = way.transition.move
    sheet = document_of(record)
    document = sheet_to_json(sheet)
    judgements = judgements_of(record, sheet, way.target)
    rounds = Round.objects.filter(fiscal_year=record.fiscal_year)
    deadlines = dict(rounds.values_list("season", "deadline"))
    body = enter(
        record, move, way.target, by, at, op_id,
        document=document, deadlines=deadlines, note=note, is_deputy=way.is_deputy, judgements=judgements,
    )  # fmt: skip
    append(record, Kind.MOVE, by, at, body)
    revision = freeze(
        record, document, move=move.value, by=by, at=at, note=note, is_deputy=way.is_deputy, judgements=judgements,
    )  # fmt: skip
    if way.target is Stage.FINAL:
        record.final = revision
        record.correction = ""
        index_revision(record, revision, Level.FINAL)
        following(record).update(behind_since=at)  # what is approved of this year is the past of the next
    if way.target is Stage.PUBLISHED:
        record.published = revision
        index_revision(record, revision, Level.PUBLISHED)
    if move is Move.BEGIN:
        record.findings_seq = -1  # other cells are due now
        record.fall_behind(at)
    record.save()
    return Moved(record, way.target, revision.number)


def judgements_of(record: SheetRecord, sheet: Sheet, target: Stage) -> list[dict[str, Any]]:
    """判定の記録 — what is approved keeps the rules by which it was judged, whatever becomes of the rules."""
    if record.season != Season.EVALUATION.value or not target.is_fixed:
        return []
    if target is Stage.PUBLISHED and record.final is not None:
        kept: list[dict[str, Any]] = record.final.judgements
        return kept
    return [one.model_dump(mode="json") for one in judged(sheet, load_layout(record.layout))]


def enter(
    record: SheetRecord,
    move: Move,
    target: Stage,
    by: Actor,
    at: datetime,
    op_id: str,
    *,
    document: str,
    deadlines: dict[str, datetime | None],
    note: str = "",
    is_deputy: bool = False,
    judgements: list[dict[str, Any]],
) -> dict[str, Any]:
    """The record as it stands after the move, and what the event tells of it. Nothing is stored yet."""
    source = record.stage
    if move is Move.CORRECT:
        record.correction = note
    if move is Move.BEGIN:
        record.season = Season.EVALUATION.value
        record.is_late = False
    record.returned_note = (
        note if move is Move.RETURN else "" if move is Move.SUBMIT else record.returned_note
    )
    record.stage = target.value
    record.stage_since = record.touched_at = at
    record.touched_by_id = by.person or None
    deadline = deadlines.get(record.season)
    if move is Move.SUBMIT and not record.correction and deadline and at > deadline:
        record.is_late = True
    return {
        "judgements": digest(canonical(judgements)) if judgements else "",
        "op_id": op_id, "move": move.value, "from": source, "to": target.value, "season": record.season,
        "deputy": is_deputy, "note": digest(note), "document": digest(document), "cells_seq": record.cells_seq,
    }  # fmt: skip
